#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "features/accounts/accounts.h"
#include "features/accounts/sessions.h"

namespace lexipoort::accounts {

struct SignInRequest {
  std::string login;  ///< an e-mail address or a user name
  std::string password;
  std::optional<std::string> code =
      {};  ///< from the app or a recovery code, for who has a second step
};
BOOST_DESCRIBE_STRUCT(SignInRequest, (), (login, password, code))

/// Signs somebody in and sets the cookie. Refusals: throttled, wrong_credentials, code_needed,
/// wrong_code, archived, no_licence. Takes the same time whether the account exists or not. Source:
/// spec R2.4.
[[nodiscard]] Expected<SessionAnswer> sign_in(const Settings& settings, http::Exchange& exchange,
                                              const SignInRequest& request);

}  // namespace lexipoort::accounts
