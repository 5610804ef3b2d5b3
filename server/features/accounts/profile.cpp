#include "features/accounts/profile.h"

#include <boost/algorithm/string/join.hpp>

#include "features/accounts/proof.h"

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
    const auto proof =
        prove_password(settings, exchange, actor.user, request.password.value_or(""));
    if (!proof) return std::unexpected(proof.error());
    proven_hash = *proof;
  }
  return settings.database.write([&](database::Transaction& tx) -> Expected<OwnProfile> {
    const auto account = check(tx, actor.user, request, wanted);
    if (!account) return std::unexpected(account.error());
    // While it was hashed, the password may have been changed.
    if (proven_hash && *proven_hash != password_hash_of(tx, actor.user)) {
      return wrong_password();
    }
    const auto fields = change_details(tx, {settings.public_url}, *account, wanted, actor.now);
    if (!fields.empty()) {
      record_own(tx, actor, "accounts.profile_changed",
                 {{"fields", boost::algorithm::join(fields, ",")}});
    }
    return own_profile(tx, actor, {});
  });
}

}  // namespace lexipoort::accounts
