#include "features/subscriptions/history.h"

#include "base/text.h"
#include "features/audit/audit.h"
#include "features/schools/schools.h"

namespace lexipoort::subscriptions {
namespace {

constexpr std::int64_t kMostLines = 5000;

/// Of a change of many pupils the number is enough; the licences themselves say whose they are.
std::optional<UserId> single(const std::vector<UserId>& pupils) {
  return pupils.size() == 1 ? std::optional(pupils.front()) : std::nullopt;
}

std::map<std::string, std::string> details_of(const Stored& subscription, const Entry& entry) {
  std::map<std::string, std::string> details = {{"product", subscription.product_name}};
  if (entry.day) details["day"] = *entry.day;
  if (entry.seats) details["seats"] = std::to_string(*entry.seats);
  if (entry.seats_before) details["seats_before"] = std::to_string(*entry.seats_before);
  return details;
}

struct StoredChange {
  UtcSeconds at = 0;
  std::optional<accounts::Kind> kind;
  std::string first_name;
  std::string infix;
  std::string last_name;
  Action action = Action::created;
  std::optional<std::string> day;
  std::optional<std::int64_t> seats;
  std::optional<std::int64_t> seats_before;
  std::optional<std::string> pupil_first;
  std::string pupil_infix;
  std::string pupil_last;
};
BOOST_DESCRIBE_STRUCT(StoredChange, (),
                      (at, kind, first_name, infix, last_name, action, day, seats, seats_before,
                       pupil_first, pupil_infix, pupil_last))

Change as_told(const StoredChange& stored, const accounts::Actor& reader) {
  Change change{.at = stored.at,
                .by = {},
                .action = stored.action,
                .day = stored.day,
                .seats = stored.seats,
                .seats_before = stored.seats_before,
                .pupil = {}};
  if (stored.kind == accounts::Kind::professional) {
    change.by = text::spoken_name(stored.first_name, stored.infix, stored.last_name);
  }
  if (stored.pupil_first && reader.kind == accounts::Kind::professional) {
    change.pupil = text::spoken_name(*stored.pupil_first, stored.pupil_infix, stored.pupil_last);
  }
  return change;
}

/// From the licences themselves, so that no seat can be missing. One that is there when the whole
/// subscription ends comes free by that.
std::vector<SeatDay> seat_days(database::Transaction& tx, SchoolId school,
                               const Stored& subscription, std::string_view today) {
  return tx.rows<SeatDay>(
      "select day, sum(taken), sum(freed), cast(sum(sum(taken) - sum(freed)) over (order by day) "
      "as bigint) from (select starts_on as day, 1 as taken, 0 as freed from licences "
      "where school_id = :school and subscription_id = :subscription union all "
      "select case when ends_on is null or ends_on > :end then :end else ends_on end, 0, 1 "
      "from licences where school_id = :school and subscription_id = :subscription) moves "
      "where day <= :today group by day order by day desc limit :most",
      {{"school", school},
       {"subscription", subscription.id},
       {"end", subscription.ends_on.value_or("9999-12-31")},
       {"today", today},
       {"most", kMostLines}});
}

}  // namespace

void record(database::Transaction& tx, const accounts::Actor& actor, SchoolId school,
            const Stored& subscription, const Entry& entry) {
  tx.execute(
      "insert into subscription_changes (school_id, subscription_id, at, actor_id, action, day, "
      "seats, seats_before, pupil_id) values (:school, :subscription, :at, :actor, :action, :day, "
      ":seats, :before, :pupil)",
      {{"school", school},
       {"subscription", subscription.id},
       {"at", actor.now},
       {"actor", actor.user},
       {"action", entry.action},
       {"day", entry.day},
       {"seats", entry.seats},
       {"before", entry.seats_before},
       {"pupil", single(entry.pupils)}});
  audit::record(tx, {.school = school,
                     .actor = actor.user,
                     .at = actor.now,
                     .action = "subscriptions." + std::string(reflect::enum_name(entry.action)),
                     .details = details_of(subscription, entry),
                     .subjects = entry.pupils});
}

Expected<History> find_history(database::Transaction& tx, const accounts::Actor& actor,
                               const AtSubscription& request) {
  const auto today = actor.today();
  const auto subscription = find(tx, request.school, request.subscription, today);
  if (!subscription) return std::unexpected(subscription.error());
  History history{.school = schools::find(tx, request.school).value().name,
                  .subscription = as_seen(*subscription, today),
                  .changes = {},
                  .seats = seat_days(tx, request.school, *subscription, today)};
  for (const auto& stored : tx.rows<StoredChange>(
           "select c.at, a.kind, a.first_name, a.infix, a.last_name, c.action, c.day, c.seats, "
           "c.seats_before, p.first_name, p.infix, p.last_name from subscription_changes c "
           "left join users a on a.id = c.actor_id left join users p on p.id = c.pupil_id "
           "where c.school_id = :school and c.subscription_id = :subscription "
           "order by c.id desc limit :most",
           {{"school", request.school},
            {"subscription", request.subscription},
            {"most", kMostLines}})) {
    history.changes.push_back(as_told(stored, actor));
  }
  return history;
}

}  // namespace lexipoort::subscriptions
