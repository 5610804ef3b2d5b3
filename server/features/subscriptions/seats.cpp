#include "features/subscriptions/seats.h"

#include <map>

#include "base/calendar.h"
#include "features/subscriptions/notices.h"
#include "features/subscriptions/rules.h"

/// Taking seats and giving them back, in the transaction of the change that asks for it.
namespace lexipoort::subscriptions {
namespace {

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
           "l.pupil_id in (select seats.pupil_id from each(:seats)) and "
           "(l.ends_on is null or l.ends_on > :day) and s.starts_on <= :day and "
           "(s.ends_on is null or s.ends_on > :day)) order by pupil_id, product_id",
           {{"school", school}, {"seats", seats}, {"day", day}})) {
    missing[seat.product_id].push_back(seat.pupil_id);
  }
  return missing;
}

/// The subscriptions that run today, per product, the oldest first.
std::map<ProductId, std::vector<Stored>> running_ones(database::Transaction& tx, SchoolId school,
                                                      std::string_view day) {
  std::map<ProductId, std::vector<Stored>> running;
  for (auto& subscription : find_all(tx, school, day)) {
    if (!rules::runs(subscription.term(), day)) continue;
    auto& of_product = running[subscription.product_id];
    of_product.insert(of_product.begin(), std::move(subscription));
  }
  return running;
}

std::string product_name(database::Transaction& tx, ProductId product) {
  return tx
      .row<std::string>("select name from products where id = :product", {{"product", product}})
      .value();
}

std::vector<rules::Capacity> capacities_of(const std::vector<Stored>& subscriptions) {
  std::vector<rules::Capacity> capacities;
  for (const auto& subscription : subscriptions) {
    capacities.push_back({subscription.id, subscription.seats, subscription.used});
  }
  return capacities;
}

/// A licence that was ended earlier today goes on as it was; others begin anew.
void start_licences(database::Transaction& tx, SchoolId school,
                    const std::vector<NewLicence>& taken, std::string_view day) {
  const database::Parameters about = {{"school", school}, {"day", day}, {"taken", taken}};
  tx.execute(
      "update licences set ends_on = uncut_ends_on, uncut_ends_on = null, cut_at = null "
      "where school_id = :school and ends_on = :day and cut_at is not null and "
      "(subscription_id, pupil_id) in (select subscription_id, pupil_id from each(:taken))",
      about);
  tx.execute(
      "insert into licences (school_id, subscription_id, pupil_id, starts_on) "
      "select :school, taken.subscription_id, taken.pupil_id, :day from each(:taken) "
      "where not exists (select 1 from licences l where l.school_id = :school and "
      "l.subscription_id = taken.subscription_id and l.pupil_id = taken.pupil_id and "
      "(l.ends_on is null or l.ends_on > :day))",
      about);
}

/// Who takes which seat of one product.
struct Taking {
  std::vector<NewLicence> licences;
  std::vector<Filled> filled;
};

Expected<Nothing> share_out(const std::vector<Stored>& subscriptions, const std::string& product,
                            const std::vector<UserId>& pupils, Taking& taking) {
  const auto shares = rules::spread(capacities_of(subscriptions),
                                    static_cast<std::int64_t>(pupils.size()), product);
  if (!shares) return std::unexpected(shares.error());
  auto next = pupils.begin();
  for (const auto& share : *shares) {
    for (std::int64_t seat = 0; seat < share.seats; ++seat) {
      taking.licences.push_back({share.id, *next++});
    }
    taking.filled.push_back(
        {*std::ranges::find(subscriptions, share.id, &Stored::id), share.seats});
  }
  return Nothing{};
}

void take(database::Transaction& tx, SchoolId school, const Taking& taking, UtcSeconds now) {
  start_licences(tx, school, taking.licences, calendar::day_of(now));
  mail_fullness(tx, school, taking.filled, now);
}

}  // namespace

Expected<std::vector<Seat>> take_seats(database::Transaction& tx, SchoolId school,
                                       const std::vector<Seat>& seats, UtcSeconds now) {
  const auto day = calendar::day_of(now);
  const auto missing = without_seat(tx, school, seats, day);
  std::vector<Seat> taken;
  if (missing.empty()) return taken;
  const auto running = running_ones(tx, school, day);
  Taking taking;
  for (const auto& [product, pupils] : missing) {
    const auto found = running.find(product);
    if (found == running.end()) {
      return refuse(RefusalKind::conflict, "no_subscription",
                    {{.name = product_name(tx, product)}});
    }
    const auto& subscriptions = found->second;
    if (auto shared = share_out(subscriptions, subscriptions.front().product_name, pupils, taking);
        !shared) {
      return std::unexpected(shared.error());
    }
    for (const auto pupil : pupils) taken.push_back({pupil, product});
  }
  take(tx, school, taking, now);
  return taken;
}

Expected<Nothing> take_seats_on(database::Transaction& tx, SchoolId school,
                                const Stored& subscription, const std::vector<UserId>& pupils,
                                UtcSeconds now) {
  const auto day = calendar::day_of(now);
  if (!rules::runs(subscription.term(), day)) {
    return refuse(RefusalKind::conflict, "subscription_ended",
                  {{.about = subscription.ends_on.value_or("")}});
  }
  std::vector<Seat> seats;
  for (const auto pupil : pupils) seats.push_back({pupil, subscription.product_id});
  const auto missing = without_seat(tx, school, seats, day);
  if (missing.empty()) return Nothing{};
  Taking taking;
  if (auto shared =
          share_out({subscription}, subscription.product_name, missing.begin()->second, taking);
      !shared) {
    return shared;
  }
  take(tx, school, taking, now);
  return Nothing{};
}

std::vector<EndedSeat> end_seats(database::Transaction& tx, SchoolId school,
                                 const std::vector<Seat>& seats, UtcSeconds now) {
  return tx.rows<EndedSeat>(
      "update licences set uncut_ends_on = ends_on, "
      "ends_on = case when starts_on > :day then starts_on else :day end, cut_at = :now "
      "where school_id = :school and (ends_on is null or ends_on > :day) and "
      "(pupil_id, subscription_id) in (select seats.pupil_id, s.id from each(:seats) "
      "join subscriptions s on s.product_id = seats.product_id where s.school_id = :school) "
      "returning subscription_id, pupil_id, starts_on",
      {{"school", school}, {"seats", seats}, {"day", calendar::day_of(now)}, {"now", now}});
}

Expected<Nothing> resume_seats(database::Transaction& tx, SchoolId school,
                               const std::vector<EndedSeat>& ended, UtcSeconds now) {
  if (ended.empty()) return Nothing{};
  std::map<SubscriptionId, std::int64_t> needed;
  for (const auto& seat : ended) ++needed[seat.subscription_id];
  for (const auto& [product, subscriptions] : running_ones(tx, school, calendar::day_of(now))) {
    for (const auto& subscription : subscriptions) {
      const auto room = rules::spread(capacities_of({subscription}), needed[subscription.id],
                                      subscription.product_name);
      if (!room) return std::unexpected(room.error());
    }
  }
  tx.execute(
      "update licences set ends_on = uncut_ends_on, uncut_ends_on = null, cut_at = null "
      "where school_id = :school and cut_at is not null and "
      "(subscription_id, pupil_id, starts_on) in "
      "(select ended.subscription_id, ended.pupil_id, ended.starts_on from each(:ended))",
      {{"school", school}, {"ended", ended}});
  return Nothing{};
}

}  // namespace lexipoort::subscriptions
