#include "features/people/archive.h"
#include "features/people/create.h"
#include "features/people/create_professional.h"
#include "features/people/credentials.h"
#include "features/people/download.h"
#include "features/people/import.h"
#include "features/people/link.h"
#include "features/people/overview.h"
#include "features/people/people.h"
#include "features/people/profile.h"
#include "features/people/roles.h"
#include "features/people/roles_and_products.h"
#include "features/people/undo.h"
#include "features/people/year_group.h"
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
  routes.read({.method = Method::post,
               .path = "/api/schools/{school}/people/download",
               .policy = administrator_of_school,
               .summary = "Those of the list who are on the screen, as a spreadsheet",
               .lane = Lane::heavy},
              &download_people);
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

/// What can be done with many users at once, all or nothing.
void add_tasks(http::Routes& routes) {
  const auto task = [](std::string_view name, std::string summary) {
    return http::Route{.method = Method::post,
                       .path = "/api/schools/{school}/people/" + std::string(name),
                       .policy = administrator_of_school,
                       .summary = std::move(summary)};
  };
  routes.write(task("archive", "Archive users"), &archive);
  routes.write(task("unarchive", "Take users out of the archive, with their earlier links"),
               &unarchive);
  routes.write(task("link-pupils", "Link pupils to products and supervisors"), &link_pupils);
  routes.write(task("link-professionals", "Give professionals roles and products"),
               &link_professionals);
  routes.write(task("remove-role", "Take a role from professionals"), &remove_role);
  routes.write(task("year-group", "Move pupils a year group up or down"), &change_year_group);
  routes.write(task("undo", "Take back what a task did"), &undo);
}

void add_one(http::Routes& routes) {
  routes.write({.method = Method::put,
                .path = "/api/schools/{school}/people/{user}/products",
                .policy = administrator_of_school,
                .summary = "A pupil's products with their supervisors"},
               &set_products);
  routes.write({.method = Method::put,
                .path = "/api/schools/{school}/people/{user}/roles",
                .policy = administrator_of_school,
                .summary = "A professional's roles, products and pupils"},
               &set_roles);
}

void add_professionals(http::Routes& routes, const Settings& settings) {
  routes.add<NewProfessional, CreatedProfessional>(
      {.method = Method::post,
       .path = "/api/schools/{school}/professionals",
       .policy = administrator_of_school,
       .summary = "Create one professional, or let one who has an account join"},
      [settings](Exchange& exchange, const auto& request) {
        return create_professional(settings, actor_of(exchange), request);
      });
}

void add_profiles(http::Routes& routes, const Settings& settings) {
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/people/{user}",
               .policy = administrator_of_school,
               .summary = "One user of the school"},
              &find_profile);
  routes.add<ProfileEdit, Profile>({.method = Method::put,
                                    .path = "/api/schools/{school}/people/{user}/profile",
                                    .policy = administrator_of_school,
                                    .summary = "Change the profile of one user",
                                    .lane = Lane::hashing},
                                   [settings](Exchange& exchange, const auto& request) {
                                     return change_profile(settings, actor_of(exchange), request);
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
       .lane = Lane::heavy,
       .body_limit = kLargestList},
      [settings](Exchange&, const auto& request) {
        return print_cards(school_name(settings, request.school), settings.public_url, request);
      });
  routes.add<PrintRequest, http::Download>(
      {.method = Method::post,
       .path = "/api/schools/{school}/credentials/sheet",
       .policy = administrator_of_school,
       .summary = "Credentials as a spreadsheet",
       .lane = Lane::heavy,
       .body_limit = kLargestList},
      [](Exchange&, const auto& request) { return print_sheet(request); });
}

void add_imports(http::Routes& routes, const Settings& settings) {
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/imports/template",
               .policy = administrator_of_school,
               .summary = "The empty list to fill in"},
              &template_file);
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/imports",
               .policy = administrator_of_school,
               .summary = "The caller's lists that are not finished"},
              &list_imports);
  routes.add<UploadRequest, Import>({.method = Method::post,
                                     .path = "/api/schools/{school}/imports",
                                     .policy = administrator_of_school,
                                     .summary = "Upload a list of people",
                                     .lane = Lane::heavy,
                                     .body_limit = kLargestUpload},
                                    [settings](Exchange& exchange, const auto& request) {
                                      return upload(settings, actor_of(exchange), request);
                                    });
  routes.add<ImportRequest, Import>({.method = Method::get,
                                     .path = "/api/schools/{school}/imports/{import}",
                                     .policy = administrator_of_school,
                                     .summary = "A list with its faults and progress"},
                                    [settings](Exchange& exchange, const auto& request) {
                                      return find_import(settings, actor_of(exchange), request);
                                    });
  routes.add<EditRequest, Import>({.method = Method::put,
                                   .path = "/api/schools/{school}/imports/{import}/rows",
                                   .policy = administrator_of_school,
                                   .summary = "Correct rows of a list",
                                   .lane = Lane::heavy,
                                   .body_limit = kLargestList},
                                  [settings](Exchange& exchange, const auto& request) {
                                    return edit_import(settings, actor_of(exchange), request);
                                  });
  routes.add<ImportRequest, Import>({.method = Method::post,
                                     .path = "/api/schools/{school}/imports/{import}/save",
                                     .policy = administrator_of_school,
                                     .summary = "Save a list, in the background",
                                     .lane = Lane::heavy},
                                    [settings](Exchange& exchange, const auto& request) {
                                      return save_import(settings, actor_of(exchange), request);
                                    });
  routes.write({.method = Method::del,
                .path = "/api/schools/{school}/imports/{import}",
                .policy = administrator_of_school,
                .summary = "Finish with a list, or throw it away"},
               &delete_import);
}

}  // namespace

void add_routes(http::Routes& routes, const Settings& settings) {
  add_register(routes, settings);
  add_tasks(routes);
  add_one(routes);
  add_professionals(routes, settings);
  add_profiles(routes, settings);
  add_credentials(routes, settings);
  add_imports(routes, settings);
}

}  // namespace lexipoort::people
