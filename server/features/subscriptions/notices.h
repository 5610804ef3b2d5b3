#pragma once

#include <map>

#include "features/subscriptions/queries.h"
#include "features/subscriptions/subscriptions.h"

namespace lexipoort::subscriptions {

/// How full a school's products are, over all their running subscriptions: rules::fullness().
using Fullness = std::map<ProductId, int>;

[[nodiscard]] Fullness fullness_of(database::Transaction& tx, SchoolId school,
                                   std::string_view today);

/// Mails a school's administrators when 90 % or all of the seats on a product have come in use
/// since `before`: once a year for each of the two, and anew when the number of seats has changed.
void mail_fullness(database::Transaction& tx, SchoolId school, const Fullness& before,
                   UtcSeconds now);

/// Mails a school's administrators that pupils wait for a licence on a product, once for each day
/// on which a subscription on it began or ended.
void mail_waiting(database::Transaction& tx, SchoolId school, ProductId product, UtcSeconds now);

}  // namespace lexipoort::subscriptions
