#pragma once

#include "features/subscriptions/overview.h"

/// Ending a subscription, and taking that back. Source: spec R4.13.2.
namespace lexipoort::subscriptions {

struct EndRequest {
  SchoolId school;
  SubscriptionId subscription;
  std::string ends_on;  ///< the renewal date that was shown
};
BOOST_DESCRIBE_STRUCT(EndRequest, (), (school, subscription, ends_on))

/// Refuses as rules::may_end() does.
[[nodiscard]] Expected<Subscription> end_subscription(database::Transaction& tx,
                                                      const accounts::Actor& actor,
                                                      const EndRequest& request);

/// Refuses as rules::may_cancel_end() does.
[[nodiscard]] Expected<Subscription> cancel_end(database::Transaction& tx,
                                                const accounts::Actor& actor,
                                                const AtSubscription& request);

/// Sets the first day without the subscription, or makes it renew again, and records that.
[[nodiscard]] Subscription set_end(database::Transaction& tx, const accounts::Actor& actor,
                                   SchoolId school, Stored subscription,
                                   const std::optional<std::string>& ends_on);

}  // namespace lexipoort::subscriptions
