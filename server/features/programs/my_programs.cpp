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

/// What a supervisor has active pupils for.
const std::string kSupervised =
    "select k.product_id, k.school_id from links k"
    " join memberships p on p.school_id = k.school_id and p.user_id = k.pupil_id"
    " join memberships m on m.school_id = k.school_id and m.user_id = k.supervisor_id"
    " where k.supervisor_id = :user and m.supervisor = 1 and m.archived_at is null"
    " and p.archived_at is null";

/// Whether the school `x` has a subscription on the product `x` on the day.
const std::string kSubscribed =
    "exists (select 1 from subscriptions s where s.school_id = x.school_id"
    " and s.product_id = x.product_id"
    " and s.starts_on <= :day and (s.ends_on is null or s.ends_on > :day))";

const std::string kSupervisorsPlaces =
    "select x.product_id, x.school_id from (" + kSupervised + ") x where " + kSubscribed;

struct SupervisedRow {
  ProductId product;
  std::string slug;
  std::string name;
  std::string icon;
  std::int64_t connected = 0;
  std::int64_t subscribed = 0;
  std::int64_t pupils = 0;
};
BOOST_DESCRIBE_STRUCT(SupervisedRow, (), (product, slug, name, icon, connected, subscribed, pupils))

SupervisedProgram program_of(const SupervisedRow& row) {
  return {.product = row.product,
          .slug = row.slug,
          .name = row.name,
          .icon = row.icon,
          .obstacle = rules::obstacle_of({.is_connected = row.connected > 0,
                                          .is_subscribed = row.subscribed > 0,
                                          .has_pupils = row.pupils > 0})};
}

}  // namespace

Expected<MyPrograms> my_programs(database::Transaction& tx, const accounts::Actor& actor,
                                 const Nothing&) {
  return MyPrograms{tx.rows<MyProgram>(
      "select p.id, p.slug, p.name, '/icons/' || p.slug || '.svg' as icon from products p "
      "where p.id in (select product_id from (" +
          kPupilsPlaces + ") places) order by p.name, p.id",
      {{"user", actor.user}, {"day", actor.today()}})};
}

Expected<SupervisedPrograms> supervised_programs(database::Transaction& tx,
                                                 const accounts::Actor& actor,
                                                 const SupervisedRequest& request) {
  const auto rows = tx.rows<SupervisedRow>(
      "select p.id, p.slug, p.name, '/icons/' || p.slug || '.svg',"
      " case when p.client_id is null or p.deployment_id is null or p.login_url is null"
      "  or p.launch_url is null then 0 else 1 end,"
      " case when " +
          kSubscribed +
          " then 1 else 0 end, max(x.pupils) "
          "from (select product_id, school_id, 1 as pupils from (" +
          kSupervised +
          ") k union select product_id, school_id, 0 from supervised_products"
          " where supervisor_id = :user) x "
          "join products p on p.id = x.product_id where x.school_id = :school "
          "group by p.id, p.slug, p.name, x.school_id, x.product_id order by p.name, p.id",
      {{"user", actor.user}, {"day", actor.today()}, {"school", request.school}});
  SupervisedPrograms found;
  for (const auto& row : rows) found.programs.push_back(program_of(row));
  return found;
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
