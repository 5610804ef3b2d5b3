#pragma once

#include "features/subscriptions/queries.h"
#include "features/subscriptions/subscriptions.h"

namespace lexipoort::subscriptions {

/// A subscription of which seats were just taken; `stored` is how it was before.
struct Filled {
  Stored stored;
  std::int64_t taken = 0;
};

/// Mails a school's administrators when 90 % or all of a subscription's seats are taken: once a
/// year for each of the two, and anew when the number of seats has changed.
void mail_fullness(database::Transaction& tx, SchoolId school, const std::vector<Filled>& filled,
                   UtcSeconds now);

}  // namespace lexipoort::subscriptions
