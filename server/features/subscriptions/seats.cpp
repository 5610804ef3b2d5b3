#include <map>

#include "features/subscriptions/rules.h"
#include "features/subscriptions/subscriptions.h"

/// Taking seats and giving them back, in the transaction of the change that asks for it.
namespace lexipoort::subscriptions {
namespace {

struct Running {
  SubscriptionId id;
  ProductId product;
  std::int64_t seats = 0;
  std::int64_t used = 0;
};
BOOST_DESCRIBE_STRUCT(Running, (), (id, product, seats, used))

struct NamedProduct {
  ProductId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(NamedProduct, (), (id, name))

struct NewLicence {
  SubscriptionId subscription_id;
  UserId pupil_id;
};
BOOST_DESCRIBE_STRUCT(NewLicence, (), (subscription_id, pupil_id))

using PupilsOfProduct = std::map<ProductId, std::vector<UserId>>;

PupilsOfProduct without_seat(database::Transaction& tx, SchoolId school,
                             const std::vector<Seat>& seats, std::string_view day) {
  PupilsOfProduct missing;
  for (const auto& seat : tx.rows<Seat>(
           "select distinct pupil_id, product_id from each(:seats) "
           "where (pupil_id, product_id) not in (select l.pupil_id, s.product_id from licences l "
           "join subscriptions s on s.id = l.subscription_id where l.school_id = :school and "
           "l.pupil_id in (select seats.pupil_id from each(:seats)) and l.starts_on <= :day and "
           "(l.ends_on is null or l.ends_on > :day) and s.starts_on <= :day and "
           "(s.ends_on is null or s.ends_on > :day)) order by pupil_id, product_id",
           {{"school", school}, {"seats", seats}, {"day", day}})) {
    missing[seat.product_id].push_back(seat.pupil_id);
  }
  return missing;
}

std::map<ProductId, std::vector<rules::Capacity>> capacities_of(
    database::Transaction& tx, SchoolId school, const std::vector<ProductId>& products,
    std::string_view day) {
  std::map<ProductId, std::vector<rules::Capacity>> capacities;
  for (const auto& running : tx.rows<Running>(
           "select s.id, s.product_id, s.seats, (select count(*) from licences l "
           "where l.school_id = s.school_id and l.subscription_id = s.id and l.starts_on <= :day "
           "and (l.ends_on is null or l.ends_on > :day)) from subscriptions s "
           "where s.school_id = :school and s.product_id in (select value from each(:products)) "
           "and s.starts_on <= :day and (s.ends_on is null or s.ends_on > :day) "
           "order by s.starts_on, s.id",
           {{"school", school}, {"products", products}, {"day", day}})) {
    capacities[running.product].push_back({running.id, running.seats, running.used});
  }
  return capacities;
}

std::map<ProductId, std::string> names_of(database::Transaction& tx,
                                          const std::vector<ProductId>& products) {
  std::map<ProductId, std::string> names;
  for (auto& product : tx.rows<NamedProduct>(
           "select id, name from products where id in (select value from each(:products))",
           {{"products", products}})) {
    names[product.id] = std::move(product.name);
  }
  return names;
}

/// A licence that ended today goes on as it was; an older one begins anew.
void start_licences(database::Transaction& tx, SchoolId school,
                    const std::vector<NewLicence>& licences, std::string_view day) {
  tx.execute(
      "insert into licences (school_id, subscription_id, pupil_id, starts_on) "
      "select :school, subscription_id, pupil_id, :day from each(:licences) where true "
      "on conflict (school_id, subscription_id, pupil_id) do update set starts_on = "
      "case when licences.ends_on = excluded.starts_on then licences.starts_on "
      "else excluded.starts_on end, ends_on = null",
      {{"school", school}, {"day", day}, {"licences", licences}});
}

}  // namespace

Expected<Nothing> take_seats(database::Transaction& tx, SchoolId school,
                             const std::vector<Seat>& seats, std::string_view day) {
  const auto missing = without_seat(tx, school, seats, day);
  if (missing.empty()) return Nothing{};
  std::vector<ProductId> products;
  for (const auto& [product, without] : missing) products.push_back(product);
  auto capacities = capacities_of(tx, school, products, day);
  auto names = names_of(tx, products);
  std::vector<NewLicence> licences;
  for (const auto& [product, without] : missing) {
    const auto shares = rules::spread(capacities[product],
                                      static_cast<std::int64_t>(without.size()), names[product]);
    if (!shares) return std::unexpected(shares.error());
    auto next = without.begin();
    for (const auto& share : *shares) {
      for (std::int64_t seat = 0; seat < share.seats; ++seat) {
        licences.push_back({share.id, *next++});
      }
    }
  }
  start_licences(tx, school, licences, day);
  return Nothing{};
}

void end_seats(database::Transaction& tx, SchoolId school, const std::vector<Seat>& seats,
               std::string_view day) {
  tx.execute(
      "update licences set ends_on = :day where school_id = :school and "
      "(ends_on is null or ends_on > :day) and (pupil_id, subscription_id) in "
      "(select seats.pupil_id, s.id from each(:seats) join subscriptions s "
      "on s.product_id = seats.product_id where s.school_id = :school)",
      {{"school", school}, {"seats", seats}, {"day", day}});
}

}  // namespace lexipoort::subscriptions
