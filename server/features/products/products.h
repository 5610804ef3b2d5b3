#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/ids.h"
#include "platform/database/database.h"

/// The catalogue of learning programs.
namespace lexipoort::products {

/// A product as people see it.
struct Product {
  ProductId id;
  std::string slug;
  std::string name;
  std::string icon;
};
BOOST_DESCRIBE_STRUCT(Product, (), (id, slug, name, icon))

/// The address of a product's pictogram.
[[nodiscard]] std::string icon_of(const std::string& slug);

/// The whole catalogue, by name.
[[nodiscard]] std::vector<Product> find_all(database::Transaction& tx);

[[nodiscard]] bool exists(database::Transaction& tx, ProductId product);

}  // namespace lexipoort::products
