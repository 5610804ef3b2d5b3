#include "features/results/deliver.h"
#include "features/results/documents.h"
#include "features/results/dossier.h"
#include "features/results/download.h"
#include "features/results/overview.h"
#include "features/results/recent.h"
#include "features/results/remarks.h"
#include "features/results/report.h"
#include "features/results/results.h"
#include "features/results/scores.h"

namespace lexipoort::results {

using http::Exchange;
using http::Method;

namespace {

void add_score_routes(http::Routes& routes, const programs::Settings& settings) {
  const std::string item = "/lti/contexts/{school}/{product}/lineitems/{line_item}";
  routes.write({.method = Method::post,
                .path = item + "/scores",
                .policy = programs::policy::program_writing_scores,
                .summary = "Send a pupil's score for a line item (LTI)",
                .body_limit = 16U << 10U,
                .cross_site = true},
               &take_score);
  routes.add<ScoresRequest, http::JsonText>({.method = Method::get,
                                             .path = item + "/results",
                                             .policy = programs::policy::program_reading_results,
                                             .summary = "The results of a line item (LTI)"},
                                            [&settings](Exchange& exchange, const auto& request) {
                                              return list_scores(settings, exchange, request);
                                            });
}

}  // namespace

void add_routes(http::Routes& routes, const programs::Settings& settings) {
  auto& database = settings.database;
  add_score_routes(routes, settings);
  routes.add<DeliveryRequest, DeliverySummary>(
      {.method = Method::post,
       .path = "/api/programs/results",
       .policy = programs::policy::program,
       .summary = "Deliver practice and progress: JSON, {items: […]}, at most 1,000 at once",
       .body_limit = 2U << 20U,
       .cross_site = true},
      [&database](Exchange& exchange, const auto& request) {
        return deliver(database, static_cast<const programs::Program&>(*exchange.caller), request);
      });
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/results/products",
               .policy = accounts::policy::supervisor_of_school,
               .summary = "The products that the supervisor has pupils for"},
              &supervised_products);
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/results/{product}/pupils",
               .policy = accounts::policy::supervisor_of_school,
               .summary = "The results of the supervisor's own pupils in one week"},
              &overview);
  routes.read({.method = Method::post,
               .path = "/api/schools/{school}/results/{product}/download",
               .policy = accounts::policy::supervisor_of_school,
               .summary = "The list on the screen as a spreadsheet",
               .lane = http::Lane::heavy},
              &download_overview);
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/results/{product}/recent",
               .policy = accounts::policy::supervisor_of_school,
               .summary = "Their practice in the eight weeks up to one"},
              &recent);
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/results/{product}/documents",
               .policy = accounts::policy::supervisor_of_school,
               .summary = "Films, manuals and other documents of the product"},
              &list_documents);
  const auto of_pupil = [](Method method, const std::string& path, std::string summary) {
    return http::Route{.method = method,
                       .path = "/api/schools/{school}/results/{product}/pupils/{pupil}" + path,
                       .policy = accounts::policy::supervisor_of_school,
                       .summary = std::move(summary)};
  };
  routes.read(of_pupil(Method::get, "", "All results of one pupil in a period"), &report);
  const auto paper = [&](const std::string& path, std::string summary, auto make) {
    auto route = of_pupil(Method::get, path, std::move(summary));
    route.lane = http::Lane::heavy;
    routes.add<ReportRequest, http::Download>(
        std::move(route), [&database, make](Exchange& exchange, const auto& request) {
          return make(database, static_cast<const accounts::Actor&>(*exchange.caller), request);
        });
  };
  paper("/dossier", "The same as a PDF, to hand over to care", make_dossier);
  paper("/sheet", "The same as a spreadsheet", make_sheet);
  routes.write(of_pupil(Method::post, "/remarks", "Write a remark on a pupil's results"),
               &add_remark);
  routes.write(of_pupil(Method::del, "/remarks/{remark}", "Take one's own remark away"),
               &remove_remark);
}

}  // namespace lexipoort::results
