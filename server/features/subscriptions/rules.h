#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "base/ids.h"

/// The arithmetic of seats, without SQL.
namespace lexipoort::subscriptions::rules {

/// A subscription that runs today, with the seats that are taken on it.
struct Capacity {
  SubscriptionId id;
  std::int64_t seats = 0;
  std::int64_t used = 0;
};

/// How many new seats to take on which subscription: the first one listed is filled first.
struct Share {
  SubscriptionId id;
  std::int64_t seats = 0;
};

/// Spreads `needed` new seats over the subscriptions, or refuses `no_subscription` or
/// `not_enough_seats` (figures free, needed). Source: spec R4.6.6.
[[nodiscard]] Expected<std::vector<Share>> spread(const std::vector<Capacity>& subscriptions,
                                                  std::int64_t needed, std::string_view product);

}  // namespace lexipoort::subscriptions::rules
