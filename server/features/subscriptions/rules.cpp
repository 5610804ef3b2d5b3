#include "features/subscriptions/rules.h"

#include <algorithm>

namespace lexipoort::subscriptions::rules {
namespace {

std::int64_t free_on(const Capacity& subscription) {
  return std::max<std::int64_t>(0, subscription.seats - subscription.used);
}

}  // namespace

Expected<std::vector<Share>> spread(const std::vector<Capacity>& subscriptions, std::int64_t needed,
                                    std::string_view product) {
  if (subscriptions.empty()) {
    return refuse(RefusalKind::conflict, "no_subscription", {{.name = std::string(product)}});
  }
  std::int64_t free = 0;
  for (const auto& subscription : subscriptions) free += free_on(subscription);
  if (needed > free) {
    return refuse(RefusalKind::conflict, "not_enough_seats", {{.name = std::string(product)}},
                  {{"free", free}, {"needed", needed}});
  }
  std::vector<Share> shares;
  for (const auto& subscription : subscriptions) {
    const auto taken = std::min(needed, free_on(subscription));
    if (taken > 0) shares.push_back({subscription.id, taken});
    needed -= taken;
  }
  return shares;
}

}  // namespace lexipoort::subscriptions::rules
