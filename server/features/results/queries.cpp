#include "features/results/queries.h"

#include <algorithm>

#include "features/schools/schools.h"

namespace lexipoort::results {

std::optional<std::string> ended_on(const std::vector<subscriptions::EndedProduct>& ended,
                                    ProductId product) {
  const auto found = std::ranges::find(ended, product, &subscriptions::EndedProduct::product);
  return found == ended.end() ? std::nullopt : std::optional(found->ended_on);
}

Expected<OverviewProduct> readable_product(database::Transaction& tx, SchoolId school,
                                           ProductId product, std::string_view today) {
  auto found = tx.row<OverviewProduct>("select id, name from products where id = :product",
                                       {{"product", product}});
  if (!found) return refuse(RefusalKind::not_found, "not_found");
  const auto ended = ended_on(subscriptions::ended_products(tx, school, today), product);
  if (ended && !rules::is_readable(ended, schools::retention_years(tx, school), today)) {
    return refuse(RefusalKind::conflict, "retention_over", {{.about = *ended}});
  }
  return *std::move(found);
}

std::vector<rules::LicencePeriod> find_licences(database::Transaction& tx,
                                                const std::vector<std::string>& subjects) {
  return tx.rows<rules::LicencePeriod>(
      "select u.subject, u.id, l.school_id, s.product_id, l.starts_on, l.ends_on,"
      " l.cut_at, s.starts_on, s.ends_on "
      "from users u left join licences l on l.pupil_id = u.id "
      "left join subscriptions s on s.id = l.subscription_id "
      "where u.kind = 'pupil' and u.subject in (select value from each(:subjects))",
      {{"subjects", subjects}});
}

Expected<ReportPupil> own_pupil(database::Transaction& tx, const accounts::Actor& actor,
                                const PupilOfProduct& wanted) {
  auto pupil = tx.row<ReportPupil>(
      "select u.id, u.first_name, u.infix, u.last_name, m.year_group "
      "from links k "
      "join memberships m on m.school_id = k.school_id and m.user_id = k.pupil_id "
      "join users u on u.id = k.pupil_id "
      "where k.school_id = :school and k.pupil_id = :pupil and k.product_id = :product"
      " and k.supervisor_id = :supervisor and m.archived_at is null",
      {{"school", wanted.school},
       {"pupil", wanted.pupil},
       {"product", wanted.product},
       {"supervisor", actor.user}});
  if (!pupil) return refuse(RefusalKind::not_found, "not_found");
  return *std::move(pupil);
}

}  // namespace lexipoort::results
