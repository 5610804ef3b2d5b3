#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "features/programs/programs.h"

namespace lexipoort::programs {

/// A token request by RFC 6749 (client credentials), the client proven by RFC 7523.
struct TokenRequest : http::Form {
  std::optional<std::string> grant_type;
  std::optional<std::string> client_assertion_type;
  std::optional<std::string> client_assertion;
  std::optional<std::string> client_id;
  std::optional<std::string> scope;
};
BOOST_DESCRIBE_STRUCT(TokenRequest, (),
                      (grant_type, client_assertion_type, client_assertion, client_id, scope))

/// By RFC 6749, 5.1.
struct IssuedToken {
  std::string access_token;
  std::string token_type;
  std::int64_t expires_in = 0;  ///< in seconds
  std::string scope;
};
BOOST_DESCRIBE_STRUCT(IssuedToken, (), (access_token, token_type, expires_in, scope))

/// Gives a program a token for an hour, for the scopes that it asks. Only the token's hash is
/// stored.
[[nodiscard]] Expected<http::JsonText> issue_token(Settings& settings, http::Exchange& exchange,
                                                   const TokenRequest& request);

}  // namespace lexipoort::programs
