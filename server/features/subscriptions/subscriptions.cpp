#include "features/subscriptions/subscriptions.h"

namespace lexipoort::subscriptions {

std::vector<ProductSeats> running_products(database::Transaction& tx, SchoolId school,
                                           std::string_view day) {
  return tx.rows<ProductSeats>(
      "select p.id, p.slug, p.name, r.seats, "
      "(select count(distinct l.pupil_id) from licences l "
      "join subscriptions s on s.id = l.subscription_id "
      "where l.school_id = :school and s.product_id = p.id and s.starts_on <= :day and "
      "(s.ends_on is null or s.ends_on > :day) and l.starts_on <= :day and "
      "(l.ends_on is null or l.ends_on > :day)) "
      "from products p join (select product_id, sum(seats) as seats from subscriptions "
      "where school_id = :school and starts_on <= :day and (ends_on is null or ends_on > :day) "
      "group by product_id) r on r.product_id = p.id order by p.name, p.id",
      {{"school", school}, {"day", day}});
}

bool has_valid_licence(database::Transaction& tx, UserId pupil, std::string_view day) {
  return tx
      .row<std::int64_t>(
          "select 1 from licences l join subscriptions s on s.id = l.subscription_id "
          "where l.pupil_id = :pupil and l.starts_on <= :day and "
          "(l.ends_on is null or l.ends_on > :day) and s.starts_on <= :day and "
          "(s.ends_on is null or s.ends_on > :day) limit 1",
          {{"pupil", pupil}, {"day", day}})
      .has_value();
}

bool has_valid_licence(database::Transaction& tx, UserId pupil, ProductId product,
                       std::string_view day) {
  return tx
      .row<std::int64_t>(
          "select 1 from licences l join subscriptions s on s.id = l.subscription_id "
          "where l.pupil_id = :pupil and s.product_id = :product and l.starts_on <= :day and "
          "(l.ends_on is null or l.ends_on > :day) and s.starts_on <= :day and "
          "(s.ends_on is null or s.ends_on > :day) limit 1",
          {{"pupil", pupil}, {"product", product}, {"day", day}})
      .has_value();
}

std::vector<EndedProduct> ended_products(database::Transaction& tx, SchoolId school,
                                         std::string_view today) {
  return tx.rows<EndedProduct>(
      "select product_id, max(coalesce(ends_on, '9999-12-31')) from subscriptions "
      "where school_id = :school and starts_on <= :today and "
      "(ends_on is null or ends_on > starts_on) group by product_id "
      "having max(coalesce(ends_on, '9999-12-31')) <= :today",
      {{"school", school}, {"today", today}});
}

}  // namespace lexipoort::subscriptions
