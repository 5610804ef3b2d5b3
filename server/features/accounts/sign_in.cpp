#include "features/accounts/sign_in.h"

#include "base/calendar.h"
#include "features/accounts/rules.h"

namespace lexipoort::accounts {
namespace {

struct Account {
  UserId id;
  Kind kind = Kind::pupil;
  std::string password_hash;
  bool active = false;
};
BOOST_DESCRIBE_STRUCT(Account, (), (id, kind, password_hash, active))

struct StoredFailures {
  std::int64_t count = 0;
  UtcSeconds last_at = 0;
};
BOOST_DESCRIBE_STRUCT(StoredFailures, (), (count, last_at))

/// Who tries, as keyed hashes: the tables of failures name nobody.
struct Subjects {
  std::string account;
  std::string address;
};

Subjects subjects_of(const Settings& settings, const std::string& login,
                     const std::string& address) {
  return {.account = settings.seal_key.mac("account:" + login),
          .address = settings.seal_key.mac("address:" + address)};
}

std::optional<Account> find_account(database::Transaction& tx, const std::string& login) {
  return tx.row<Account>(
      "select u.id, u.kind, coalesce(u.password_hash, ''), "
      "case when u.kind = 'operator' or exists (select 1 from memberships m "
      "where m.user_id = u.id and m.archived_at is null) then 1 else 0 end "
      "from users u where u.email = :login or u.user_name = :login",
      {{"login", login}});
}

rules::Failures account_failures(database::Transaction& tx, const Subjects& subjects) {
  const auto stored = tx.row<StoredFailures>(
      "select failures, last_failure_at from sign_in_failures where subject = :subject",
      {{"subject", subjects.account}});
  return stored ? rules::Failures{stored->count, stored->last_at} : rules::Failures{};
}

rules::Failures address_failures(database::Transaction& tx, const Subjects& subjects,
                                 UtcSeconds now) {
  const auto stored = tx.row<StoredFailures>(
      "select count(*), coalesce(max(last_failure_at), 0) from sign_in_failed_pairs "
      "where address = :address and last_failure_at > :since",
      {{"address", subjects.address}, {"since", now - rules::kFailureMemory}});
  return {stored->count, stored->last_at};
}

bool is_known_here(database::Transaction& tx, const std::optional<Account>& account,
                   const Subjects& subjects) {
  return account && tx.row<std::int64_t>(
                        "select 1 from known_addresses where user_id = :user and "
                        "address = :address",
                        {{"user", account->id}, {"address", subjects.address}});
}

struct Facts {
  std::optional<Account> account;
  Subjects subjects;
  UtcSeconds wait = 0;
};

/// An account that has been here before has a counter of its own here: a stranger elsewhere who
/// guesses cannot keep its owner out, and a classmate who guesses is still held up.
Facts gather(const Settings& settings, database::Transaction& tx, const std::string& login,
             const std::string& address, UtcSeconds now) {
  Facts facts{.account = find_account(tx, login),
              .subjects = subjects_of(settings, login, address),
              .wait = 0};
  auto& subjects = facts.subjects;
  const bool known_here = is_known_here(tx, facts.account, subjects);
  if (known_here) subjects.account = settings.seal_key.mac("here:" + login + " " + address);
  facts.wait = std::max(rules::account_wait(account_failures(tx, subjects), now),
                        rules::address_wait(address_failures(tx, subjects, now), known_here, now));
  return facts;
}

void remember_failure(database::Transaction& tx, const Subjects& subjects, UtcSeconds now) {
  tx.execute(
      "insert into sign_in_failures (subject, failures, last_failure_at) values (:subject, 1, "
      ":now) "
      "on conflict (subject) do update set last_failure_at = :now, failures = "
      "case when sign_in_failures.last_failure_at < :since then 1 "
      "else sign_in_failures.failures + 1 end",
      {{"subject", subjects.account}, {"now", now}, {"since", now - rules::kFailureMemory}});
  tx.execute(
      "insert into sign_in_failed_pairs (address, account, last_failure_at) "
      "values (:address, :account, :now) "
      "on conflict (address, account) do update set last_failure_at = :now",
      {{"address", subjects.address}, {"account", subjects.account}, {"now", now}});
}

void forget_failures(database::Transaction& tx, UserId user, const Subjects& subjects,
                     UtcSeconds now) {
  tx.execute("delete from sign_in_failures where subject = :subject",
             {{"subject", subjects.account}});
  tx.execute("delete from sign_in_failed_pairs where address = :address and account = :account",
             {{"address", subjects.address}, {"account", subjects.account}});
  tx.execute(
      "insert into known_addresses (user_id, address, last_seen_at) values (:user, :address, :now) "
      "on conflict (user_id, address) do update set last_seen_at = :now",
      {{"user", user}, {"address", subjects.address}, {"now", now}});
}

Expected<Nothing> may_enter(const Settings& settings, database::Transaction& tx,
                            const Account& account, UtcSeconds now) {
  if (account.kind == Kind::pupil &&
      (!account.active || !settings.pupil_may_enter(tx, account.id, calendar::day_of(now)))) {
    return refuse(RefusalKind::forbidden, "no_licence");
  }
  if (!account.active) return refuse(RefusalKind::forbidden, "archived");
  return Nothing{};
}

}  // namespace

Expected<SessionAnswer> sign_in(const Settings& settings, http::Exchange& exchange,
                                const SignInRequest& request) {
  auto& database = settings.database;
  const auto now = exchange.now;
  const auto login = rules::canonical_login(request.login);
  const auto facts = database.read([&](database::Transaction& tx) {
    return gather(settings, tx, login, exchange.request.address, now);
  });
  const auto& subjects = facts.subjects;
  if (facts.wait > 0) {
    return refuse(RefusalKind::too_many, "throttled", {}, {{"seconds", facts.wait}});
  }
  const bool has_password = facts.account && !facts.account->password_hash.empty();
  const bool right = crypto::verify_password(
      has_password ? facts.account->password_hash : crypto::dummy_password_hash(),
      request.password);
  if (!has_password || !right) {
    database.write([&](database::Transaction& tx) { remember_failure(tx, subjects, now); });
    return refuse(RefusalKind::unauthenticated, "wrong_credentials");
  }
  std::string token;
  auto answer = database.write([&](database::Transaction& tx) -> Expected<SessionAnswer> {
    // Read again: while this one was hashed, the password may have been changed.
    const auto account = find_account(tx, login);
    if (!account || account->password_hash != facts.account->password_hash) {
      return refuse(RefusalKind::unauthenticated, "wrong_credentials");
    }
    if (auto allowed = may_enter(settings, tx, *account, now); !allowed) {
      return std::unexpected(allowed.error());
    }
    forget_failures(tx, account->id, subjects, now);
    token = start_session(tx, account->id, now).token;
    return describe_session(tx, account->id);
  });
  if (answer) exchange.set_cookie(cookie(settings, token));
  return answer;
}

}  // namespace lexipoort::accounts
