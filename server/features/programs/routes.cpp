#include "features/programs/launch.h"
#include "features/programs/signing_keys.h"
#include "features/programs/token.h"

namespace lexipoort::programs {
namespace {

using http::Exchange;
using http::Method;

/// Shorter than the hour that a new key is public before it signs.
constexpr std::string_view kJwksCaching = "public, max-age=1800";

http::JsonText jwks(const Settings& settings, Exchange& exchange) {
  exchange.reply_headers.emplace_back("Cache-Control", kJwksCaching);
  return {settings.database.read(
      [&](database::Transaction& tx) { return published_jwks(tx, exchange.now); })};
}

void add_launch_routes(http::Routes& routes, const Settings& settings) {
  routes.read({.method = Method::get,
               .path = "/api/my/programs",
               .policy = accounts::policy::pupil,
               .summary = "The programs that the pupil may start today"},
              &my_programs);
  // Anyone may call these two: who may not start is sent to a page that says so in Dutch.
  routes.add<LaunchRequest, http::Redirect>(
      {.method = Method::get,
       .path = "/launch/{product}",
       .policy = accounts::policy::anyone,
       .summary = "Start a program: sends the browser to its login address"},
      [&settings](Exchange& exchange, const auto& request) {
        return launch(settings, exchange, request);
      });
  routes.add<rules::AuthorizeRequest, http::Page>(
      {.method = Method::get,
       .path = "/lti/authorize",
       .policy = accounts::policy::anyone,
       .summary = "OpenID Connect authentication request of a program (LTI 1.3)"},
      [&settings](Exchange& exchange, const auto& request) {
        return authorize(settings, exchange, request);
      });
}

void add_posted_authorize_route(http::Routes& routes) {
  routes.add<PostedAuthorizeRequest, http::Redirect>(
      {.method = Method::post,
       .path = "/lti/authorize",
       .policy = accounts::policy::anyone,
       .summary = "The same request, posted",
       .body_limit = 16U << 10U,
       .cross_site = true},
      [](Exchange&, const auto& request) { return authorize_posted(request); });
}

void add_key_routes(http::Routes& routes, Settings& settings) {
  routes.add<Nothing, http::Download>(
      {.method = Method::get,
       .path = "/lti/submit.js",
       .policy = accounts::policy::anyone,
       .summary = "The script that sends the form of /lti/authorize"},
      [](Exchange&, const auto&) -> Expected<http::Download> {
        return http::Download{.file_name = "submit.js",
                              .content_type = "text/javascript; charset=utf-8",
                              .bytes = "document.forms[0].submit();\n"};
      });
  routes.add<Nothing, http::JsonText>(
      {.method = Method::get,
       .path = "/lti/jwks.json",
       .policy = accounts::policy::anyone,
       .summary = "The public keys that messages to programs are signed with"},
      [&settings](Exchange& exchange, const auto&) -> Expected<http::JsonText> {
        return jwks(settings, exchange);
      });
  routes.add<TokenRequest, http::JsonText>(
      {.method = Method::post,
       .path = "/oauth/token",
       .policy = accounts::policy::anyone,
       .summary = "A token for a program, against a signed assertion",
       .body_limit = 32U << 10U,
       .cross_site = true},
      [&settings](Exchange& exchange, const auto& request) {
        return issue_token(settings, exchange, request);
      });
}

}  // namespace

void add_routes(http::Routes& routes, Settings& settings) {
  add_launch_routes(routes, settings);
  add_posted_authorize_route(routes);
  add_key_routes(routes, settings);
}

}  // namespace lexipoort::programs
