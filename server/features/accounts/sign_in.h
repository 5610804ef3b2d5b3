#pragma once

#include <boost/describe.hpp>
#include <string>

#include "features/accounts/accounts.h"
#include "features/accounts/sessions.h"

namespace lexipoort::accounts {

struct SignInRequest {
  std::string login;  ///< an e-mail address or a user name
  std::string password;
};
BOOST_DESCRIBE_STRUCT(SignInRequest, (), (login, password))

/// Signs somebody in and sets the cookie. Refusals: throttled, wrong_credentials, archived,
/// no_licence. Takes the same time whether the account exists or not. Source: spec R2.4.
[[nodiscard]] Expected<SessionAnswer> sign_in(const Settings& settings, http::Exchange& exchange,
                                              const SignInRequest& request);

}  // namespace lexipoort::accounts
