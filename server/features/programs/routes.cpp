#include "features/programs/launch.h"
#include "features/programs/line_items.h"
#include "features/programs/members.h"
#include "features/programs/signing_keys.h"
#include "features/programs/token.h"

namespace lexipoort::programs {
namespace {

using http::Exchange;
using http::Method;
using http::json::schema;

/// Shorter than the hour that a new key is public before it signs.
constexpr std::string_view kJwksCaching = "public, max-age=1800";

constexpr std::size_t kServiceBody = 16U << 10U;

constexpr http::Content kOneLineItem{.type = kLineItemType, .schema = &schema<LineItemMessage>};
constexpr http::Content kLineItemList{.type = kLineItemsType,
                                      .schema = &schema<std::vector<LineItemMessage>>};

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
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/programs",
               .policy = accounts::policy::supervisor_of_school,
               .summary = "The supervisor's programs, and which of them open today"},
              &supervised_programs);
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
       .summary = "OpenID Connect authentication request of a program (LTI 1.3)",
       .answer = http::Content{.type = "text/html; charset=utf-8"}},
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
       .summary = "The script that sends the form of /lti/authorize",
       .answer = http::Content{.type = "text/javascript; charset=utf-8"}},
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
       .cross_site = true,
       .answer = http::Content{.type = "application/json", .schema = &schema<IssuedToken>}},
      [&settings](Exchange& exchange, const auto& request) {
        return issue_token(settings, exchange, request);
      });
}

void add_line_item_routes(http::Routes& routes, const Settings& settings) {
  const std::string list = "/lti/contexts/{school}/{product}/lineitems";
  const std::string one = list + "/{line_item}";
  const auto bound = [&settings](auto task) {
    return [&settings, task](Exchange& exchange, const auto& request) {
      return task(settings, exchange, request);
    };
  };
  routes.add<LineItemsRequest, http::JsonText>({.method = Method::get,
                                                .path = list,
                                                .policy = policy::program_reading_line_items,
                                                .summary = "The line items of a context (LTI)",
                                                .answer = kLineItemList},
                                               bound(&list_line_items));
  routes.add<NewLineItem, http::JsonText>({.method = Method::post,
                                           .path = list,
                                           .policy = policy::program_writing_line_items,
                                           .summary = "Add a line item (LTI)",
                                           .body_limit = kServiceBody,
                                           .cross_site = true,
                                           .body = kOneLineItem,
                                           .answer = kOneLineItem,
                                           .answer_status = "201"},
                                          bound(&add_line_item));
  routes.add<LineItemRequest, http::JsonText>({.method = Method::get,
                                               .path = one,
                                               .policy = policy::program_reading_line_items,
                                               .summary = "One line item (LTI)",
                                               .answer = kOneLineItem},
                                              bound(&show_line_item));
  routes.write({.method = Method::del,
                .path = one,
                .policy = policy::program_writing_line_items,
                .summary = "Take a line item and its scores away (LTI)",
                .cross_site = true},
               &remove_line_item);
}

}  // namespace

void add_routes(http::Routes& routes, Settings& settings) {
  add_launch_routes(routes, settings);
  add_posted_authorize_route(routes);
  add_key_routes(routes, settings);
  add_line_item_routes(routes, settings);
  routes.add<MembersRequest, http::JsonText>(
      {.method = Method::get,
       .path = "/lti/contexts/{school}/{product}/memberships",
       .policy = policy::program_reading_members,
       .summary = "Who works with the program (LTI)",
       .answer = http::Content{.type = kMembersType, .schema = &schema<MembersMessage>}},
      [&settings](Exchange& exchange, const auto& request) {
        return list_members(settings, exchange, request);
      });
}

}  // namespace lexipoort::programs
