#include "features/accounts/proof.h"

#include "features/accounts/attempts.h"
#include "features/audit/audit.h"

namespace lexipoort::accounts {

std::string password_hash_of(database::Transaction& tx, UserId user) {
  return tx
      .row<std::string>("select coalesce(password_hash, '') from users where id = :user",
                        {{"user", user}})
      .value();
}

std::unexpected<Refusal> wrong_password() {
  return std::unexpected(person::faulty({{"password", "wrong_password"}}));
}

namespace {

Attempt attempt_of(const Settings& settings, database::Transaction& tx,
                   const http::Exchange& exchange, UserId user) {
  const auto account = find_account(tx, user).value();
  return look_up_attempt(settings, tx, account.email.value_or(""), user, exchange.request.address,
                         exchange.now);
}

}  // namespace

void count_failure(const Settings& settings, const http::Exchange& exchange, UserId user) {
  settings.database.write([&](database::Transaction& tx) {
    remember_failure(tx, attempt_of(settings, tx, exchange, user), exchange.now);
  });
}

Expected<std::string> prove_password(const Settings& settings, const http::Exchange& exchange,
                                     UserId user, const std::string& password) {
  if (password.empty()) return std::unexpected(person::faulty({{"password", "required"}}));
  std::string hash;
  const auto attempt = settings.database.read([&](database::Transaction& tx) {
    hash = password_hash_of(tx, user);
    return attempt_of(settings, tx, exchange, user);
  });
  if (attempt.wait > 0) {
    return refuse(RefusalKind::too_many, "throttled", {}, {{"seconds", attempt.wait}});
  }
  if (crypto::verify_password(hash, password)) return hash;
  count_failure(settings, exchange, user);
  return wrong_password();
}

void record_own(database::Transaction& tx, const Actor& actor, const std::string& action,
                const std::map<std::string, std::string>& details) {
  audit::Entry entry{.actor = actor.user,
                     .at = actor.now,
                     .action = action,
                     .details = details,
                     .subjects = {actor.user}};
  if (actor.memberships.empty()) audit::record(tx, entry);
  for (const auto& membership : actor.memberships) {
    entry.school = membership.school;
    audit::record(tx, entry);
  }
}

}  // namespace lexipoort::accounts
