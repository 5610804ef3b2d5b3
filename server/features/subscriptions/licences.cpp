#include "features/subscriptions/licences.h"

#include <map>

#include "base/calendar.h"
#include "features/subscriptions/history.h"
#include "features/subscriptions/seats.h"

namespace lexipoort::subscriptions {
namespace {

/// A pupil's last period on a subscription.
struct Period {
  std::string starts_on;
  std::optional<std::string> ends_on;
};
BOOST_DESCRIBE_STRUCT(Period, (), (starts_on, ends_on))

/// What a change of one licence is about.
struct Found {
  Stored subscription;
  Period period;

  [[nodiscard]] rules::Licence facts() const {
    return {subscription.type, {period.starts_on, period.ends_on}, subscription.term()};
  }
};

Expected<Found> find_licence(database::Transaction& tx, const AtLicence& at,
                             std::string_view today) {
  auto subscription = find(tx, at.school, at.subscription, today);
  if (!subscription) return std::unexpected(subscription.error());
  auto period = tx.row<Period>(
      "select starts_on, ends_on from licences where school_id = :school and "
      "subscription_id = :subscription and pupil_id = :pupil order by starts_on desc limit 1",
      {{"school", at.school}, {"subscription", at.subscription}, {"pupil", at.pupil}});
  if (!period) return refuse(RefusalKind::not_found, "not_found");
  return Found{*std::move(subscription), *std::move(period)};
}

void set_end(database::Transaction& tx, const AtLicence& at, const Period& period,
             const std::optional<std::string>& ends_on) {
  tx.execute(
      "update licences set ends_on = :ends_on where school_id = :school and "
      "subscription_id = :subscription and pupil_id = :pupil and starts_on = :starts_on",
      {{"ends_on", ends_on},
       {"school", at.school},
       {"subscription", at.subscription},
       {"pupil", at.pupil},
       {"starts_on", period.starts_on}});
}

void cut(database::Transaction& tx, const AtLicence& at, const Period& period, UtcSeconds now) {
  tx.execute(
      "update licences set uncut_ends_on = ends_on, ends_on = :day, cut_at = :now "
      "where school_id = :school and subscription_id = :subscription and pupil_id = :pupil and "
      "starts_on = :starts_on",
      {{"day", calendar::day_of(now)},
       {"now", now},
       {"school", at.school},
       {"subscription", at.subscription},
       {"pupil", at.pupil},
       {"starts_on", period.starts_on}});
}

bool works_with(database::Transaction& tx, const AtLicence& at, ProductId product) {
  return tx
      .row<std::int64_t>(
          "select 1 from memberships m where m.school_id = :school and m.user_id = :pupil and "
          "m.archived_at is null and exists (select 1 from links k where k.school_id = m.school_id "
          "and k.pupil_id = m.user_id and k.product_id = :product)",
          {{"school", at.school}, {"pupil", at.pupil}, {"product", product}})
      .has_value();
}

Expected<Nothing> restore(database::Transaction& tx, const accounts::Actor& actor,
                          const AtLicence& at, const Stored& subscription) {
  if (!works_with(tx, at, subscription.product_id)) {
    return refuse(RefusalKind::conflict, "not_linked");
  }
  if (has_valid_licence(tx, at.pupil, subscription.product_id, actor.today())) {
    return refuse(RefusalKind::conflict, "has_licence");
  }
  return take_seats_on(tx, at.school, subscription, {at.pupil}, actor.now);
}

/// One line for each subscription that the seats are on.
void record_each(database::Transaction& tx, const accounts::Actor& actor, SchoolId school,
                 Action action, const std::vector<HeldSeat>& seats) {
  std::map<SubscriptionId, std::vector<UserId>> pupils;
  for (const auto& seat : seats) pupils[seat.subscription_id].push_back(seat.pupil_id);
  for (const auto& subscription : find_all(tx, school, actor.today())) {
    const auto found = pupils.find(subscription.id);
    if (found == pupils.end()) continue;
    record(tx, actor, school, subscription,
           {.action = action,
            .seats = static_cast<std::int64_t>(found->second.size()),
            .pupils = found->second});
  }
}

/// Pupils who can be given a licence, or moved, as long as they are as many as were shown.
struct Offer {
  Stored subscription;
  std::vector<UserId> pupils;
};

using PupilsOf = std::vector<UserId> (*)(database::Transaction&, SchoolId, const Stored&,
                                         std::string_view);

Expected<Offer> find_offer(database::Transaction& tx, const accounts::Actor& actor,
                           const GiveLicences& request, PupilsOf pupils_of) {
  if (auto may = accounts::still_administrates(tx, actor, request.school); !may) {
    return std::unexpected(may.error());
  }
  const auto today = actor.today();
  auto subscription = find(tx, request.school, request.subscription, today);
  if (!subscription) return std::unexpected(subscription.error());
  auto pupils = pupils_of(tx, request.school, *subscription, today);
  if (std::ssize(pupils) != request.pupils) {
    return refuse(RefusalKind::conflict, "changed_meanwhile");
  }
  return Offer{.subscription = *std::move(subscription), .pupils = std::move(pupils)};
}

}  // namespace

Expected<Licence> end_licence(database::Transaction& tx, const accounts::Actor& actor,
                              const EndLicence& request) {
  if (auto may = accounts::still_administrates(tx, actor, request.school); !may) {
    return std::unexpected(may.error());
  }
  const auto today = actor.today();
  const AtLicence at{request.school, request.subscription, request.pupil};
  const auto found = find_licence(tx, at, today);
  if (!found) return std::unexpected(found.error());
  if (auto fine = rules::may_end(found->facts(), request.ends_on, today); !fine) {
    return std::unexpected(fine.error());
  }
  if (found->subscription.type == rules::Type::school_wide) {
    cut(tx, at, found->period, actor.now);
  } else {
    set_end(tx, at, found->period, request.ends_on);
  }
  record(tx, actor, at.school, found->subscription,
         {.action = Action::licence_ended, .day = request.ends_on, .pupils = {at.pupil}});
  return licence_as_seen(tx, at.school, found->subscription, at.pupil, today);
}

Expected<Licence> cancel_licence_end(database::Transaction& tx, const accounts::Actor& actor,
                                     const AtLicence& request) {
  if (auto may = accounts::still_administrates(tx, actor, request.school); !may) {
    return std::unexpected(may.error());
  }
  const auto today = actor.today();
  const auto found = find_licence(tx, request, today);
  if (!found) return std::unexpected(found.error());
  if (auto fine = rules::may_cancel_end(found->facts(), today); !fine) {
    return std::unexpected(fine.error());
  }
  if (*found->period.ends_on > today) {
    set_end(tx, request, found->period, std::nullopt);
  } else if (auto restored = restore(tx, actor, request, found->subscription); !restored) {
    return std::unexpected(restored.error());
  }
  record(tx, actor, request.school, found->subscription,
         {.action = Action::licence_end_cancelled, .pupils = {request.pupil}});
  return licence_as_seen(tx, request.school, found->subscription, request.pupil, today);
}

std::vector<UserId> waiting_pupils(database::Transaction& tx, SchoolId school,
                                   const Stored& subscription, std::string_view today) {
  if (!rules::runs(subscription.term(), today)) return {};
  return tx.rows<UserId>(
      "select distinct m.user_id from links k join memberships m on m.school_id = k.school_id and "
      "m.user_id = k.pupil_id where k.school_id = :school and k.product_id = :product and " +
          std::string(kWaits) + " order by m.user_id",
      {{"school", school}, {"product", subscription.product_id}, {"today", today}});
}

std::vector<UserId> moving_pupils(database::Transaction& tx, SchoolId school,
                                  const Stored& subscription, std::string_view today) {
  if (!rules::runs(subscription.term(), today)) return {};
  return tx.rows<UserId>(
      "select l.pupil_id from subscriptions s join licences l on l.school_id = s.school_id and "
      "l.subscription_id = s.id where s.school_id = :school and s.product_id = :product and "
      "s.id <> :subscription and s.starts_on <= :today and s.ends_on > :today and "
      "s.ends_on < :end and l.starts_on <= :today and l.ends_on is null "
      "order by l.pupil_id",
      {{"school", school},
       {"product", subscription.product_id},
       {"subscription", subscription.id},
       {"end", subscription.ends_on.value_or("9999-12-31")},
       {"today", today}});
}

Expected<Given> give_licences(database::Transaction& tx, const accounts::Actor& actor,
                              const GiveLicences& request) {
  const auto offer = find_offer(tx, actor, request, &waiting_pupils);
  if (!offer) return std::unexpected(offer.error());
  std::vector<Seat> seats;
  for (const auto pupil : offer->pupils) seats.push_back({pupil, offer->subscription.product_id});
  const auto taken = take_seats(tx, request.school, seats, actor.now);
  if (!taken) return std::unexpected(taken.error());
  record_each(tx, actor, request.school, Action::licences_given, *taken);
  return Given{std::ssize(*taken)};
}

Expected<Given> move_licences(database::Transaction& tx, const accounts::Actor& actor,
                              const GiveLicences& request) {
  const auto offer = find_offer(tx, actor, request, &moving_pupils);
  if (!offer) return std::unexpected(offer.error());
  const auto& [subscription, pupils] = *offer;
  if (pupils.empty()) return Given{};
  const auto left = move_seats_to(tx, request.school, subscription, pupils, actor.now);
  if (!left) return std::unexpected(left.error());
  record_each(tx, actor, request.school, Action::licences_moved_away, *left);
  const auto given = std::ssize(pupils);
  record(tx, actor, request.school, subscription,
         {.action = Action::licences_moved, .seats = given, .pupils = pupils});
  return Given{given};
}

}  // namespace lexipoort::subscriptions
