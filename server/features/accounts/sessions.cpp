#include "features/accounts/sessions.h"

#include <algorithm>

#include "base/text.h"
#include "features/accounts/rules.h"

namespace lexipoort::accounts {
namespace {

/// How far the stored moment of the last request may lag behind: a write a minute is enough.
constexpr UtcSeconds kTouchEvery = 60;

struct StoredSession {
  UserId user;
  Kind kind = Kind::pupil;
  UtcSeconds created_at = 0;
  UtcSeconds last_seen_at = 0;
  bool second_factor = false;
};
BOOST_DESCRIBE_STRUCT(StoredSession, (), (user, kind, created_at, last_seen_at, second_factor))

struct StoredUser {
  Kind kind = Kind::pupil;
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::optional<SchoolId> current_school;
  bool second_factor = false;
};
BOOST_DESCRIBE_STRUCT(StoredUser, (),
                      (kind, first_name, infix, last_name, current_school, second_factor))

struct StoredSchool {
  SchoolId id;
  std::string name;
  std::string place;
  std::string sector;
  bool administrator = false;
  bool supervisor = false;
  bool second_factor_demanded = false;
};
BOOST_DESCRIBE_STRUCT(StoredSchool, (),
                      (id, name, place, sector, administrator, supervisor, second_factor_demanded))

SessionSchool describe_school(StoredSchool&& stored) {
  SessionSchool school{.id = stored.id,
                       .name = std::move(stored.name),
                       .place = std::move(stored.place),
                       .sector = std::move(stored.sector),
                       .roles = {},
                       .second_factor_demanded = stored.second_factor_demanded};
  if (stored.administrator) school.roles.push_back(Role::administrator);
  if (stored.supervisor) school.roles.push_back(Role::supervisor);
  return school;
}

std::shared_ptr<Actor> find_actor(database::Transaction& tx, const std::string& hash,
                                  UtcSeconds now, UtcSeconds& last_seen_at) {
  const auto session = tx.row<StoredSession>(
      "select s.user_id, u.kind, s.created_at, s.last_seen_at, "
      "case when f.user_id is null then 0 else 1 end from sessions s "
      "join users u on u.id = s.user_id left join second_factors f on f.user_id = u.id "
      "where s.token_hash = :hash",
      {{"hash", hash}});
  if (!session ||
      !rules::session_is_valid(session->kind, session->created_at, session->last_seen_at, now)) {
    return nullptr;
  }
  auto actor = std::make_shared<Actor>();
  actor->user = session->user;
  actor->kind = session->kind;
  actor->second_factor = session->second_factor;
  actor->session_hash = hash;
  actor->now = now;
  actor->memberships = tx.rows<Membership>(
      "select m.school_id, m.administrator, m.supervisor, s.second_factor_demanded "
      "from memberships m join schools s on s.id = m.school_id "
      "where m.user_id = :user and m.archived_at is null",
      {{"user", session->user}});
  last_seen_at = session->last_seen_at;
  // Whoever was archived everywhere while signed in is no longer anybody here.
  if (actor->kind != Kind::operator_ && actor->memberships.empty()) return nullptr;
  return actor;
}

}  // namespace

std::string cookie_name(const Settings& settings) {
  return settings.public_url.starts_with("https://") ? "__Host-lexipoort" : "lexipoort";
}

std::string cookie(const Settings& settings, const std::string& token) {
  std::string text = cookie_name(settings) + "=" + token + "; Path=/; HttpOnly; SameSite=Lax";
  if (settings.public_url.starts_with("https://")) text += "; Secure";
  return text;
}

std::string expired_cookie(const Settings& settings) {
  return cookie(settings, "") + "; Max-Age=0";
}

NewSession start_session(database::Transaction& tx, UserId user, UtcSeconds now) {
  NewSession session{.token = crypto::random_token(), .hash = {}};
  session.hash = crypto::hash_token(session.token);
  tx.execute(
      "insert into sessions (token_hash, user_id, created_at, last_seen_at) "
      "values (:hash, :user, :now, :now)",
      {{"hash", session.hash}, {"user", user}, {"now", now}});
  return session;
}

std::shared_ptr<const Actor> authenticate(const Settings& settings, const http::Request& request,
                                          UtcSeconds now) {
  const auto token = request.cookie(cookie_name(settings));
  if (!token || token->empty()) return nullptr;
  const auto hash = crypto::hash_token(*token);
  UtcSeconds last_seen_at = 0;
  auto actor = settings.database.read(
      [&](database::Transaction& tx) { return find_actor(tx, hash, now, last_seen_at); });
  if (actor && now >= last_seen_at + kTouchEvery) {
    settings.database.write([&](database::Transaction& tx) {
      tx.execute("update sessions set last_seen_at = :now where token_hash = :hash",
                 {{"now", now}, {"hash", hash}});
    });
  }
  return actor;
}

SessionAnswer describe_session(database::Transaction& tx, UserId user) {
  const auto stored =
      tx.row<StoredUser>(
            "select u.kind, u.first_name, u.infix, u.last_name, u.current_school_id, "
            "case when f.user_id is null then 0 else 1 end from users u "
            "left join second_factors f on f.user_id = u.id where u.id = :user",
            {{"user", user}})
          .value();
  auto schools = tx.rows<StoredSchool>(
      "select s.id, s.name, s.place, s.sector, m.administrator, m.supervisor, "
      "s.second_factor_demanded from memberships m "
      "join schools s on s.id = m.school_id "
      "where m.user_id = :user and m.archived_at is null order by s.name, s.id",
      {{"user", user}});
  SessionAnswer answer{
      .user = {.id = user,
               .kind = stored.kind,
               .display_name = text::spoken_name(stored.first_name, stored.infix, stored.last_name),
               .first_name = stored.first_name,
               .second_factor = stored.second_factor},
      .schools = {},
      .current_school = stored.current_school};
  for (auto& school : schools) answer.schools.push_back(describe_school(std::move(school)));
  const bool current_is_mine =
      answer.current_school && std::ranges::find(answer.schools, *answer.current_school,
                                                 &SessionSchool::id) != answer.schools.end();
  if (!current_is_mine) {
    answer.current_school.reset();
    if (!answer.schools.empty()) answer.current_school = answer.schools.front().id;
  }
  return answer;
}

void end_sessions(database::Transaction& tx, const std::vector<UserId>& users) {
  tx.execute("delete from sessions where user_id in (select value from each(:users))",
             {{"users", users}});
}

void end_sessions_of_departed(database::Transaction& tx, const std::vector<UserId>& users) {
  tx.execute(
      "delete from sessions where user_id in (select value from each(:users)) and not exists "
      "(select 1 from memberships m where m.user_id = sessions.user_id and m.archived_at is null)",
      {{"users", users}});
}

}  // namespace lexipoort::accounts
