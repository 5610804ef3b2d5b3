#include "features/programs/rules.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <ranges>

#include "platform/crypto/base64.h"
#include "platform/http/http.h"

namespace lexipoort::programs::rules {
namespace {

constexpr UtcSeconds kHour = 3600;
constexpr UtcSeconds kDay = 24 * kHour;
constexpr UtcSeconds kKeyLife = 90 * kDay;
constexpr UtcSeconds kKeyAfterlife = 7 * kDay;
constexpr UtcSeconds kAssertionLife = 10 * 60;
/// How far the clocks of two servers may differ.
constexpr UtcSeconds kSkew = 60;
constexpr std::size_t kLongestJti = 200;
constexpr std::string_view kClaim = "https://purl.imsglobal.org/spec/lti/claim/";
constexpr std::array kGradeScopes = {scope::kLineItems, scope::kLineItemsReadonly,
                                     scope::kResultsReadonly, scope::kScores};

std::optional<boost::json::object> parse_object(std::string_view text) {
  boost::json::error_code error;
  auto parsed = boost::json::parse(boost::json::string_view(text.data(), text.size()), error);
  if (error || !parsed.is_object()) return std::nullopt;
  return std::move(parsed.as_object());
}

std::string_view text_of(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
}

/// A NumericDate (RFC 7519), which may have a fraction. One that no calendar holds is none.
std::optional<UtcSeconds> moment_of(const boost::json::object& object, std::string_view name) {
  constexpr double kLast = 1e11;
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const auto moment = value->to_number<double>();
  const bool is_moment = moment >= 0 && moment <= kLast;  // false for no number at all
  if (!is_moment) return std::nullopt;
  return static_cast<UtcSeconds>(moment);
}

bool is_for(const boost::json::object& claims, std::string_view audience) {
  const auto* aud = claims.if_contains("aud");
  if (aud == nullptr) return false;
  const auto names_us = [&](const boost::json::value& value) {
    const auto* text = value.if_string();
    return text != nullptr && std::string_view(text->data(), text->size()) == audience;
  };
  if (const auto* several = aud->if_array()) return std::ranges::any_of(*several, names_us);
  return names_us(*aud);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (const auto word : std::views::split(text, ' ')) words.emplace_back(word.begin(), word.end());
  return words;
}

/// Where the program finds the line items of Assignment and Grade Services 2.0.
boost::json::object grade_services(const Launch& launch) {
  const auto lineitems = context_url(launch.issuer, launch.context) + "/lineitems";
  boost::json::object claim{{"scope", boost::json::array(kGradeScopes.begin(), kGradeScopes.end())},
                            {"lineitems", lineitems}};
  if (launch.line_item) {
    claim["lineitem"] = lineitems + "/" + std::to_string(launch.line_item->value);
  }
  return claim;
}

std::string escape_html(std::string_view text) {
  std::string escaped;
  for (const char character : text) {
    switch (character) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += character;
    }
  }
  return escaped;
}

std::string page(std::string_view title, std::string_view content) {
  return "<!doctype html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
         std::string(title) + "</title>\n</head>\n<body>\n<main>\n" + std::string(content) +
         "</main>\n</body>\n</html>\n";
}

/// The page at the portal that a program leads back to.
std::string return_path(const Launch& launch) {
  if (launch.role == Role::learner) return "/oefenen";
  return "/school/" + std::to_string(launch.context.school.value) + "/home";
}

}  // namespace

bool needs_new_key(std::span<const UtcSeconds> made, UtcSeconds now) {
  return made.empty() || now - made.front() >= kKeyLife;
}

std::size_t published_keys(std::span<const UtcSeconds> made, UtcSeconds now) {
  std::size_t count = std::min<std::size_t>(made.size(), 1);
  while (count < made.size() && now - made[count - 1] < kKeyAfterlife) ++count;
  return count;
}

std::optional<std::size_t> signing_key(std::span<const UtcSeconds> made, UtcSeconds now) {
  if (made.empty()) return std::nullopt;
  const auto known = std::ranges::find_if(made, [&](UtcSeconds at) { return now - at >= kHour; });
  return known == made.end() ? made.size() - 1 : static_cast<std::size_t>(known - made.begin());
}

