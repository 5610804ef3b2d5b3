#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "features/results/overview.h"

/// Who falls behind, at a glance. Source: spec R3.2.
namespace lexipoort::results {

struct RecentPupil {
  UserId id;
  std::vector<std::int64_t> seconds;  ///< one for each of the weeks
};
BOOST_DESCRIBE_STRUCT(RecentPupil, (), (id, seconds))

struct Recent {
  std::vector<std::string> weeks;   ///< eight, the oldest first
  std::vector<RecentPupil> pupils;  ///< those of the supervisor's pupils who practised in them
};
BOOST_DESCRIBE_STRUCT(Recent, (), (weeks, pupils))

/// Practice, at home and at school together, in the eight weeks up to the one that is asked.
/// Refuses as overview().
[[nodiscard]] Expected<Recent> recent(database::Transaction& tx, const accounts::Actor& actor,
                                      const OverviewRequest& request);

}  // namespace lexipoort::results
