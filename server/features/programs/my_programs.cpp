#include "features/programs/launch.h"

namespace lexipoort::programs {
namespace {

/// What a pupil is linked to at a school where they are active, with a licence on it that is valid
/// on the day; of one product, or of all when :product is 0.
std::vector<MyProgram> startable(database::Transaction& tx, UserId pupil, ProductId product,
                                 std::string_view day) {
  return tx.rows<MyProgram>(
      "select p.id, p.slug, p.name, '/icons/' || p.slug || '.svg' as icon from products p "
      "where (p.id = :product or :product = 0) and exists ("
      "  select 1 from links k"
      "  join memberships m on m.school_id = k.school_id and m.user_id = k.pupil_id"
      "  join licences l on l.pupil_id = k.pupil_id and l.school_id = k.school_id"
      "  join subscriptions s on s.id = l.subscription_id and s.product_id = k.product_id"
      "  where k.pupil_id = :pupil and k.product_id = p.id and m.archived_at is null"
      "  and l.starts_on <= :day and (l.ends_on is null or l.ends_on > :day)"
      "  and s.starts_on <= :day and (s.ends_on is null or s.ends_on > :day)) "
      "order by p.name, p.id",
      {{"pupil", pupil}, {"product", product}, {"day", day}});
}

}  // namespace

Expected<MyPrograms> my_programs(database::Transaction& tx, const accounts::Actor& actor,
                                 const Nothing&) {
  return MyPrograms{startable(tx, actor.user, ProductId{}, actor.today())};
}

bool may_start(database::Transaction& tx, UserId pupil, ProductId product, std::string_view day) {
  return !startable(tx, pupil, product, day).empty();
}

}  // namespace lexipoort::programs
