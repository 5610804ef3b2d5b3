#include "features/results/overview.h"

#include <algorithm>

#include "base/calendar.h"
#include "features/results/rules.h"
#include "features/schools/schools.h"
#include "features/subscriptions/subscriptions.h"

namespace lexipoort::results {

/// The name is put together by the database, as text::listed_name() does: it saves a second copy
/// of each row of the most asked list of the portal.
const std::string_view pupils_query =
    "select u.id, u.last_name || ', ' || u.first_name ||"
    " case when u.infix = '' then '' else ' ' || u.infix end,"
    " u.search, m.year_group, g.highest_lesson,"
    " w.home_seconds, w.school_seconds, g.lessons_until_test "
    "from links k "
    "join memberships m on m.school_id = k.school_id and m.user_id = k.pupil_id "
    "join users u on u.id = k.pupil_id "
    "left join practice_weeks w on w.school_id = k.school_id and w.product_id = k.product_id"
    " and w.week = :week and w.pupil_id = k.pupil_id "
    "left join progress g on g.school_id = k.school_id and g.product_id = k.product_id"
    " and g.pupil_id = k.pupil_id "
    "where k.school_id = :school and k.supervisor_id = :supervisor and k.product_id = :product"
    " and m.archived_at is null "
    "order by u.sort_key, u.id";

Expected<SupervisedProducts> supervised_products(database::Transaction& tx,
                                                 const accounts::Actor& actor,
                                                 const SchoolRequest& request) {
  auto products = tx.rows<SupervisedProduct>(
      "select p.id, p.slug, p.name, '/icons/' || p.slug || '.svg', null from products p "
      "where exists (select 1 from links k"
      " join memberships m on m.school_id = k.school_id and m.user_id = k.pupil_id"
      " where k.school_id = :school and k.supervisor_id = :supervisor"
      " and k.product_id = p.id and m.archived_at is null) "
      "order by p.name, p.id",
      {{"school", request.school}, {"supervisor", actor.user}});
  const auto today = actor.today();
  const auto years = schools::retention_years(tx, request.school);
  const auto ended = subscriptions::ended_products(tx, request.school, today);
  for (auto& product : products) product.ended_on = ended_on(ended, product.id);
  std::erase_if(products, [&](const auto& product) {
    return !rules::is_readable(product.ended_on, years, today);
  });
  return SupervisedProducts{.products = std::move(products),
                            .this_week = calendar::week_of(actor.now)};
}

Expected<OverviewWeek> visit_pupils(database::Transaction& tx, const accounts::Actor& actor,
                                    const OverviewRequest& request,
                                    const std::function<void(const PupilResult&)>& visit) {
  auto week = request.week.value_or(calendar::week_of(actor.now));
  if (!calendar::is_week(week)) {
    return refuse(RefusalKind::invalid, "bad_week", {{.field = "week"}});
  }
  auto product = readable_product(tx, request.school, request.product, actor.today());
  if (!product) return std::unexpected(product.error());
  tx.each<PupilResult>(pupils_query,
                       {{"school", request.school},
                        {"supervisor", actor.user},
                        {"product", request.product},
                        {"week", week}},
                       visit);
  return OverviewWeek{.week = std::move(week), .product = *std::move(product)};
}

Expected<Overview> overview(database::Transaction& tx, const accounts::Actor& actor,
                            const OverviewRequest& request) {
  Overview overview;
  auto shown = visit_pupils(tx, actor, request,
                            [&](const PupilResult& pupil) { overview.pupils.add(pupil); });
  if (!shown) return std::unexpected(shown.error());
  overview.week = std::move(shown->week);
  overview.product = std::move(shown->product);
  return overview;
}

}  // namespace lexipoort::results
