#include "features/products/products.h"

namespace lexipoort::products {

std::string icon_of(const std::string& slug) {
  return "/icons/" + slug + ".svg";
}

std::vector<Product> find_all(database::Transaction& tx) {
  return tx.rows<Product>(
      "select id, slug, name, '/icons/' || slug || '.svg' from products order by name, id");
}

bool exists(database::Transaction& tx, ProductId product) {
  return tx.row<std::int64_t>("select 1 from products where id = :product", {{"product", product}})
      .has_value();
}

}  // namespace lexipoort::products
