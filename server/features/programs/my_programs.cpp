#include "features/programs/launch.h"

namespace lexipoort::programs {
namespace {

/// What a pupil is linked to at a school where they are active, with a licence on it that is valid
/// on the day.
const std::string kPupilsPlaces =
    "select k.product_id, k.school_id from links k"
    " join memberships m on m.school_id = k.school_id and m.user_id = k.pupil_id"
    " join licences l on l.pupil_id = k.pupil_id and l.school_id = k.school_id"
    " join subscriptions s on s.id = l.subscription_id and s.product_id = k.product_id"
    " where k.pupil_id = :user and m.archived_at is null"
    " and l.starts_on <= :day and (l.ends_on is null or l.ends_on > :day)"
    " and s.starts_on <= :day and (s.ends_on is null or s.ends_on > :day)";

/// What a supervisor has active pupils for, at a school with a subscription on it on the day.
const std::string kSupervisorsPlaces =
    "select k.product_id, k.school_id from links k"
    " join memberships p on p.school_id = k.school_id and p.user_id = k.pupil_id"
    " join memberships m on m.school_id = k.school_id and m.user_id = k.supervisor_id"
    " join subscriptions s on s.school_id = k.school_id and s.product_id = k.product_id"
    " where k.supervisor_id = :user and m.supervisor = 1 and m.archived_at is null"
    " and p.archived_at is null"
    " and s.starts_on <= :day and (s.ends_on is null or s.ends_on > :day)";

/// Those of all schools when `school` is 0.
MyPrograms programs_of(database::Transaction& tx, const accounts::Actor& actor,
                       const std::string& places, SchoolId school) {
  return {tx.rows<MyProgram>(
      "select p.id, p.slug, p.name, '/icons/' || p.slug || '.svg' as icon from products p "
      "where p.id in (select product_id from (" +
          places +
          ") places where school_id = :school or :school = 0) "
          "order by p.name, p.id",
      {{"user", actor.user}, {"day", actor.today()}, {"school", school}})};
}

}  // namespace

Expected<MyPrograms> my_programs(database::Transaction& tx, const accounts::Actor& actor,
                                 const Nothing&) {
  return programs_of(tx, actor, kPupilsPlaces, SchoolId{});
}

Expected<MyPrograms> supervised_programs(database::Transaction& tx, const accounts::Actor& actor,
                                         const SupervisedRequest& request) {
  return programs_of(tx, actor, kSupervisorsPlaces, request.school);
}

std::optional<SchoolId> where_to_start(database::Transaction& tx, const accounts::Actor& actor,
                                       ProductId product, const std::optional<SchoolId>& school) {
  const auto& places = actor.kind == accounts::Kind::pupil ? kPupilsPlaces : kSupervisorsPlaces;
  return tx.row<SchoolId>(
      "select school_id from (" + places +
          ") places where product_id = :product and (school_id = :school or :school = 0) "
          "order by school_id limit 1",
      {{"user", actor.user},
       {"product", product},
       {"day", actor.today()},
       {"school", school.value_or(SchoolId{})}});
}

}  // namespace lexipoort::programs
