#include "features/audit/audit.h"

namespace lexipoort::audit {

void record(database::Transaction& tx, const Entry& entry) {
  tx.execute(
      "insert into audit (school_id, actor_id, at, action, details) "
      "values (:school, :actor, :at, :action, :details)",
      {{"school", entry.school},
       {"actor", entry.actor},
       {"at", entry.at},
       {"action", entry.action},
       {"details", entry.details}});
}

}  // namespace lexipoort::audit
