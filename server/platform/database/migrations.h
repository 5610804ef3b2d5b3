#pragma once

#include <span>
#include <string_view>

#include "platform/database/database.h"

namespace lexipoort::database {

struct Migration {
  int number;
  std::string_view name;
  std::string_view text;
};

/// The numbered files of migrations/, built into the program, in order.
[[nodiscard]] std::span<const Migration> built_in_migrations();

/// Brings the database up to date, in one transaction; returns how many migrations ran.
/// Throws std::runtime_error when the database is newer than the program.
int migrate(Database& database, std::span<const Migration> migrations = built_in_migrations());

/// The number of the last migration that ran; 0 for an empty database.
[[nodiscard]] int schema_version(Database& database);

}  // namespace lexipoort::database
