#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "base/ids.h"
#include "platform/database/database.h"
#include "platform/http/routes.h"

/// A school's rights to products, and the seats on them.
namespace lexipoort::subscriptions {

/// A product that a school has a running subscription for, with its seats.
struct ProductSeats {
  ProductId id;
  std::string slug;
  std::string name;
  std::int64_t seats_total = 0;
  std::int64_t seats_used = 0;
};
BOOST_DESCRIBE_STRUCT(ProductSeats, (), (id, slug, name, seats_total, seats_used))

/// The products with a subscription that runs on `day`, by name.
[[nodiscard]] std::vector<ProductSeats> running_products(database::Transaction& tx, SchoolId school,
                                                         std::string_view day);

/// A place of one pupil in one product.
struct Seat {
  UserId pupil_id;
  ProductId product_id;
  auto operator<=>(const Seat&) const = default;
};
BOOST_DESCRIBE_STRUCT(Seat, (), (pupil_id, product_id))

/// Takes these seats from `day` on; who has one keeps it. All or nothing: refuses with
/// `not_enough_seats` (figures free, needed; the product as concern) or `no_subscription`. The
/// number of statements does not depend on the number of seats or products. Source: spec R4.6.6.
[[nodiscard]] Expected<Nothing> take_seats(database::Transaction& tx, SchoolId school,
                                           const std::vector<Seat>& seats, std::string_view day);

/// Gives these seats back: `day` is the first day without them. Source: spec R4.5.2.
void end_seats(database::Transaction& tx, SchoolId school, const std::vector<Seat>& seats,
               std::string_view day);

/// Whether a pupil has a licence on any product that is valid on `day`. Source: spec R2.4.
[[nodiscard]] bool has_valid_licence(database::Transaction& tx, UserId pupil, std::string_view day);

/// Whether a pupil has a licence on this product that is valid on `day`.
[[nodiscard]] bool has_valid_licence(database::Transaction& tx, UserId pupil, ProductId product,
                                     std::string_view day);

void add_routes(http::Routes& routes);

}  // namespace lexipoort::subscriptions
