#include "features/results/deliver.h"
#include "features/results/overview.h"
#include "features/results/results.h"

namespace lexipoort::results {

using http::Exchange;
using http::Method;

void add_routes(http::Routes& routes, database::Database& database) {
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
}

}  // namespace lexipoort::results
