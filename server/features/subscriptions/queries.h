#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/subscriptions/rules.h"
#include "platform/database/database.h"

namespace lexipoort::subscriptions {

/// A subscription as it is stored, with the seats that are taken on it today.
struct Stored {
  SubscriptionId id;
  ProductId product_id;
  std::string slug;
  std::string product_name;
  rules::Type type = rules::Type::school_wide;
  std::int64_t seats = 0;
  std::int64_t used = 0;
  std::string starts_on;
  std::optional<std::string> ends_on;
  bool ended_by_publisher = false;

  [[nodiscard]] rules::Term term() const { return {starts_on, ends_on}; }
};
BOOST_DESCRIBE_STRUCT(Stored, (),
                      (id, product_id, slug, product_name, type, seats, used, starts_on, ends_on,
                       ended_by_publisher))

/// The subscriptions of a school, by product, the newest first.
[[nodiscard]] std::vector<Stored> find_all(database::Transaction& tx, SchoolId school,
                                           std::string_view today);

/// One of them; refuses `not_found`.
[[nodiscard]] Expected<Stored> find(database::Transaction& tx, SchoolId school,
                                    SubscriptionId subscription, std::string_view today);

/// Whether the pupil of a link `k` and membership `m` waits for a licence on its product: active
/// and without one on :today. Who lost the last one by somebody's choice does not wait: its renewal
/// was stopped, or it was ended on a day on which the subscription went on.
inline constexpr std::string_view kWaits =
    "m.archived_at is null and not exists (select 1 from licences l "
    "join subscriptions s on s.id = l.subscription_id where l.school_id = k.school_id and "
    "l.pupil_id = k.pupil_id and s.product_id = k.product_id and s.starts_on <= :today and "
    "((l.ends_on is null or l.ends_on > :today) and (s.ends_on is null or s.ends_on > :today) "
    "or l.ends_on is not null and "
    "(l.cut_at is null or s.ends_on is null or s.ends_on > l.ends_on) and "
    "not exists (select 1 from licences n "
    "join subscriptions t on t.id = n.subscription_id where n.school_id = l.school_id and "
    "n.pupil_id = l.pupil_id and t.product_id = s.product_id and (n.ends_on is null or "
    "n.ends_on > case when s.ends_on < l.ends_on then s.ends_on else l.ends_on end) and "
    "(t.ends_on is null or "
    "t.ends_on > case when s.ends_on < l.ends_on then s.ends_on else l.ends_on end))))";

/// How many pupils of a school wait for a licence on each product.
[[nodiscard]] std::map<ProductId, std::int64_t> count_waiting(database::Transaction& tx,
                                                              SchoolId school,
                                                              std::string_view today);

}  // namespace lexipoort::subscriptions
