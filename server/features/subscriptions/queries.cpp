#include "features/subscriptions/queries.h"

namespace lexipoort::subscriptions {
namespace {

/// One subscription, or all of the school when :id is 0. A licence never starts in the future, so
/// one with a later first day was taken by a request that came after midnight: it counts.
std::vector<Stored> find_some(database::Transaction& tx, SchoolId school, SubscriptionId id,
                              std::string_view today) {
  auto found = tx.rows<Stored>(
      "select s.id, s.product_id, p.slug, p.name, s.type, s.seats, (select count(*) "
      "from licences l where l.school_id = s.school_id and l.subscription_id = s.id and "
      "(l.ends_on is null or l.ends_on > :today)), s.starts_on, s.ends_on, "
      "s.ended_by_publisher from subscriptions s join products p on p.id = s.product_id "
      "where s.school_id = :school and (s.id = :id or :id = 0) "
      "order by p.name, p.id, s.starts_on desc, s.id desc",
      {{"school", school}, {"id", id}, {"today", today}});
  for (auto& subscription : found) {
    if (!rules::runs(subscription.term(), today)) subscription.used = 0;
  }
  return found;
}

struct Waiting {
  ProductId product;
  std::int64_t pupils = 0;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (product, pupils))

}  // namespace

std::vector<Stored> find_all(database::Transaction& tx, SchoolId school, std::string_view today) {
  return find_some(tx, school, SubscriptionId{}, today);
}

Expected<Stored> find(database::Transaction& tx, SchoolId school, SubscriptionId subscription,
                      std::string_view today) {
  if (subscription == SubscriptionId{}) return refuse(RefusalKind::not_found, "not_found");
  auto found = find_some(tx, school, subscription, today);
  if (found.empty()) return refuse(RefusalKind::not_found, "not_found");
  return std::move(found.front());
}

std::map<ProductId, std::int64_t> count_waiting(database::Transaction& tx, SchoolId school,
                                                std::string_view today) {
  std::map<ProductId, std::int64_t> counts;
  for (const auto& [product, pupils] : tx.rows<Waiting>(
           "select k.product_id, count(distinct k.pupil_id) from links k "
           "join memberships m on m.school_id = k.school_id and m.user_id = k.pupil_id "
           "where k.school_id = :school and " +
               std::string(kWaits) + " group by k.product_id",
           {{"school", school}, {"today", today}})) {
    counts[product] = pupils;
  }
  return counts;
}

}  // namespace lexipoort::subscriptions
