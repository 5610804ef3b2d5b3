#include "features/results/deliveries.h"
#include "features/results/documents.h"
#include "features/results/dossier.h"
#include "features/results/download.h"
#include "features/results/overview.h"
#include "features/results/recent.h"
#include "features/results/remarks.h"
#include "features/results/report.h"
#include "features/results/results.h"
#include "features/results/scores.h"
#include "features/results/scores_rules.h"
#include "features/results/version.h"
#include "platform/sheets/sheets.h"

namespace lexipoort::results {

using http::Exchange;
using http::Method;
using http::json::schema;

namespace {

constexpr http::Content kSpreadsheet{.type = sheets::kContentType};

void add_score_routes(http::Routes& routes, const programs::Settings& settings) {
  const std::string item = "/lti/contexts/{school}/{product}/lineitems/{line_item}";
  routes.write({.method = Method::post,
                .path = item + "/scores",
                .policy = programs::policy::program_writing_scores,
                .summary = "Send a pupil's score for a line item (LTI)",
                .body_limit = 16U << 10U,
                .cross_site = true,
                .body = {.type = kScoreType, .schema = &schema<rules::ScoreMessage>}},
               &take_score);
  constexpr http::Content kLineItem{.type = programs::kLineItemType,
                                    .schema = &schema<programs::LineItemMessage>};
  // Here, for the tests in the pupils' reports change along.
  routes.add<programs::ChangedLineItem, http::JsonText>(
      {.method = Method::put,
       .path = item,
       .policy = programs::policy::program_writing_line_items,
       .summary = "Change a line item (LTI)",
       .body_limit = 16U << 10U,
       .cross_site = true,
       .body = kLineItem,
       .answer = kLineItem},
      [&settings](Exchange& exchange, const auto& request) {
        return change_line_item(settings, exchange, request);
      });
  routes.add<ScoresRequest, http::JsonText>(
      {.method = Method::get,
       .path = item + "/results",
       .policy = programs::policy::program_reading_results,
       .summary = "The results of a line item (LTI)",
       .answer =
           http::Content{.type = kResultsType, .schema = &schema<std::vector<ResultMessage>>}},
      [&settings](Exchange& exchange, const auto& request) {
        return list_scores(settings, exchange, request);
      });
}

}  // namespace

void add_routes(http::Routes& routes, const programs::Settings& settings) {
  auto& database = settings.database;
  add_score_routes(routes, settings);
  routes.add<DeliveryRequest, rules::DeliverySummary>(
      {.method = Method::post,
       .path = "/api/programs/results",
       .policy = programs::policy::program,
       .summary = "Deliver practice, progress and tests, at most 1,000 items at once",
       .body_limit = 2U << 20U,
       .cross_site = true,
       .body = {.type = "application/json", .schema = &schema<rules::IncomingBatch>}},
      [deliveries = std::make_shared<Deliveries>(database)](Exchange& exchange,
                                                            const auto& request) {
        return deliveries->take(programs::program_of(exchange), request);
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
              &overview, &version_of);
  routes.read({.method = Method::post,
               .path = "/api/schools/{school}/results/{product}/download",
               .policy = accounts::policy::supervisor_of_school,
               .summary = "The list on the screen as a spreadsheet",
               .lane = http::Lane::heavy,
               .answer = kSpreadsheet},
              &download_overview);
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/results/{product}/recent",
               .policy = accounts::policy::supervisor_of_school,
               .summary = "Their practice in the eight weeks up to one"},
              &recent, &version_of);
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
  const auto paper = [&](const std::string& path, std::string summary, const http::Content& answer,
                         auto make) {
    auto route = of_pupil(Method::get, path, std::move(summary));
    route.lane = http::Lane::heavy;
    route.answer = answer;
    routes.add<ReportRequest, http::Download>(
        std::move(route), [&database, make](Exchange& exchange, const auto& request) {
          return make(database, static_cast<const accounts::Actor&>(*exchange.caller), request);
        });
  };
  paper("/dossier", "The same as a PDF, to hand over to care", {.type = "application/pdf"},
        make_dossier);
  paper("/sheet", "The same as a spreadsheet", kSpreadsheet, make_sheet);
  routes.write(of_pupil(Method::post, "/remarks", "Write a remark on a pupil's results"),
               &add_remark);
  auto removal = of_pupil(Method::del, "/remarks/{remark}",
                          "Take a remark away: one's own, or as an administrator any");
  removal.policy = accounts::policy::professional_of_school;
  routes.write(std::move(removal), &remove_remark);
}

}  // namespace lexipoort::results
