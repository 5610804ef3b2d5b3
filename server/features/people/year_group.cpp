#include "features/people/year_group.h"

#include "features/schools/schools.h"

namespace lexipoort::people {
namespace {

Expected<std::vector<rules::NewYear>> new_years(const Change& change, rules::Direction direction) {
  if (auto fine = rules::only_pupils(change.members); !fine) return std::unexpected(fine.error());
  if (auto fine = rules::only_active(change.members, "person_archived"); !fine) {
    return std::unexpected(fine.error());
  }
  const auto school = schools::find(change.tx, change.school).value();
  return rules::moved(change.members, direction, schools::last_year_group(school.sector));
}

}  // namespace

Expected<Done> change_year_group(database::Transaction& tx, const accounts::Actor& actor,
                                 const YearGroupRequest& request) {
  const auto change = begin(tx, actor, request.school, request.people);
  if (!change) return std::unexpected(change.error());
  const auto years = new_years(*change, request.direction);
  if (!years) return std::unexpected(years.error());
  tx.execute(
      "update memberships set year_group = years.year_group from each(:years) "
      "where memberships.school_id = :school and memberships.user_id = years.user_id",
      {{"years", *years}, {"school", request.school}});
  return finish(*change,
                {.action = "people.year_group_changed",
                 .details = {{"direction", std::string(reflect::enum_name(request.direction))}}});
}

}  // namespace lexipoort::people
