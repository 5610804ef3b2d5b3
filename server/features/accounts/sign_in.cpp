#include "features/accounts/sign_in.h"

#include "base/calendar.h"
#include "base/person.h"
#include "features/accounts/attempts.h"
#include "features/accounts/second_factor.h"

namespace lexipoort::accounts {
namespace {

struct Candidate {
  UserId id;
  Kind kind = Kind::pupil;
  std::string password_hash;
  bool active = false;
  bool second_factor = false;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (id, kind, password_hash, active, second_factor))

std::optional<Candidate> find_candidate(database::Transaction& tx, const std::string& login) {
  return tx.row<Candidate>(
      "select u.id, u.kind, coalesce(u.password_hash, ''), "
      "case when u.kind = 'operator' or exists (select 1 from memberships m "
      "where m.user_id = u.id and m.archived_at is null) then 1 else 0 end, "
      "case when exists (select 1 from second_factors f where f.user_id = u.id) then 1 else 0 end "
      "from users u where u.email = :login or u.user_name = :login",
      {{"login", login}});
}

struct Facts {
  std::optional<Candidate> account;
  Attempt attempt;
};

Facts gather(const Settings& settings, database::Transaction& tx, const std::string& login,
             const std::string& address, UtcSeconds now) {
  Facts facts{.account = find_candidate(tx, login), .attempt = {}};
  const auto user = facts.account ? std::optional(facts.account->id) : std::nullopt;
  facts.attempt = look_up_attempt(settings, tx, login, user, address, now);
  return facts;
}

Expected<Nothing> may_enter(const Settings& settings, database::Transaction& tx,
                            const Candidate& candidate, UtcSeconds now) {
  if (candidate.kind == Kind::pupil &&
      (!candidate.active || !settings.pupil_may_enter(tx, candidate.id, calendar::day_of(now)))) {
    return refuse(RefusalKind::forbidden, "no_licence");
  }
  if (!candidate.active) return refuse(RefusalKind::forbidden, "archived");
  return Nothing{};
}

}  // namespace

Expected<SessionAnswer> sign_in(const Settings& settings, http::Exchange& exchange,
                                const SignInRequest& request) {
  auto& database = settings.database;
  const auto now = exchange.now;
  const auto login = person::canonical_login(request.login);
  const auto facts = database.read([&](database::Transaction& tx) {
    return gather(settings, tx, login, exchange.request.address, now);
  });
  const auto& attempt = facts.attempt;
  if (attempt.wait > 0) {
    return refuse(RefusalKind::too_many, "throttled", {}, {{"seconds", attempt.wait}});
  }
  const bool has_password = facts.account && !facts.account->password_hash.empty();
  const bool right = crypto::verify_password(
      has_password ? facts.account->password_hash : crypto::dummy_password_hash(),
      request.password);
  if (!has_password || !right) {
    database.write([&](database::Transaction& tx) { remember_failure(tx, attempt, now); });
    return refuse(RefusalKind::unauthenticated, "wrong_credentials");
  }
  const auto code = request.code.value_or("");
  if (facts.account->second_factor && code.empty()) {
    return refuse(RefusalKind::unauthenticated, "code_needed");
  }
  std::string token;
  auto answer = database.write([&](database::Transaction& tx) -> Expected<SessionAnswer> {
    // Read again: while this one was hashed, the password may have been changed.
    const auto account = find_candidate(tx, login);
    if (!account || account->password_hash != facts.account->password_hash) {
      return refuse(RefusalKind::unauthenticated, "wrong_credentials");
    }
    if (account->second_factor && !use_code(settings, tx, account->id, code, now)) {
      return refuse(RefusalKind::unauthenticated, "wrong_code");
    }
    if (auto allowed = may_enter(settings, tx, *account, now); !allowed) {
      return std::unexpected(allowed.error());
    }
    forget_failures(tx, account->id, attempt, now);
    token = start_session(tx, account->id, now).token;
    return describe_session(tx, account->id);
  });
  if (answer) exchange.set_cookie(cookie(settings, token));
  if (!answer && answer.error().code == "wrong_code") {
    database.write([&](database::Transaction& tx) { remember_failure(tx, attempt, now); });
  }
  return answer;
}

}  // namespace lexipoort::accounts
