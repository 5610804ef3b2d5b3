#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/ids.h"
#include "platform/database/database.h"

/// The audit trail: who did what, when, for whom. Source: spec R8.2.
namespace lexipoort::audit {

struct Entry {
  std::optional<SchoolId> school;
  std::optional<UserId> actor;
  UtcSeconds at = 0;
  std::string action;   ///< a stable word: "people.linked"
  std::string details;  ///< JSON with ids and figures; never a secret
};

/// Adds a line, in the transaction of the change itself: no change without its line.
void record(database::Transaction& tx, const Entry& entry);

}  // namespace lexipoort::audit
