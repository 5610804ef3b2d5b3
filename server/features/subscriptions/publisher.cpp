#include "features/subscriptions/publisher.h"

#include "features/schools/schools.h"
#include "features/subscriptions/end.h"
#include "features/subscriptions/history.h"
#include "features/subscriptions/notices.h"

namespace lexipoort::subscriptions {
namespace {

Expected<SchoolName> find_school(database::Transaction& tx, SchoolId school) {
  const auto found = schools::find(tx, school);
  if (!found) return refuse(RefusalKind::not_found, "not_found");
  return SchoolName{found->id, found->name, found->place};
}

struct ComingBack {
  std::int64_t licences = 0;
  std::int64_t elsewhere = 0;  ///< of pupils who have one on another contract by now
};
BOOST_DESCRIBE_STRUCT(ComingBack, (), (licences, elsewhere))

ComingBack coming_back(database::Transaction& tx, SchoolId school, const Stored& ended,
                       std::string_view today) {
  return tx
      .row<ComingBack>(
          "select count(*), coalesce(sum(case when exists (select 1 from licences o "
          "join subscriptions s on s.id = o.subscription_id where o.pupil_id = l.pupil_id and "
          "o.school_id = l.school_id and s.product_id = :product and s.id <> :id and "
          "(o.ends_on is null or o.ends_on > :today) and s.starts_on <= :today and "
          "(s.ends_on is null or s.ends_on > :today)) then 1 else 0 end), 0) from licences l "
          "where l.school_id = :school and l.subscription_id = :id and "
          "(l.ends_on is null or l.ends_on > :today)",
          {{"school", school}, {"id", ended.id}, {"product", ended.product_id}, {"today", today}})
      .value();
}

/// Nobody gets two seats, and nobody gets one that is not there.
Expected<Nothing> may_come_back(database::Transaction& tx, SchoolId school, const Stored& ended,
                                std::string_view today) {
  const auto back = coming_back(tx, school, ended, today);
  if (back.elsewhere > 0) {
    return refuse(RefusalKind::conflict, "other_contract_runs", {{.name = ended.product_name}},
                  {{"pupils", back.elsewhere}});
  }
  return rules::is_number_of_seats(ended.seats, back.licences);
}

}  // namespace

Expected<Contracts> list_contracts(database::Transaction& tx, const accounts::Actor& actor,
                                   const AtSchool& request) {
  auto school = find_school(tx, request.school);
  if (!school) return std::unexpected(school.error());
  auto subscriptions = list_subscriptions(tx, actor, request);
  if (!subscriptions) return std::unexpected(subscriptions.error());
  return Contracts{.school = *std::move(school),
                   .products = products::find_all(tx),
                   .subscriptions = std::move(subscriptions->subscriptions)};
}

Expected<Subscription> create_subscription(database::Transaction& tx, const accounts::Actor& actor,
                                           const NewSubscription& request) {
  const auto today = actor.today();
  if (auto school = find_school(tx, request.school); !school) {
    return std::unexpected(school.error());
  }
  if (!products::exists(tx, request.product)) {
    return refuse(RefusalKind::invalid, "unknown_product", {{.field = "product"}});
  }
  if (auto fine = rules::is_number_of_seats(request.seats, 0); !fine) {
    return std::unexpected(fine.error());
  }
  if (auto fine = rules::is_start_day(request.starts_on, today); !fine) {
    return std::unexpected(fine.error());
  }
  if (std::ssize(find_all(tx, request.school, today)) != request.contracts_before) {
    return refuse(RefusalKind::conflict, "changed_meanwhile");
  }
  const auto id = tx.row<SubscriptionId>(
                        "insert into subscriptions (school_id, product_id, type, seats, starts_on) "
                        "values (:school, :product, :type, :seats, :starts_on) returning id",
                        {{"school", request.school},
                         {"product", request.product},
                         {"type", request.type},
                         {"seats", request.seats},
                         {"starts_on", request.starts_on}})
                      .value();
  const auto created = find(tx, request.school, id, today).value();
  record(tx, actor, request.school, created,
         {.action = Action::created, .day = request.starts_on, .seats = request.seats});
  mail_waiting(tx, request.school, request.product, actor.now);
  return as_seen(created, today);
}

Expected<Subscription> set_seats(database::Transaction& tx, const accounts::Actor& actor,
                                 const SetSeats& request) {
  const auto today = actor.today();
  auto stored = find(tx, request.school, request.subscription, today);
  if (!stored) return std::unexpected(stored.error());
  if (request.seats_before != stored->seats) {
    return refuse(RefusalKind::conflict, "changed_meanwhile");
  }
  if (auto fine = rules::is_number_of_seats(request.seats, stored->used); !fine) {
    return std::unexpected(fine.error());
  }
  if (request.seats == stored->seats) return as_seen(*stored, today);
  const auto before = fullness_of(tx, request.school, today);
  tx.execute(
      "update subscriptions set seats = :seats where school_id = :school and id = :subscription",
      {{"seats", request.seats},
       {"school", request.school},
       {"subscription", request.subscription}});
  record(tx, actor, request.school, *stored,
         {.action = Action::seats_changed, .seats = request.seats, .seats_before = stored->seats});
  stored->seats = request.seats;
  mail_fullness(tx, request.school, before, actor.now);
  return as_seen(*stored, today);
}

Expected<Subscription> end_on_day(database::Transaction& tx, const accounts::Actor& actor,
                                  const EndOnDay& request) {
  const auto today = actor.today();
  const auto stored = find(tx, request.school, request.subscription, today);
  if (!stored) return std::unexpected(stored.error());
  if (rules::status_of(stored->term(), today) == rules::Status::ended) {
    return refuse(RefusalKind::conflict, "subscription_ended", {{.about = *stored->ends_on}});
  }
  if (auto fine = rules::is_end_day(request.ends_on, today); !fine) {
    return std::unexpected(fine.error());
  }
  return set_end(tx, actor, request.school, *stored, request.ends_on);
}

Expected<Subscription> resume(database::Transaction& tx, const accounts::Actor& actor,
                              const AtSubscription& request) {
  const auto today = actor.today();
  const auto stored = find(tx, request.school, request.subscription, today);
  if (!stored) return std::unexpected(stored.error());
  if (!stored->ends_on) return refuse(RefusalKind::conflict, "not_ending");
  if (rules::status_of(stored->term(), today) == rules::Status::ended) {
    if (auto fine = may_come_back(tx, request.school, *stored, today); !fine) {
      return std::unexpected(fine.error());
    }
  }
  const auto before = fullness_of(tx, request.school, today);
  auto resumed = set_end(tx, actor, request.school, *stored, std::nullopt);
  mail_fullness(tx, request.school, before, actor.now);
  return resumed;
}

}  // namespace lexipoort::subscriptions
