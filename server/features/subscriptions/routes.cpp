#include "features/accounts/accounts.h"
#include "features/products/products.h"
#include "features/subscriptions/subscriptions.h"

namespace lexipoort::subscriptions {
namespace {

using accounts::Actor;

struct AtSchool {
  SchoolId school;
};
BOOST_DESCRIBE_STRUCT(AtSchool, (), (school))

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

}  // namespace

void add_routes(http::Routes& routes) {
  routes.read({.method = http::Method::get,
               .path = "/api/schools/{school}/products",
               .policy = accounts::policy::professional_of_school,
               .summary = "The products of a school's running subscriptions"},
              &list_products);
}

}  // namespace lexipoort::subscriptions
