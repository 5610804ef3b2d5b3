#pragma once

#include <boost/describe.hpp>
#include <string>

#include "base/ids.h"

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

}  // namespace lexipoort::products