bool holds_key(std::string_view jwks, std::string_view kid) {
  const auto set = parse_object(jwks);
  const auto* keys = set ? set->if_contains("keys") : nullptr;
  const auto* list = keys == nullptr ? nullptr : keys->if_array();
  return list != nullptr && std::ranges::any_of(*list, [&](const boost::json::value& key) {
           return key.is_object() && text_of(key.get_object(), "kid") == kid;
         });
}

bool are_scopes(std::string_view wanted) {
  const auto words = words_of(wanted);
  return !wanted.empty() && std::ranges::all_of(words, [](std::string_view word) {
    return word == scope::kResults || word == scope::kMembers ||
           std::ranges::find(kGradeScopes, word) != kGradeScopes.end();
  });
}

bool has_scope(std::string_view granted, std::string_view wanted) {
  const auto words = words_of(granted);
  return std::ranges::find(words, wanted) != words.end();
}

std::string context_name(const Context& context) {
  return std::to_string(context.school.value) + "-" + std::to_string(context.product.value);
}

std::string context_url(std::string_view public_url, const Context& context) {
  return std::string(public_url) + "/lti/contexts/" + std::to_string(context.school.value) + "/" +
         std::to_string(context.product.value);
}

std::string members_url(std::string_view public_url, const Context& context) {
  return context_url(public_url, context) + "/memberships";
}

std::string_view role_url(Role role) {
  return role == Role::instructor ? "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
                                  : "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";
}

bool is_role(std::string_view name, Role role) {
  const auto url = role_url(role);
  return name == url || name == url.substr(url.find('#') + 1);
}

std::optional<Fault> request_fault(const AuthorizeRequest& request) {
  if (request.response_type != "id_token") {
    return Fault{"unsupported_response_type", "response_type must be id_token"};
  }
  if (request.response_mode != "form_post") {
    return Fault{"invalid_request", "response_mode must be form_post"};
  }
  if (request.scope != "openid") return Fault{"invalid_scope", "scope must be openid"};
  if (request.prompt != "none") return Fault{"invalid_request", "prompt must be none"};
  if (request.nonce.value_or("").empty()) return Fault{"invalid_request", "nonce is missing"};
  if (request.login_hint.value_or("").empty()) {
    return Fault{"invalid_request", "login_hint is missing"};
  }
  if (request.lti_message_hint.value_or("").empty()) {
    return Fault{"invalid_request", "lti_message_hint is missing"};
  }
  return std::nullopt;
}

std::optional<Fault> visitor_fault(const AuthorizeRequest& request,
                                   const std::optional<LaunchHint>& hint,
                                   const std::optional<Visitor>& visitor, UtcSeconds now) {
  if (!visitor) return Fault{"login_required", "nobody is signed in"};
  if (request.login_hint != visitor->subject) {
    return Fault{"login_required", "somebody else is signed in"};
  }
  if (!hint) return Fault{"invalid_request", "lti_message_hint is not ours"};
  if (hint->session != visitor->session || hint->user != visitor->user) {
    return Fault{"login_required", "the start was in another session"};
  }
  if (hint->expires_at <= now) return Fault{"login_required", "the start was too long ago"};
  return std::nullopt;
}

std::optional<Obstacle> obstacle_of(const Reach& reach) {
  if (!reach.is_connected) return Obstacle::not_connected;
  if (!reach.is_subscribed) return Obstacle::no_subscription;
  if (!reach.has_pupils) return Obstacle::no_pupils;
  return std::nullopt;
}

std::string id_token_claims(const Launch& launch) {
  using boost::json::object;
  const auto claim = [](std::string_view name) { return std::string(kClaim) + std::string(name); };
  object claims{{"iss", launch.issuer},
                {"aud", launch.client_id},
                {"sub", launch.subject},
                {"iat", launch.now},
                {"exp", launch.now + kLaunchLife},
                {"nonce", launch.nonce},
                {"given_name", launch.first_name}};
  claims[claim("message_type")] = "LtiResourceLinkRequest";
  claims[claim("version")] = "1.3.0";
  claims[claim("deployment_id")] = launch.deployment_id;
  claims[claim("target_link_uri")] = launch.target;
  claims[claim("resource_link")] =
      object{{"id", context_name(launch.context)}, {"title", launch.product_name}};
  claims[claim("context")] =
      object{{"id", context_name(launch.context)},
             {"title", launch.product_name},
             {"type", {"http://purl.imsglobal.org/vocab/lis/v2/course#Group"}}};
  claims[claim("roles")] = boost::json::array{role_url(launch.role)};
  claims[claim("launch_presentation")] = object{{"document_target", "window"},
                                                {"return_url", launch.issuer + return_path(launch)},
                                                {"locale", "nl"}};
  claims["https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"] = grade_services(launch);
  claims["https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"] =
      object{{"context_memberships_url", members_url(launch.issuer, launch.context)},
             {"service_versions", {"2.0"}}};
  claims[claim("custom")] = object{{"product", launch.slug}};
  return boost::json::serialize(claims);
}

