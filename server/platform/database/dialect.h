#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Every difference between SQLite and PostgreSQL that the SQL of the features does not see.
namespace lexipoort::database {

enum class Engine { sqlite, postgresql };

enum class Kind { integer, real, text };

struct ListColumn {
  std::string name;
  Kind kind;
};

namespace dialect {

/// The table that `each(:name)` stands for: the rows of a list bound as JSON under that name, with
/// the parameter's name as its alias.
[[nodiscard]] std::string list_table(Engine engine, std::string_view name,
                                     const std::vector<ListColumn>& columns);

/// How a transaction that only reads, or that writes, begins. A writing transaction behaves as if
/// it were alone: SQLite has one writer, PostgreSQL checks (and the caller tries again).
[[nodiscard]] std::string_view begin_read(Engine engine);
[[nodiscard]] std::string_view begin_write(Engine engine);

/// Statements for a fresh connection.
[[nodiscard]] std::vector<std::string_view> session_setup(Engine engine);

/// A migration's text with its marked tokens filled in: {id}, a key that counts up by itself, and
/// {bytewise text}, a text that is compared byte by byte whatever the server's language.
[[nodiscard]] std::string migration_text(Engine engine, std::string_view text);

/// Keeps two programs from migrating at once; to run first in the migrating transaction.
[[nodiscard]] std::string_view migration_lock(Engine engine);

}  // namespace dialect
}  // namespace lexipoort::database
