#include "features/subscriptions/end.h"
#include "features/subscriptions/history.h"
#include "features/subscriptions/licences.h"
#include "features/subscriptions/publisher.h"
#include "features/subscriptions/subscriptions.h"

namespace lexipoort::subscriptions {
namespace {

using accounts::Actor;
using http::Method;

struct ProductList {
  std::vector<products::Product> products;
};
BOOST_DESCRIBE_STRUCT(ProductList, (), (products))

/// The products a school can link its pupils to today.
Expected<ProductList> list_products(database::Transaction& tx, const Actor& actor,
                                    const AtSchool& request) {
  ProductList list;
  for (const auto& product : running_products(tx, request.school, actor.today())) {
    list.products.push_back(
        {product.id, product.slug, product.name, products::icon_of(product.slug)});
  }
  return list;
}

void add_school(http::Routes& routes) {
  const auto route = [](Method method, const std::string& path, std::string summary) {
    return http::Route{.method = method,
                       .path = "/api/schools/{school}/subscriptions" + path,
                       .policy = accounts::policy::administrator_of_school,
                       .summary = std::move(summary)};
  };
  routes.read(route(Method::get, "", "The school's subscriptions"), &list_subscriptions);
  routes.read(route(Method::get, "/{subscription}", "One of them, and who has a licence"),
              &find_details);
  routes.read(route(Method::get, "/{subscription}/history", "Every change of a subscription"),
              &find_history);
  routes.write(route(Method::post, "/{subscription}/end", "End it on its renewal date"),
               &end_subscription);
  routes.write(route(Method::post, "/{subscription}/cancel-end", "Let it renew again"),
               &cancel_end);
  routes.write(route(Method::post, "/{subscription}/licences",
                     "Give a licence to all pupils who are linked and wait for one"),
               &give_licences);
  routes.write(route(Method::post, "/{subscription}/licences/move",
                     "Give it to pupils whose subscription on the product ends sooner"),
               &move_licences);
  routes.write(route(Method::post, "/{subscription}/licences/{pupil}/end", "End one licence"),
               &end_licence);
  routes.write(route(Method::post, "/{subscription}/licences/{pupil}/cancel-end",
                     "Take the end of one licence back"),
               &cancel_licence_end);
}

void add_publisher(http::Routes& routes) {
  const auto route = [](Method method, const std::string& path, std::string summary) {
    return http::Route{.method = method,
                       .path = "/api/operator/schools/{school}/subscriptions" + path,
                       .policy = accounts::policy::operator_,
                       .summary = std::move(summary)};
  };
  routes.read(route(Method::get, "", "A school's subscriptions, and what it can subscribe to"),
              &list_contracts);
  routes.write(route(Method::post, "", "Add a subscription"), &create_subscription);
  routes.write(route(Method::put, "/{subscription}", "Change the number of licences"), &set_seats);
  routes.read(route(Method::get, "/{subscription}/history", "Every change, without pupils' names"),
              &find_history);
  routes.write(route(Method::post, "/{subscription}/end", "End it on a day"), &end_on_day);
  routes.write(
      route(Method::post, "/{subscription}/cancel-end", "Let it renew again, also after its end"),
      &resume);
}

}  // namespace

void add_routes(http::Routes& routes) {
  routes.read({.method = Method::get,
               .path = "/api/schools/{school}/products",
               .policy = accounts::policy::professional_of_school,
               .summary = "The products of a school's running subscriptions"},
              &list_products);
  add_school(routes);
  add_publisher(routes);
}

}  // namespace lexipoort::subscriptions
