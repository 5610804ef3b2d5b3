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

/// A seat on one subscription: a pupil's licence that began on a day.
struct HeldSeat {
  SubscriptionId subscription_id;
  UserId pupil_id;
  std::string starts_on;
};
BOOST_DESCRIBE_STRUCT(HeldSeat, (), (subscription_id, pupil_id, starts_on))

/// Takes these seats from today on, as rules::place() says; who has one keeps it. Gives those that
/// were taken. All or nothing: refuses with `not_enough_seats` (figures free, needed; the product
/// as concern) or `no_subscription`. The number of statements does not depend on the number of
/// seats. Source: spec R4.6.6.
[[nodiscard]] Expected<std::vector<HeldSeat>> take_seats(database::Transaction& tx, SchoolId school,
                                                         const std::vector<Seat>& seats,
                                                         UtcSeconds now);

/// Gives these seats back at once: today is the first day without them. Taken again on the same
/// day, they go on as they were. Gives those that were in use. Source: spec R4.5.2.
std::vector<HeldSeat> end_seats(database::Transaction& tx, SchoolId school,
                                const std::vector<Seat>& seats, UtcSeconds now);

/// Gives back what take_seats() took: on that very subscription, and of who was moved to another
/// one since, there.
void release_seats(database::Transaction& tx, SchoolId school, const std::vector<HeldSeat>& taken,
                   UtcSeconds now);

/// Lets licences that end_seats() ended go on as if they never had, also those whose subscription
/// has ended. Refuses `not_enough_seats` when others have taken the seats of a running one.
[[nodiscard]] Expected<Nothing> resume_seats(database::Transaction& tx, SchoolId school,
                                             const std::vector<HeldSeat>& ended, UtcSeconds now);

/// Whether a pupil has a licence on any product that is valid on `day`. Source: spec R2.4.
[[nodiscard]] bool has_valid_licence(database::Transaction& tx, UserId pupil, std::string_view day);

/// Whether a pupil has a licence on this product that is valid on `day`.
[[nodiscard]] bool has_valid_licence(database::Transaction& tx, UserId pupil, ProductId product,
                                     std::string_view day);

/// What a school's administrators should know now.
enum class NoticeKind { ends, seats, waiting };
BOOST_DESCRIBE_ENUM(NoticeKind, ends, seats, waiting)

struct Notice {
  SubscriptionId subscription;
  std::string product;
  NoticeKind kind = NoticeKind::ends;
  std::optional<std::string> ends_on;
  std::optional<std::int64_t> days;  ///< until the end
  std::int64_t seats_used = 0;
  std::int64_t seats_total = 0;
  std::int64_t pupils = 0;  ///< who wait for a licence on the product
};
BOOST_DESCRIBE_STRUCT(Notice, (),
                      (subscription, product, kind, ends_on, days, seats_used, seats_total, pupils))

/// The subscriptions that end within 60 days, those with 90 % of their seats in use or more, and
/// of a product that pupils wait for the newest one.
[[nodiscard]] std::vector<Notice> find_notices(database::Transaction& tx, SchoolId school,
                                               std::string_view today);

/// Mails administrators 60, 30 and 7 days before an end, and when pupils wait for a licence because
/// a subscription began or ended in the last two weeks; to be run at least once a day. Nothing else
/// depends on it: what a subscription is follows from its days.
void mail_notices(database::Database& database, UtcSeconds now);

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
