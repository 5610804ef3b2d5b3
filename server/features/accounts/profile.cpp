#include "features/accounts/profile.h"

#include <boost/algorithm/string/join.hpp>

#include "features/accounts/attempts.h"
#include "features/audit/audit.h"

namespace lexipoort::accounts {
namespace {

OwnProfile profile_of(const Account& account) {
  return {.first_name = account.first_name,
          .infix = account.infix,
          .last_name = account.last_name,
          .user_name = account.user_name,
          .email = account.email.value_or(""),
          .job_title = account.job_title,
          .new_email = account.new_email,
          .version = account.version};
}

Details wanted_of(const OwnProfileEdit& request) {
  return tidied({.first_name = request.first_name,
                 .infix = request.infix,
                 .last_name = request.last_name,
                 .user_name = request.user_name,
                 .email = request.email,
                 .job_title = request.job_title,
                 .new_email = request.new_email});
}

/// The account, when it is still as the page showed it and may become what is wanted.
Expected<Account> check(database::Transaction& tx, UserId user, const OwnProfileEdit& request,
                        const Details& wanted) {
  auto account = find_account(tx, user).value();
  if (account.version != request.version) {
    return refuse(RefusalKind::conflict, "changed_meanwhile");
  }
  auto faults = faults_of(tx, account, wanted);
  if (account.email != wanted.email && request.password.value_or("").empty()) {
    faults.push_back({"password", "required"});
  }
  if (!faults.empty()) return std::unexpected(person::faulty(faults));
  return account;
}

std::string password_hash_of(database::Transaction& tx, UserId user) {
  return tx
      .row<std::string>("select coalesce(password_hash, '') from users where id = :user",
                        {{"user", user}})
      .value();
}

/// Whether the password is that of the account: an open screen is not enough to take it over. Wrong
/// ones count as they do when somebody signs in. The hash that it was compared with.
Expected<std::string> prove(const Settings& settings, const http::Exchange& exchange,
                            const Account& account, const std::string& password) {
  std::string hash;
  const auto attempt = settings.database.read([&](database::Transaction& tx) {
    hash = password_hash_of(tx, account.id);
    return look_up_attempt(settings, tx, account.email.value_or(""), account.id,
                           exchange.request.address, exchange.now);
  });
  if (attempt.wait > 0) {
    return refuse(RefusalKind::too_many, "throttled", {}, {{"seconds", attempt.wait}});
  }
  if (crypto::verify_password(hash, password)) return hash;
  settings.database.write(
      [&](database::Transaction& tx) { remember_failure(tx, attempt, exchange.now); });
  return std::unexpected(person::faulty({{"password", "wrong_password"}}));
}

/// One line at each school of the user: a handful. Who has none is an operator.
void record(database::Transaction& tx, const Actor& actor, const std::string& fields) {
  audit::Entry entry{.actor = actor.user,
                     .at = actor.now,
                     .action = "accounts.profile_changed",
                     .details = {{"fields", fields}},
                     .subjects = {actor.user}};
  if (actor.memberships.empty()) audit::record(tx, entry);
  for (const auto& membership : actor.memberships) {
    entry.school = membership.school;
    audit::record(tx, entry);
  }
}

}  // namespace

Expected<OwnProfile> own_profile(database::Transaction& tx, const Actor& actor, const Nothing&) {
  return profile_of(find_account(tx, actor.user).value());
}

Expected<OwnProfile> change_own_profile(const Settings& settings, http::Exchange& exchange,
                                        const OwnProfileEdit& request) {
  const auto& actor = static_cast<const Actor&>(*exchange.caller);
  const auto wanted = wanted_of(request);
  const auto before = settings.database.read(
      [&](database::Transaction& tx) { return check(tx, actor.user, request, wanted); });
  if (!before) return std::unexpected(before.error());
  std::optional<std::string> proven_hash;
  if (before->email != wanted.email) {
    const auto proof = prove(settings, exchange, *before, request.password.value_or(""));
    if (!proof) return std::unexpected(proof.error());
    proven_hash = *proof;
  }
  return settings.database.write([&](database::Transaction& tx) -> Expected<OwnProfile> {
    const auto account = check(tx, actor.user, request, wanted);
    if (!account) return std::unexpected(account.error());
    // While it was hashed, the password may have been changed.
    if (proven_hash && *proven_hash != password_hash_of(tx, actor.user)) {
      return std::unexpected(person::faulty({{"password", "wrong_password"}}));
    }
    const auto fields = change_details(tx, {settings.public_url}, *account, wanted, actor.now);
    if (!fields.empty()) record(tx, actor, boost::algorithm::join(fields, ","));
    return own_profile(tx, actor, {});
  });
}

}  // namespace lexipoort::accounts
