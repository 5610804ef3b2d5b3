#pragma once

#include "features/accounts/accounts.h"

/// Everybody's own profile. Source: spec R4.12.2.
namespace lexipoort::accounts {

struct OwnProfile {
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::optional<std::string> user_name;
  std::string email;
  std::string job_title;
  std::optional<std::string> new_email;  ///< waits for its proof; saved without it, it is withdrawn
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(OwnProfile, (),
                      (first_name, infix, last_name, user_name, email, job_title, new_email,
                       version))

[[nodiscard]] Expected<OwnProfile> own_profile(database::Transaction& tx, const Actor& actor,
                                               const Nothing&);

struct OwnProfileEdit : OwnProfile {
  std::optional<std::string> password;  ///< the present one, to change the e-mail address with
};
BOOST_DESCRIBE_STRUCT(OwnProfileEdit, (OwnProfile), (password))

/// A new e-mail address waits for its proof: the answer has the one that counts.
/// Refusals: `faulty` (concerns name field and code), `changed_meanwhile`, `throttled`.
[[nodiscard]] Expected<OwnProfile> change_own_profile(const Settings& settings,
                                                      http::Exchange& exchange,
                                                      const OwnProfileEdit& request);

}  // namespace lexipoort::accounts
