#pragma once

#include "features/people/change.h"

/// 'Rollen en producten' of one user: what is sent is the whole of it. Source: spec R4.12.3.
namespace lexipoort::people {

struct PupilProduct {
  ProductId product;
  std::vector<UserId> supervisors;
};
BOOST_DESCRIBE_STRUCT(PupilProduct, (), (product, supervisors))

struct PupilProductsRequest {
  SchoolId school;
  UserId user;
  std::int64_t version = 0;
  std::vector<PupilProduct> rows;  ///< none: to the archive
};
BOOST_DESCRIBE_STRUCT(PupilProductsRequest, (), (school, user, version, rows))

/// A pupil's products with their supervisors. Refuses `person_archived`, `not_a_pupil`,
/// `no_supervisors`, `not_a_supervisor`, `no_subscription`, `not_enough_seats`.
[[nodiscard]] Expected<Done> set_products(database::Transaction& tx, const accounts::Actor& actor,
                                          const PupilProductsRequest& request);

struct ProductPupils {
  ProductId product;
  std::vector<UserId> pupils;
};
BOOST_DESCRIBE_STRUCT(ProductPupils, (), (product, pupils))

struct RolesRequest {
  SchoolId school;
  UserId user;
  std::int64_t version = 0;
  std::vector<rules::Role> roles;  ///< none: to the archive
  std::vector<ProductId> products;
  std::vector<ProductPupils> links;
};
BOOST_DESCRIBE_STRUCT(RolesRequest, (), (school, user, version, roles, products, links))

/// A professional's roles, products and pupils. Refuses `person_archived`, `not_a_professional`,
/// `not_a_supervisor`, `not_a_pupil`, `no_subscription`, `not_enough_seats`, and as finish() does.
[[nodiscard]] Expected<Done> set_roles(database::Transaction& tx, const accounts::Actor& actor,
                                       const RolesRequest& request);

}  // namespace lexipoort::people
