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

// --- what a program may ask
// ------------------------------------------------------------------------

/// Scopes of a token (RFC 6749, 3.3): our own for deliveries, and those of LTI Advantage.
namespace scope {
inline constexpr std::string_view kResults = "results";
inline constexpr std::string_view kLineItems =
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem";
inline constexpr std::string_view kLineItemsReadonly =
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly";
inline constexpr std::string_view kResultsReadonly =
    "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly";
inline constexpr std::string_view kScores = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
inline constexpr std::string_view kMembers =
    "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";
}  // namespace scope

/// Whether these scopes, with a space between them, are some of ours and nothing else.
[[nodiscard]] bool are_scopes(std::string_view wanted);

/// Whether a scope is among those that a token was given.
[[nodiscard]] bool has_scope(std::string_view granted, std::string_view wanted);

/// LTI's context: a school that works with a product. Its one resource link goes by the same name.
struct Context {
  SchoolId school;
  ProductId product;
};

[[nodiscard]] std::string context_name(const Context& context);

/// The address below which the services of a context are.
[[nodiscard]] std::string context_url(std::string_view public_url, const Context& context);

[[nodiscard]] std::string members_url(std::string_view public_url, const Context& context);

/// What somebody is to a program: a pupil learns, a supervisor instructs.
enum class Role { learner, instructor };

/// The role's name in the vocabulary of LTI.
[[nodiscard]] std::string_view role_url(Role role);

/// Whether a program means this role: by its whole name, or by the last word of it.
[[nodiscard]] bool is_role(std::string_view name, Role role);

// --- starting a program --------------------------------------------------------------------------

/// Why a supervisor cannot open a program's own environment.
enum class Obstacle { not_connected, no_subscription, no_pupils };
BOOST_DESCRIBE_ENUM(Obstacle, not_connected, no_subscription, no_pupils)

/// How far a supervisor's hand reaches into a program.
struct Reach {
  bool is_connected = false;   ///< the program has registered its addresses
  bool is_subscribed = false;  ///< the school has a subscription today
  bool has_pupils = false;     ///< active ones, of the supervisor's own
};

/// What stands in the way; of several, what the supervisor can do least about.
/// Source: spec R7.1.
[[nodiscard]] std::optional<Obstacle> obstacle_of(const Reach& reach);

/// What the portal tells itself through the program (lti_message_hint, sealed).
struct LaunchHint {
  std::string session;  ///< the hash of the session that started
  UserId user;
  ProductId product;
  SchoolId school;
  UtcSeconds expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(LaunchHint, (), (session, user, product, school, expires_at))

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
  Context context;
  std::optional<LineItemId> line_item;  ///< the link's, if it has exactly one
  std::string target;                   ///< the program's address that the message goes to
  std::string slug;
  std::string product_name;
  std::string subject;
  std::string first_name;
  Role role = Role::learner;
  std::string nonce;
  UtcSeconds now = 0;
};

/// The claims of the LTI message. Of a person nothing but the pseudonym and the first name: a
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
