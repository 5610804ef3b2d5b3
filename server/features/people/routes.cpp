#include "features/people/create.h"
#include "features/people/credentials.h"
#include "features/people/import.h"
#include "features/people/link.h"
#include "features/people/overview.h"
#include "features/people/people.h"
#include "features/schools/schools.h"

namespace lexipoort::people {
namespace {

using accounts::policy::administrator_of_school;
using http::Exchange;
using http::Lane;
using http::Method;

constexpr std::size_t kLargestUpload = (20U << 20U) + 1;
constexpr std::size_t kLargestList = 8U << 20U;

const accounts::Actor& actor_of(const Exchange& exchange) {
  return static_cast<const accounts::Actor&>(*exchange.caller);
}

std::string school_name(const Settings& settings, SchoolId school) {
  return settings.database.read(
      [&](database::Transaction& tx) { return schools::find(tx, school).value().name; });
}

void add_register(http::Routes& routes, const Settings& settings) {
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/people",
               .policy = administrator_of_school,
               .summary = "The school's active or archived users"},
              &list_people);
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/supervisors",
               .policy = administrator_of_school,
               .summary = "The supervisors that pupils can be linked to"},
              &list_supervisors);
  routes.write({.method = Method::post,
                .path = "/api/schools/{school}/people/link-pupils",
                .policy = administrator_of_school,
                .summary = "Link pupils to products and supervisors"},
               &link_pupils);
  routes.add<CreateRequest, CreatedPupil>({.method = Method::post,
                                           .path = "/api/schools/{school}/pupils",
                                           .policy = administrator_of_school,
                                           .summary = "Create one pupil, active at once",
                                           .lane = Lane::hashing},
                                          [settings](Exchange& exchange, const auto& request) {
                                            return create_pupil(settings, actor_of(exchange),
                                                                request);
                                          });
}

void add_credentials(http::Routes& routes, const Settings& settings) {
  routes.read({.method = Method::post,
               .path = "/api/schools/{school}/pupils/credentials",
               .policy = administrator_of_school,
               .summary = "A free user name and a password for a new pupil"},
              &suggest_credentials);
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/user-names/check",
               .policy = administrator_of_school,
               .summary = "Whether a user name is allowed and free"},
              &check_user_name);
  routes.add<PrintRequest, http::Download>(
      {.method = Method::post,
       .path = "/api/schools/{school}/credentials/cards",
       .policy = administrator_of_school,
       .summary = "Credentials as cards to cut out (PDF)",
       .body_limit = kLargestList},
      [settings](Exchange&, const auto& request) {
        return print_cards(school_name(settings, request.school), settings.public_url, request);
      });
  routes.add<PrintRequest, http::Download>(
      {.method = Method::post,
       .path = "/api/schools/{school}/credentials/sheet",
       .policy = administrator_of_school,
       .summary = "Credentials as a spreadsheet",
       .body_limit = kLargestList},
      [](Exchange&, const auto& request) { return print_sheet(request); });
}

void add_imports(http::Routes& routes, const Settings& settings) {
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/imports/template",
               .policy = administrator_of_school,
               .summary = "The empty class list to fill in"},
              &template_file);
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/imports",
               .policy = administrator_of_school,
               .summary = "The caller's class lists that are not finished"},
              &list_imports);
  routes.add<UploadRequest, Import>({.method = Method::post,
                                     .path = "/api/schools/{school}/imports",
                                     .policy = administrator_of_school,
                                     .summary = "Upload a class list",
                                     .body_limit = kLargestUpload},
                                    [settings](Exchange& exchange, const auto& request) {
                                      return upload(settings, actor_of(exchange), request);
                                    });
  routes.add<ImportRequest, Import>({.method = Method::get,
                                     .path = "/api/schools/{school}/imports/{import}",
                                     .policy = administrator_of_school,
                                     .summary = "A class list with its faults and progress"},
                                    [settings](Exchange& exchange, const auto& request) {
                                      return find_import(settings, actor_of(exchange), request);
                                    });
  routes.add<EditRequest, Import>({.method = Method::put,
                                   .path = "/api/schools/{school}/imports/{import}/rows",
                                   .policy = administrator_of_school,
                                   .summary = "Correct rows of a class list",
                                   .body_limit = kLargestList},
                                  [settings](Exchange& exchange, const auto& request) {
                                    return edit_import(settings, actor_of(exchange), request);
                                  });
  routes.add<ImportRequest, Import>({.method = Method::post,
                                     .path = "/api/schools/{school}/imports/{import}/save",
                                     .policy = administrator_of_school,
                                     .summary = "Save a class list, in the background"},
                                    [settings](Exchange& exchange, const auto& request) {
                                      return save_import(settings, actor_of(exchange), request);
                                    });
  routes.write({.method = Method::del,
                .path = "/api/schools/{school}/imports/{import}",
                .policy = administrator_of_school,
                .summary = "Finish with a class list, or throw it away"},
               &delete_import);
}

}  // namespace

void add_routes(http::Routes& routes, const Settings& settings) {
  add_register(routes, settings);
  add_credentials(routes, settings);
  add_imports(routes, settings);
}

}  // namespace lexipoort::people
