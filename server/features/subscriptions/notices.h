#pragma once

#include "features/subscriptions/queries.h"
#include "features/subscriptions/subscriptions.h"

namespace lexipoort::subscriptions {

/// A subscription whose seats or use have just changed, and how full it was before.
struct Filled {
  Stored now;
  int before = 0;  ///< rules::fullness()
};

/// `stored` is how it was before `taken` seats were taken.
[[nodiscard]] Filled filled_by(Stored stored, std::int64_t taken);

/// Mails a school's administrators when 90 % or all of a subscription's seats have come in use:
/// once a year for each of the two, and anew when the number of seats has changed.
void mail_fullness(database::Transaction& tx, SchoolId school, const std::vector<Filled>& filled,
                   UtcSeconds now);

/// Mails a school's administrators that pupils wait for a licence, once for each day on which a
/// subscription on the product began or ended.
void mail_waiting(database::Transaction& tx, SchoolId school, UtcSeconds now);

}  // namespace lexipoort::subscriptions
