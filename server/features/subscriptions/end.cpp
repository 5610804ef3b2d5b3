#include "features/subscriptions/end.h"

#include "features/subscriptions/history.h"

namespace lexipoort::subscriptions {

Expected<Subscription> end_subscription(database::Transaction& tx, const accounts::Actor& actor,
                                        const EndRequest& request) {
  if (auto may = accounts::still_administrates(tx, actor, request.school); !may) {
    return std::unexpected(may.error());
  }
  const auto today = actor.today();
  const auto stored = find(tx, request.school, request.subscription, today);
  if (!stored) return std::unexpected(stored.error());
  if (auto fine = rules::may_end(stored->term(), request.ends_on, today); !fine) {
    return std::unexpected(fine.error());
  }
  return set_end(tx, actor, request.school, *stored, request.ends_on);
}

Expected<Subscription> cancel_end(database::Transaction& tx, const accounts::Actor& actor,
                                  const AtSubscription& request) {
  if (auto may = accounts::still_administrates(tx, actor, request.school); !may) {
    return std::unexpected(may.error());
  }
  const auto today = actor.today();
  const auto stored = find(tx, request.school, request.subscription, today);
  if (!stored) return std::unexpected(stored.error());
  if (auto fine = rules::may_cancel_end(stored->term(), stored->ended_by_publisher, today); !fine) {
    return std::unexpected(fine.error());
  }
  return set_end(tx, actor, request.school, *stored, std::nullopt);
}

Subscription set_end(database::Transaction& tx, const accounts::Actor& actor, SchoolId school,
                     Stored subscription, const std::optional<std::string>& ends_on) {
  tx.execute(
      "update subscriptions set ends_on = :ends_on, ended_by_publisher = :by_publisher "
      "where school_id = :school and id = :subscription",
      {{"ends_on", ends_on},
       {"by_publisher", ends_on && actor.kind == accounts::Kind::operator_},
       {"school", school},
       {"subscription", subscription.id}});
  record(tx, actor, school, subscription,
         {.action = ends_on ? Action::ended : Action::end_cancelled,
          .day = ends_on ? ends_on : subscription.ends_on});
  return as_seen(find(tx, school, subscription.id, actor.today()).value(), actor.today());
}

}  // namespace lexipoort::subscriptions
