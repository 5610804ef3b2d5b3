#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "platform/database/database.h"
#include "platform/http/routes.h"

/// The audit trail: who did what, when, for whom. Source: spec R8.2.
namespace lexipoort::audit {

struct Entry {
  std::optional<SchoolId> school = {};
  std::optional<UserId> actor = {};
  UtcSeconds at = 0;
  std::string action;                               ///< a stable word: "people.pupils_linked"
  std::map<std::string, std::string> details = {};  ///< words and figures; never a secret
  std::vector<UserId> subjects = {};                ///< for whom
};

/// Adds a line, in the transaction of the change itself: no change without its line. Counts it in
/// register_versions: answers that show the school's register are new from then on.
void record(database::Transaction& tx, const Entry& entry);

/// 'Logboek'. This room lies below the one that knows roles, so it is told who may read.
void add_routes(http::Routes& routes, database::Database& database,
                const http::Policy& administrator_of_school);

}  // namespace lexipoort::audit
