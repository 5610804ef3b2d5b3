#pragma once

#include "features/people/change.h"

/// 'Leerjaar aanpassen'. Source: spec R4.10.1.
namespace lexipoort::people {

struct YearGroupRequest {
  SchoolId school;
  std::vector<rules::Ticked> people;
  rules::Direction direction = rules::Direction::up;
};
BOOST_DESCRIBE_STRUCT(YearGroupRequest, (), (school, people, direction))

/// A year up or down. Refuses `not_a_pupil`, `person_archived`, and `year_group_limit`, naming
/// those at the end of the range.
[[nodiscard]] Expected<Done> change_year_group(database::Transaction& tx,
                                               const accounts::Actor& actor,
                                               const YearGroupRequest& request);

}  // namespace lexipoort::people
