#pragma once

#include "features/subscriptions/queries.h"
#include "features/subscriptions/subscriptions.h"

namespace lexipoort::subscriptions {

/// Takes seats on this subscription; who has a licence on the product keeps it. Refuses
/// `not_enough_seats` (figures free, needed) and `subscription_ended`.
[[nodiscard]] Expected<Nothing> take_seats_on(database::Transaction& tx, SchoolId school,
                                              const Stored& subscription,
                                              const std::vector<UserId>& pupils, UtcSeconds now);

/// Takes seats on this subscription for pupils who have one on another of the product, and gives
/// those back; they are the answer. Refuses as take_seats_on() does.
[[nodiscard]] Expected<std::vector<HeldSeat>> move_seats_to(database::Transaction& tx,
                                                            SchoolId school,
                                                            const Stored& subscription,
                                                            const std::vector<UserId>& pupils,
                                                            UtcSeconds now);

}  // namespace lexipoort::subscriptions
