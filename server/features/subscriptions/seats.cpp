#include "features/subscriptions/seats.h"

#include <map>

#include "base/calendar.h"
#include "features/subscriptions/notices.h"
#include "features/subscriptions/rules.h"

/// Taking seats and giving them back, in the transaction of the change that asks for it.
namespace lexipoort::subscriptions {
namespace {

using rules::Place;
using Wishes = std::map<ProductId, std::vector<rules::Wish>>;

/// Where pupils gave a seat up earlier today, on any product.
std::map<UserId, std::vector<SubscriptionId>> given_up(database::Transaction& tx, SchoolId school,
                                                       const std::vector<Seat>& seats,
                                                       std::string_view day) {
  std::map<UserId, std::vector<SubscriptionId>> places;
  for (const auto& place : tx.rows<Place>(
           "select subscription_id, pupil_id from licences where school_id = :school and "
           "ends_on = :day and cut_at is not null and "
           "pupil_id in (select seats.pupil_id from each(:seats))",
           {{"school", school}, {"seats", seats}, {"day", day}})) {
    places[place.pupil_id].push_back(place.subscription_id);
  }
  return places;
}

/// Who of them has no licence today.
Wishes without_seat(database::Transaction& tx, SchoolId school, const std::vector<Seat>& seats,
                    std::string_view day) {
  Wishes missing;
  const auto places = given_up(tx, school, seats, day);
  for (const auto& seat : tx.rows<Seat>(
           "select distinct pupil_id, product_id from each(:seats) "
           "where (pupil_id, product_id) not in (select l.pupil_id, s.product_id from licences l "
           "join subscriptions s on s.id = l.subscription_id where l.school_id = :school and "
           "l.pupil_id in (select seats.pupil_id from each(:seats)) and "
           "(l.ends_on is null or l.ends_on > :day) and s.starts_on <= :day and "
           "(s.ends_on is null or s.ends_on > :day)) order by pupil_id, product_id",
           {{"school", school}, {"seats", seats}, {"day", day}})) {
    const auto found = places.find(seat.pupil_id);
    missing[seat.product_id].push_back(
        {seat.pupil_id, found == places.end() ? std::vector<SubscriptionId>{} : found->second});
  }
  return missing;
}

/// The subscriptions that run today, per product.
std::map<ProductId, std::vector<Stored>> running_ones(database::Transaction& tx, SchoolId school,
                                                      std::string_view day) {
  std::map<ProductId, std::vector<Stored>> running;
  for (auto& subscription : find_all(tx, school, day)) {
    if (!rules::runs(subscription.term(), day)) continue;
    running[subscription.product_id].push_back(std::move(subscription));
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
    capacities.push_back(
        {subscription.id, subscription.term(), subscription.seats, subscription.used});
  }
  return capacities;
}

/// A licence that was ended earlier today goes on as it was; others begin anew.
std::vector<HeldSeat> start_licences(database::Transaction& tx, SchoolId school,
                                     const std::vector<Place>& taken, std::string_view day) {
  const database::Parameters about = {{"school", school}, {"day", day}, {"taken", taken}};
  auto started = tx.rows<HeldSeat>(
      "update licences set ends_on = uncut_ends_on, uncut_ends_on = null, cut_at = null "
      "where school_id = :school and ends_on = :day and cut_at is not null and "
      "(subscription_id, pupil_id) in (select subscription_id, pupil_id from each(:taken)) "
      "returning subscription_id, pupil_id, starts_on",
      about);
  const auto begun = tx.rows<HeldSeat>(
      "insert into licences (school_id, subscription_id, pupil_id, starts_on) "
      "select :school, taken.subscription_id, taken.pupil_id, :day from each(:taken) "
      "where not exists (select 1 from licences l where l.school_id = :school and "
      "l.subscription_id = taken.subscription_id and l.pupil_id = taken.pupil_id and "
      "(l.ends_on is null or l.ends_on > :day)) returning subscription_id, pupil_id, starts_on",
      about);
  started.insert(started.end(), begun.begin(), begun.end());
  return started;
}

std::vector<HeldSeat> take(database::Transaction& tx, SchoolId school,
                           const std::vector<Place>& places, UtcSeconds now) {
  const auto day = calendar::day_of(now);
  const auto before = fullness_of(tx, school, day);
  auto started = start_licences(tx, school, places, day);
  mail_fullness(tx, school, before, now);
  return started;
}

std::vector<Seat> seats_on(const Stored& subscription, const std::vector<UserId>& pupils) {
  std::vector<Seat> seats;
  for (const auto pupil : pupils) seats.push_back({pupil, subscription.product_id});
  return seats;
}

}  // namespace

Expected<std::vector<HeldSeat>> take_seats(database::Transaction& tx, SchoolId school,
                                           const std::vector<Seat>& seats, UtcSeconds now) {
  const auto day = calendar::day_of(now);
  const auto missing = without_seat(tx, school, seats, day);
  if (missing.empty()) return std::vector<HeldSeat>{};
  const auto running = running_ones(tx, school, day);
  std::vector<Place> places;
  for (const auto& [product, wishes] : missing) {
    const auto found = running.find(product);
    if (found == running.end()) {
      return refuse(RefusalKind::conflict, "no_subscription",
                    {{.name = product_name(tx, product)}});
    }
    const auto& subscriptions = found->second;
    const auto found_places =
        rules::place(capacities_of(subscriptions), wishes, subscriptions.front().product_name);
    if (!found_places) return std::unexpected(found_places.error());
    places.insert(places.end(), found_places->begin(), found_places->end());
  }
  return take(tx, school, places, now);
}

Expected<Nothing> take_seats_on(database::Transaction& tx, SchoolId school,
                                const Stored& subscription, const std::vector<UserId>& pupils,
                                UtcSeconds now) {
  const auto day = calendar::day_of(now);
  if (!rules::runs(subscription.term(), day)) {
    return refuse(RefusalKind::conflict, "subscription_ended",
                  {{.about = subscription.ends_on.value_or("")}});
  }
  const auto missing = without_seat(tx, school, seats_on(subscription, pupils), day);
  if (missing.empty()) return Nothing{};
  const auto places = rules::place(capacities_of({subscription}), missing.begin()->second,
                                   subscription.product_name);
  if (!places) return std::unexpected(places.error());
  take(tx, school, *places, now);
  return Nothing{};
}

Expected<std::vector<HeldSeat>> move_seats_to(database::Transaction& tx, SchoolId school,
                                              const Stored& subscription,
                                              const std::vector<UserId>& pupils, UtcSeconds now) {
  auto left = end_seats(tx, school, seats_on(subscription, pupils), now);
  const auto taken = take_seats_on(tx, school, subscription, pupils, now);
  if (!taken) return std::unexpected(taken.error());
  return left;
}

std::vector<HeldSeat> end_seats(database::Transaction& tx, SchoolId school,
                                const std::vector<Seat>& seats, UtcSeconds now) {
  return tx.rows<HeldSeat>(
      "update licences set uncut_ends_on = ends_on, "
      "ends_on = case when starts_on > :day then starts_on else :day end, cut_at = :now "
      "where school_id = :school and (ends_on is null or ends_on > :day) and "
      "(pupil_id, subscription_id) in (select seats.pupil_id, s.id from each(:seats) "
      "join subscriptions s on s.product_id = seats.product_id where s.school_id = :school) "
      "returning subscription_id, pupil_id, starts_on",
      {{"school", school}, {"seats", seats}, {"day", calendar::day_of(now)}, {"now", now}});
}

void release_seats(database::Transaction& tx, SchoolId school, const std::vector<HeldSeat>& taken,
                   UtcSeconds now) {
  tx.execute(
      "update licences set uncut_ends_on = ends_on, "
      "ends_on = case when starts_on > :day then starts_on else :day end, cut_at = :now "
      "where school_id = :school and (ends_on is null or ends_on > :day) and "
      "(pupil_id, subscription_id) in (select taken.pupil_id, s.id from each(:taken) "
      "join subscriptions t on t.id = taken.subscription_id "
      "join subscriptions s on s.school_id = t.school_id and s.product_id = t.product_id "
      "where t.school_id = :school and (s.id = t.id or (s.starts_on <= :day and "
      "(s.ends_on is null or s.ends_on > :day))))",
      {{"school", school}, {"taken", taken}, {"day", calendar::day_of(now)}, {"now", now}});
}

Expected<Nothing> resume_seats(database::Transaction& tx, SchoolId school,
                               const std::vector<HeldSeat>& ended, UtcSeconds now) {
  if (ended.empty()) return Nothing{};
  std::map<SubscriptionId, std::int64_t> needed;
  for (const auto& seat : ended) ++needed[seat.subscription_id];
  for (const auto& [product, subscriptions] : running_ones(tx, school, calendar::day_of(now))) {
    for (const auto& subscription : subscriptions) {
      if (auto room = rules::has_room(capacities_of({subscription}), needed[subscription.id],
                                      subscription.product_name);
          !room) {
        return room;
      }
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
