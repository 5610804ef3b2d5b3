#include "features/subscriptions/subscriptions.h"

#include <algorithm>

#include "features/subscriptions/rules.h"

namespace lexipoort::subscriptions {
namespace {

struct Running {
  SubscriptionId id;
  std::int64_t seats = 0;
  std::int64_t used = 0;
  std::string product_name;
};
BOOST_DESCRIBE_STRUCT(Running, (), (id, seats, used, product_name))

struct NewLicence {
  SubscriptionId subscription_id;
  UserId pupil_id;
};
BOOST_DESCRIBE_STRUCT(NewLicence, (), (subscription_id, pupil_id))

std::vector<Running> running_subscriptions(database::Transaction& tx, SchoolId school,
                                           ProductId product, std::string_view day) {
  return tx.rows<Running>(
      "select s.id, s.seats, (select count(*) from licences l where l.school_id = s.school_id and "
      "l.subscription_id = s.id and l.starts_on <= :day and "
      "(l.ends_on is null or l.ends_on > :day)), p.name "
      "from subscriptions s join products p on p.id = s.product_id "
      "where s.school_id = :school and s.product_id = :product and s.starts_on <= :day and "
      "(s.ends_on is null or s.ends_on > :day) order by s.starts_on, s.id",
      {{"school", school}, {"product", product}, {"day", day}});
}

std::vector<UserId> without_licence(database::Transaction& tx, SchoolId school, ProductId product,
                                    const std::vector<UserId>& pupils, std::string_view day) {
  const auto licensed = tx.rows<UserId>(
      "select l.pupil_id from licences l join subscriptions s on s.id = l.subscription_id "
      "where l.school_id = :school and s.product_id = :product and s.starts_on <= :day and "
      "(s.ends_on is null or s.ends_on > :day) and l.starts_on <= :day and "
      "(l.ends_on is null or l.ends_on > :day) and "
      "l.pupil_id in (select value from each(:pupils))",
      {{"school", school}, {"product", product}, {"day", day}, {"pupils", pupils}});
  auto missing = pupils;
  std::ranges::sort(missing);
  const auto twice = std::ranges::unique(missing);
  missing.erase(twice.begin(), twice.end());
  std::erase_if(missing,
                [&](UserId pupil) { return std::ranges::find(licensed, pupil) != licensed.end(); });
  return missing;
}

void start_licences(database::Transaction& tx, SchoolId school,
                    const std::vector<NewLicence>& licences, std::string_view day) {
  tx.execute(
      "insert into licences (school_id, subscription_id, pupil_id, starts_on) "
      "select :school, subscription_id, pupil_id, :day from each(:licences) where true "
      "on conflict (school_id, subscription_id, pupil_id) do update "
      "set starts_on = excluded.starts_on, ends_on = null",
      {{"school", school}, {"day", day}, {"licences", licences}});
}

}  // namespace

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

Expected<Nothing> take_seats(database::Transaction& tx, SchoolId school, ProductId product,
                             const std::vector<UserId>& pupils, std::string_view day) {
  const auto running = running_subscriptions(tx, school, product, day);
  const auto pupils_without = without_licence(tx, school, product, pupils, day);
  std::vector<rules::Capacity> capacities;
  for (const auto& each : running) capacities.push_back({each.id, each.seats, each.used});
  const auto shares = rules::spread(capacities, static_cast<std::int64_t>(pupils_without.size()),
                                    running.empty() ? std::string() : running.front().product_name);
  if (!shares) return std::unexpected(shares.error());
  std::vector<NewLicence> licences;
  auto next = pupils_without.begin();
  for (const auto& share : *shares) {
    for (std::int64_t seat = 0; seat < share.seats; ++seat) licences.push_back({share.id, *next++});
  }
  if (!licences.empty()) start_licences(tx, school, licences, day);
  return Nothing{};
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

}  // namespace lexipoort::subscriptions
