#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
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

/// Takes these seats from today on; who has one keeps it. Gives those that were taken. All or
/// nothing: refuses with `not_enough_seats` (figures free, needed; the product as concern) or
/// `no_subscription`. The number of statements does not depend on the number of seats or products.
/// Source: spec R4.6.6.
[[nodiscard]] Expected<std::vector<Seat>> take_seats(database::Transaction& tx, SchoolId school,
                                                     const std::vector<Seat>& seats,
                                                     UtcSeconds now);

/// A licence that end_seats() ended.
struct EndedSeat {
  SubscriptionId subscription_id;
  UserId pupil_id;
  std::string starts_on;
};
BOOST_DESCRIBE_STRUCT(EndedSeat, (), (subscription_id, pupil_id, starts_on))

/// Gives these seats back at once: today is the first day without them. Taken again on the same
/// day, they go on as they were. Source: spec R4.5.2.
std::vector<EndedSeat> end_seats(database::Transaction& tx, SchoolId school,
                                 const std::vector<Seat>& seats, UtcSeconds now);

/// Lets licences that end_seats() ended go on as if they never had, also those whose subscription
/// has ended. Refuses `not_enough_seats` when others have taken the seats of a running one.
[[nodiscard]] Expected<Nothing> resume_seats(database::Transaction& tx, SchoolId school,
                                             const std::vector<EndedSeat>& ended, UtcSeconds now);

/// Whether a pupil has a licence on any product that is valid on `day`. Source: spec R2.4.
[[nodiscard]] bool has_valid_licence(database::Transaction& tx, UserId pupil, std::string_view day);

/// Whether a pupil has a licence on this product that is valid on `day`.
[[nodiscard]] bool has_valid_licence(database::Transaction& tx, UserId pupil, ProductId product,
                                     std::string_view day);

/// What a school's administrators should know now.
enum class NoticeKind { ends, seats };
BOOST_DESCRIBE_ENUM(NoticeKind, ends, seats)

struct Notice {
  SubscriptionId subscription;
  std::string product;
  NoticeKind kind = NoticeKind::ends;
  std::optional<std::string> ends_on;
  std::optional<std::int64_t> days;  ///< until the end
  std::int64_t seats_used = 0;
  std::int64_t seats_total = 0;
};
BOOST_DESCRIBE_STRUCT(Notice, (),
                      (subscription, product, kind, ends_on, days, seats_used, seats_total))

/// The subscriptions that end within 60 days, and those with 90 % of their seats in use or more.
[[nodiscard]] std::vector<Notice> find_notices(database::Transaction& tx, SchoolId school,
                                               std::string_view today);

/// Mails administrators 60, 30 and 7 days before an end; to be run at least once a day. Nothing
/// else depends on it: what a subscription is follows from its days.
void mail_ends(database::Database& database, UtcSeconds now);

/// The first day without a product, when every subscription of the school on it has ended.
struct EndedProduct {
  ProductId product;
  std::string ended_on;
};
BOOST_DESCRIBE_STRUCT(EndedProduct, (), (product, ended_on))
[[nodiscard]] std::vector<EndedProduct> ended_products(database::Transaction& tx, SchoolId school,
                                                       std::string_view today);

void add_routes(http::Routes& routes);

}  // namespace lexipoort::subscriptions
