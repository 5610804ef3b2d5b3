#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"

/// 'Wachtwoord vergeten of wachtwoord instellen?'. Source: spec R4.1.1, R4.1.2.
namespace lexipoort::accounts {

/// Makes a link to choose a password with for each of these users, in order. It works once, until
/// `expires_at`; only the mail holds it.
[[nodiscard]] std::vector<std::string> make_password_links(database::Transaction& tx,
                                                           const std::string& public_url,
                                                           const std::vector<UserId>& users,
                                                           UtcSeconds expires_at);

/// Ends the links that are still open for this user.
void end_password_links(database::Transaction& tx, UserId user);

struct PasswordRequest {
  std::string login;
};
BOOST_DESCRIBE_STRUCT(PasswordRequest, (), (login))

/// Notes that somebody asked; a chore looks the account up and mails the link. So the answer, and
/// the time it takes, are the same whether there is such an account or not. One request waits for
/// each login. Refusals, by what the caller's address or everybody asked: throttled, busy.
[[nodiscard]] Expected<Nothing> request_password(const Settings& settings, http::Exchange& exchange,
                                                 const PasswordRequest& request);

struct TokenCheck {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(TokenCheck, (), (token))

struct TokenAnswer {
  bool usable = false;
};
BOOST_DESCRIBE_STRUCT(TokenAnswer, (), (usable))

[[nodiscard]] Expected<TokenAnswer> check_token(const Settings& settings, http::Exchange& exchange,
                                                const TokenCheck& request);

struct NewPassword {
  std::string token;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (token, password))

/// Sets the password and ends every session of the account. The token works once. Refusals:
/// token_unusable, password_too_short, password_well_known.
[[nodiscard]] Expected<Nothing> set_password(const Settings& settings, http::Exchange& exchange,
                                             const NewPassword& request);

}  // namespace lexipoort::accounts
