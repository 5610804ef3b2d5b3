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

/// The same for an account's user name as for its e-mail address.
std::string subject_of(const crypto::SealKey& key, UserId user) {
  return key.mac("account:" + std::to_string(user.value));
}

std::string subject_here(const crypto::SealKey& key, UserId user, const std::string& address) {
  return key.mac("here:" + std::to_string(user.value) + " " + address);
}

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

void remember_pair(database::Transaction& tx, const Attempt& attempt, UtcSeconds now) {
  tx.execute(
      "insert into sign_in_failed_pairs (address, account, last_failure_at) "
      "values (:address, :account, :now) "
      "on conflict (address, account) do update set last_failure_at = :now",
      {{"address", attempt.address}, {"account", attempt.account}, {"now", now}});
}

}  // namespace

Attempt look_up_attempt(const Settings& settings, database::Transaction& tx,
                        const std::string& login, std::optional<UserId> user,
                        const std::string& address, UtcSeconds now) {
  const auto& key = settings.seal_key;
  Attempt attempt{.account = user ? subject_of(key, *user) : key.mac("login:" + login),
                  .address = key.mac("address:" + rules::counted_address(address))};
  const bool known_here = is_known_here(tx, user, attempt);
  if (known_here) attempt.account = subject_here(key, *user, attempt.address);
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
  remember_pair(tx, attempt, now);
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

void forget_account(const Settings& settings, database::Transaction& tx, UserId user) {
  std::vector<std::string> subjects = {subject_of(settings.seal_key, user)};
  for (const auto& address : tx.rows<std::string>(
           "select address from known_addresses where user_id = :user", {{"user", user}})) {
    subjects.push_back(subject_here(settings.seal_key, user, address));
  }
  tx.execute("delete from sign_in_failures where subject in (select value from each(:subjects))",
             {{"subjects", subjects}});
}

UtcSeconds count_request(const Settings& settings, database::Transaction& tx,
                         const std::string& login, const std::string& address, UtcSeconds now) {
  const Attempt request{
      .account = settings.seal_key.mac("login:" + login),
      .address = settings.seal_key.mac("asks:" + rules::counted_address(address))};
  const auto wait = rules::address_wait(address_failures(tx, request, now), false, now);
  if (wait == 0) remember_pair(tx, request, now);
  return wait;
}

}  // namespace lexipoort::accounts