std::optional<std::string> claimed_client(std::string_view assertion) {
  const auto start = assertion.find('.');
  if (start == std::string_view::npos) return std::nullopt;
  const auto end = assertion.find('.', start + 1);
  if (end == std::string_view::npos) return std::nullopt;
  const auto payload = crypto::from_base64url(assertion.substr(start + 1, end - start - 1));
  const auto claims = payload ? parse_object(*payload) : std::nullopt;
  if (!claims) return std::nullopt;
  const auto client = text_of(*claims, "sub");
  if (client.empty() || client.find('\0') != std::string_view::npos) return std::nullopt;
  return std::string(client);
}

std::expected<Assertion, std::string_view> check_assertion(std::string_view claims,
                                                           std::string_view client_id,
                                                           std::string_view audience,
                                                           UtcSeconds now) {
  const auto refused = [](std::string_view why) { return std::unexpected(why); };
  const auto told = parse_object(claims);
  if (!told) return refused("the claims are not a JSON object");
  if (text_of(*told, "iss") != client_id) return refused("iss must be the client_id");
  if (text_of(*told, "sub") != client_id) return refused("sub must be the client_id");
  if (!is_for(*told, audience)) return refused("aud must be the address of the token endpoint");
  const auto expires = moment_of(*told, "exp");
  if (!expires) return refused("exp is missing");
  if (*expires + kSkew <= now) return refused("the assertion has expired");
  if (*expires > now + kAssertionLife) return refused("exp is more than ten minutes ahead");
  const auto issued = moment_of(*told, "iat");
  if (!issued) return refused("iat is missing");
  if (*issued > now + kSkew) return refused("iat lies in the future");
  if (*issued < now - kAssertionLife - kSkew) return refused("iat is more than ten minutes ago");
  const auto jti = text_of(*told, "jti");
  const bool fits = !jti.empty() && jti.size() <= kLongestJti;
  if (!fits || jti.find('\0') != std::string_view::npos)
    return refused("jti is missing or too long");
  return Assertion{.jti = std::string(jti), .usable_until = *expires + kSkew};
}

std::string with_query(std::string_view url, const Fields& fields) {
  std::string address(url);
  for (const auto& [name, value] : fields) {
    address += address.find('?') == std::string::npos ? '?' : '&';
    address += http::percent_encode(name);
    address += '=';
    address += http::percent_encode(value);
  }
  return address;
}

std::string origin_of(std::string_view url) {
  static constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!url.starts_with(scheme)) continue;
    const auto end = std::min(url.find_first_of("/?#", scheme.size()), url.size());
    const auto host = url.substr(scheme.size(), end - scheme.size());
    // It goes into a header that has its own separators.
    if (host.empty() || host.find_first_not_of(kPlain) != std::string_view::npos) break;
    return std::string(url.substr(0, end));
  }
  return {};
}

std::string form_page(std::string_view action, const Fields& fields) {
  std::string form = "<form method=\"post\" action=\"" + escape_html(action) + "\">\n";
  for (const auto& [name, value] : fields) {
    form += "<input type=\"hidden\" name=\"" + escape_html(name) + "\" value=\"" +
            escape_html(value) + "\">\n";
  }
  form +=
      "<p>Je programma wordt klaargezet.</p>\n<button type=\"submit\">Ga verder</button>\n"
      "</form>\n<script src=\"/lti/submit.js\"></script>\n";
  return page("Lexipoort", form);
}

std::string problem_page() {
  return page("Lexipoort",
              "<h1>Dit programma kan nu niet starten</h1>\n"
              "<p>Ga terug en klik nog een keer op het programma. Lukt het dan nog niet? Vraag dan "
              "hulp op school.</p>\n<p><a href=\"/\">Terug naar Lexipoort</a></p>\n");
}

}  // namespace lexipoort::programs::rules
