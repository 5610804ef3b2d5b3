#include "features/accounts/attempts.h"

#include <algorithm>

#include "features/accounts/rules.h"

namespace lexipoort::accounts {
namespace {

struct StoredFailures {
  std::int64_t count = 0;
  UtcSeconds last_at = 0;
};
BOOST_DESCRIBE_STRUCT(StoredFailures, (), (count, last_at))

rules::Failures account_failures(database::Transaction& tx, const Attempt& attempt) {
  const auto stored = tx.row<StoredFailures>(
      "select failures, last_failure_at from sign_in_failures where subject = :subject",
      {{"subject", attempt.account}});
  return stored ? rules::Failures{stored->count, stored->last_at} : rules::Failures{};
}

rules::Failures address_failures(database::Transaction& tx, const Attempt& attempt,
                                 UtcSeconds now) {
  const auto stored = tx.row<StoredFailures>(
      "select count(*), coalesce(max(last_failure_at), 0) from sign_in_failed_pairs "
      "where address = :address and last_failure_at > :since",
      {{"address", attempt.address}, {"since", now - rules::kFailureMemory}});
  return {stored->count, stored->last_at};
}

bool is_known_here(database::Transaction& tx, std::optional<UserId> user, const Attempt& attempt) {
  return user && tx.row<std::int64_t>(
                     "select 1 from known_addresses where user_id = :user and address = :address",
                     {{"user", *user}, {"address", attempt.address}});
}

}  // namespace

Attempt look_up_attempt(const Settings& settings, database::Transaction& tx,
                        const std::string& login, std::optional<UserId> user,
                        const std::string& address, UtcSeconds now) {
  Attempt attempt{.account = settings.seal_key.mac("account:" + login),
                  .address = settings.seal_key.mac("address:" + address)};
  const bool known_here = is_known_here(tx, user, attempt);
  if (known_here) attempt.account = settings.seal_key.mac("here:" + login + " " + address);
  attempt.wait = std::max(rules::account_wait(account_failures(tx, attempt), now),
                          rules::address_wait(address_failures(tx, attempt, now), known_here, now));
  return attempt;
}

void remember_failure(database::Transaction& tx, const Attempt& attempt, UtcSeconds now) {
  tx.execute(
      "insert into sign_in_failures (subject, failures, last_failure_at) values (:subject, 1, "
      ":now) "
      "on conflict (subject) do update set last_failure_at = :now, failures = "
      "case when sign_in_failures.last_failure_at < :since then 1 "
      "else sign_in_failures.failures + 1 end",
      {{"subject", attempt.account}, {"now", now}, {"since", now - rules::kFailureMemory}});
  tx.execute(
      "insert into sign_in_failed_pairs (address, account, last_failure_at) "
      "values (:address, :account, :now) "
      "on conflict (address, account) do update set last_failure_at = :now",
      {{"address", attempt.address}, {"account", attempt.account}, {"now", now}});
}

void forget_failures(database::Transaction& tx, UserId user, const Attempt& attempt,
                     UtcSeconds now) {
  tx.execute("delete from sign_in_failures where subject = :subject",
             {{"subject", attempt.account}});
  tx.execute("delete from sign_in_failed_pairs where address = :address and account = :account",
             {{"address", attempt.address}, {"account", attempt.account}});
  tx.execute(
      "insert into known_addresses (user_id, address, last_seen_at) values (:user, :address, :now) "
      "on conflict (user_id, address) do update set last_seen_at = :now",
      {{"user", user}, {"address", attempt.address}, {"now", now}});
}

}  // namespace lexipoort::accounts
