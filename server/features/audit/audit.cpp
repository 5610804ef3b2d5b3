#include "features/audit/audit.h"

#include <boost/json.hpp>

namespace lexipoort::audit {
namespace {

struct Subject {
  UserId user;
  std::int64_t position = 0;
};
BOOST_DESCRIBE_STRUCT(Subject, (), (user, position))

void record_subjects(database::Transaction& tx, SchoolId school, std::int64_t line,
                     const std::vector<UserId>& users) {
  std::vector<Subject> subjects;
  subjects.reserve(users.size());
  for (const auto user : users) {
    subjects.push_back({user, static_cast<std::int64_t>(subjects.size())});
  }
  tx.execute(
      "insert into audit_subjects (school_id, audit_id, user_id, position) "
      "select :school, :line, \"user\", position from each(:subjects)",
      {{"school", school}, {"line", line}, {"subjects", subjects}});
}

}  // namespace

void record(database::Transaction& tx, const Entry& entry) {
  const auto line =
      tx.row<std::int64_t>(
            "insert into audit (school_id, actor_id, at, action, details, subject_count) "
            "values (:school, :actor, :at, :action, :details, :count) returning id",
            {{"school", entry.school},
             {"actor", entry.actor},
             {"at", entry.at},
             {"action", entry.action},
             {"details", boost::json::serialize(boost::json::value_from(entry.details))},
             {"count", entry.subjects.size()}})
          .value();
  if (entry.school && !entry.subjects.empty()) {
    record_subjects(tx, *entry.school, line, entry.subjects);
  }
  if (entry.school) {
    tx.execute(
        "insert into register_versions (school_id, version) values (:school, 1) "
        "on conflict (school_id) do update set version = register_versions.version + 1",
        {{"school", entry.school}});
  }
}

}  // namespace lexipoort::audit
