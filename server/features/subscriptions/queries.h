#pragma once

#include <optional>
#include <string>
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

}  // namespace lexipoort::subscriptions
