#include "features/products/products.h"

namespace lexipoort::products {

std::string icon_of(const std::string& slug) {
  return "/icons/" + slug + ".svg";
}

}  // namespace lexipoort::products
