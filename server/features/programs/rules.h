#pragma once

#include <boost/describe.hpp>
#include <cstddef>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"

/// The decisions of starting programs and letting them in, without SQL, HTTP or clock.
/// Sources: 1EdTech Security Framework 1.0, LTI 1.3 Core, RFC 6749, RFC 7523.
namespace lexipoort::programs::rules {

// --- the portal's own keys -----------------------------------------------------------------------
// Keys go by the moments they were made, newest first.

[[nodiscard]] bool needs_new_key(std::span<const UtcSeconds> made, UtcSeconds now);

/// How many of the newest keys stand in the JWKS: a key stays a week after its successor came.
[[nodiscard]] std::size_t published_keys(std::span<const UtcSeconds> made, UtcSeconds now);

/// Which key signs: the newest that the programs have had an hour to read, since they keep our
/// JWKS for a while; without such a key the oldest there is.
[[nodiscard]] std::optional<std::size_t> signing_key(std::span<const UtcSeconds> made,
                                                     UtcSeconds now);

/// Whether a JWKS has a key by this name.
[[nodiscard]] bool holds_key(std::string_view jwks, std::string_view kid);

// --- starting a program --------------------------------------------------------------------------

/// What the portal tells itself through the program (lti_message_hint, sealed).
struct LaunchHint {
  std::string session;  ///< the hash of the session that started
  UserId user;
  ProductId product;
  UtcSeconds expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(LaunchHint, (), (session, user, product, expires_at))

inline constexpr UtcSeconds kLaunchLife = 5 * 60;

/// An authentication request as it came from the program.
struct AuthorizeRequest {
  std::optional<std::string> client_id;
  std::optional<std::string> redirect_uri;
  std::optional<std::string> response_type;
  std::optional<std::string> response_mode;
  std::optional<std::string> scope;
  std::optional<std::string> prompt;
  std::optional<std::string> nonce;
  std::optional<std::string> login_hint;
  std::optional<std::string> lti_message_hint;
  std::optional<std::string> state;
};
BOOST_DESCRIBE_STRUCT(AuthorizeRequest, (),
                      (client_id, redirect_uri, response_type, response_mode, scope, prompt, nonce,
                       login_hint, lti_message_hint, state))

/// An error of OAuth or OpenID Connect, with an explanation for the builder of the program.
struct Fault {
  std::string_view error;
  std::string_view description;
};

/// What is wrong with the request itself, whoever sits behind it.
[[nodiscard]] std::optional<Fault> request_fault(const AuthorizeRequest& request);

/// Who sits behind the browser, by the session cookie.
struct Visitor {
  std::string session;
  UserId user;
  std::string subject;
};

/// Whether the one who sits there is the one who started, lately, in this session.
[[nodiscard]] std::optional<Fault> visitor_fault(const AuthorizeRequest& request,
                                                 const std::optional<LaunchHint>& hint,
                                                 const std::optional<Visitor>& visitor,
                                                 UtcSeconds now);

struct Launch {
  std::string issuer;  ///< the portal's public address
  std::string client_id;
  std::string deployment_id;
  std::string target;  ///< the program's address that the message goes to
  std::string slug;
  std::string product_name;
  std::string subject;
  std::string first_name;
  std::string nonce;
  UtcSeconds now = 0;
};

/// The claims of the LTI message. Of the pupil nothing but the pseudonym and the first name: a
/// program that greets and keeps score needs no more.
[[nodiscard]] std::string id_token_claims(const Launch& launch);

// --- letting a program in ------------------------------------------------------------------------

/// The client that an assertion says it is from, not yet verified.
[[nodiscard]] std::optional<std::string> claimed_client(std::string_view assertion);

struct Assertion {
  std::string jti;
  UtcSeconds usable_until = 0;
};

/// Whether verified claims authenticate the client at this moment, or why not.
[[nodiscard]] std::expected<Assertion, std::string_view> check_assertion(std::string_view claims,
                                                                         std::string_view client_id,
                                                                         std::string_view audience,
                                                                         UtcSeconds now);

// --- texts ---------------------------------------------------------------------------------------

using Fields = std::vector<std::pair<std::string, std::string>>;

/// The address with the fields added to its query.
[[nodiscard]] std::string with_query(std::string_view url, const Fields& fields);

/// "https://tool.example:8443" of an address; empty when the text has no plain origin.
[[nodiscard]] std::string origin_of(std::string_view url);

/// A page whose form goes to `action` by itself, or by its button where there is no script.
[[nodiscard]] std::string form_page(std::string_view action, const Fields& fields);

/// A page for a start that cannot go on and that has no program to go back to.
[[nodiscard]] std::string problem_page();

}  // namespace lexipoort::programs::rules
