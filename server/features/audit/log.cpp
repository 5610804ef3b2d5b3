#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <limits>
#include <unordered_map>

#include "base/calendar.h"
#include "base/text.h"
#include "features/audit/audit.h"

/// 'Logboek': the trail of one school, read back. Source: spec R8.2.
namespace lexipoort::audit {
namespace {

constexpr std::int64_t kLinesAtOnce = 50;
/// A line names this many people; the rest is a number.
constexpr std::int64_t kNamed = 5;

struct LogRequest {
  SchoolId school;
  std::optional<UserId> user;        ///< who did it, or for whom it was done
  std::optional<std::string> from;   ///< the first day
  std::optional<std::string> until;  ///< the last day
  std::optional<std::int64_t> before;
};
BOOST_DESCRIBE_STRUCT(LogRequest, (), (school, user, from, until, before))

struct Named {
  UserId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Named, (), (id, name))

struct Detail {
  std::string key;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(Detail, (), (key, value))

struct Line {
  std::string id;
  UtcSeconds at = 0;
  std::optional<Named> actor;
  std::string action;
  std::vector<Named> subjects;
  std::int64_t subject_count = 0;
  std::vector<Detail> details;
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, at, actor, action, subjects, subject_count, details))

struct Log {
  std::vector<Line> lines;
  bool more = false;
};
BOOST_DESCRIBE_STRUCT(Log, (), (lines, more))

struct StoredLine {
  std::int64_t id = 0;
  UtcSeconds at = 0;
  std::optional<UserId> actor;
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::string action;
  std::string details;
  std::int64_t subject_count = 0;
};
BOOST_DESCRIBE_STRUCT(StoredLine, (),
                      (id, at, actor, first_name, infix, last_name, action, details, subject_count))

struct StoredSubject {
  std::int64_t line = 0;
  UserId user;
  std::string first_name;
  std::string infix;
  std::string last_name;
};
BOOST_DESCRIBE_STRUCT(StoredSubject, (), (line, user, first_name, infix, last_name))

constexpr std::string_view kLines =
    "select a.id, a.at, a.actor_id, coalesce(u.first_name, ''), coalesce(u.infix, ''), "
    "coalesce(u.last_name, ''), a.action, a.details, a.subject_count "
    "from audit a left join users u on u.id = a.actor_id "
    "where a.school_id = :school and (a.at, a.id) < (:before_at, :before) "
    "and a.at >= :from and a.at < :until ";
/// A union rather than `or`: each half walks an index of its own.
constexpr std::string_view kOfUser =
    "and a.id in (select b.id from audit b where b.school_id = :school and b.actor_id = :user "
    "union select s.audit_id from audit_subjects s "
    "where s.school_id = :school and s.user_id = :user) ";
constexpr std::string_view kNewestFirst = "order by a.at desc, a.id desc limit :most";

constexpr auto kEver = std::numeric_limits<std::int64_t>::max();

/// Where a line stands in the trail.
struct Place {
  UtcSeconds at = 0;
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Place, (), (at, id))

/// Before the first line, if there is no such line at the school.
Place find_place(database::Transaction& tx, SchoolId school, std::int64_t line) {
  return tx
      .row<Place>("select at, id from audit where school_id = :school and id = :line",
                  {{"school", school}, {"line", line}})
      .value_or(Place{});
}

std::vector<StoredLine> find_lines(database::Transaction& tx, const LogRequest& request) {
  const auto before =
      request.before ? find_place(tx, request.school, *request.before) : Place{kEver, kEver};
  std::string sql(kLines);
  database::Parameters parameters = {
      {"school", request.school},
      {"before_at", before.at},
      {"before", before.id},
      {"from", request.from ? calendar::start_of_day(*request.from) : 0},
      {"until", request.until ? calendar::end_of_day(*request.until) : kEver},
      {"most", kLinesAtOnce + 1}};
  if (request.user) {
    sql += kOfUser;
    parameters.emplace_back("user", *request.user);
  }
  sql += kNewestFirst;
  return tx.rows<StoredLine>(sql, parameters);
}

using SubjectsOfLine = std::unordered_map<std::int64_t, std::vector<Named>>;

SubjectsOfLine find_subjects(database::Transaction& tx, SchoolId school,
                             const std::vector<StoredLine>& lines) {
  std::vector<std::int64_t> ids;
  ids.reserve(lines.size());
  for (const auto& line : lines) ids.push_back(line.id);
  SubjectsOfLine subjects;
  for (const auto& stored : tx.rows<StoredSubject>(
           "select s.audit_id, u.id, u.first_name, u.infix, u.last_name from audit_subjects s "
           "join users u on u.id = s.user_id where s.school_id = :school and "
           "s.audit_id in (select value from each(:lines)) and s.position < :named "
           "order by s.audit_id, s.position",
           {{"school", school}, {"lines", ids}, {"named", kNamed}})) {
    subjects[stored.line].push_back(
        {stored.user, text::spoken_name(stored.first_name, stored.infix, stored.last_name)});
  }
  return subjects;
}

std::vector<Detail> details_of(const std::string& stored) {
  std::vector<Detail> details;
  const auto values = boost::json::parse(stored);
  for (const auto& [key, value] : values.as_object()) {
    details.push_back({std::string(key), boost::json::value_to<std::string>(value)});
  }
  return details;
}

Line to_line(const StoredLine& stored, SubjectsOfLine& subjects) {
  Line line{.id = std::to_string(stored.id),
            .at = stored.at,
            .actor = std::nullopt,
            .action = stored.action,
            .subjects = std::move(subjects[stored.id]),
            .subject_count = stored.subject_count,
            .details = details_of(stored.details)};
  if (stored.actor) {
    line.actor = {*stored.actor,
                  text::spoken_name(stored.first_name, stored.infix, stored.last_name)};
  }
  return line;
}

Expected<Log> read_log(database::Transaction& tx, const LogRequest& request) {
  for (const auto& day : {request.from, request.until}) {
    if (day && !calendar::is_day(*day)) return refuse(RefusalKind::invalid, "bad_day");
  }
  auto stored = find_lines(tx, request);
  Log log{.lines = {}, .more = stored.size() > kLinesAtOnce};
  if (log.more) stored.resize(kLinesAtOnce);
  auto subjects = find_subjects(tx, request.school, stored);
  log.lines.reserve(stored.size());
  for (const auto& each : stored) log.lines.push_back(to_line(each, subjects));
  return log;
}

}  // namespace

void add_routes(http::Routes& routes, database::Database& database,
                const http::Policy& administrator_of_school) {
  routes.add<LogRequest, Log>(
      {.method = http::Method::get,
       .path = "/api/schools/{school}/audit",
       .policy = administrator_of_school,
       .summary = "Who changed what at a school, newest first"},
      [&database](http::Exchange&, const LogRequest& request) {
        return database.read([&](database::Transaction& tx) { return read_log(tx, request); });
      });
}

}  // namespace lexipoort::audit
