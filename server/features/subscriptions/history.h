#pragma once

#include "features/subscriptions/overview.h"

/// Every change of a subscription, for whoever has to account for it.
namespace lexipoort::subscriptions {

enum class Action {
  created,
  seats_changed,
  ended,
  end_cancelled,
  licence_ended,
  licence_end_cancelled,
  licences_given,
  licences_moved,
  licences_moved_away
};
BOOST_DESCRIBE_ENUM(Action, created, seats_changed, ended, end_cancelled, licence_ended,
                    licence_end_cancelled, licences_given, licences_moved, licences_moved_away)

struct Entry {
  Action action = Action::created;
  std::optional<std::string> day = {};  ///< from when on
  std::optional<std::int64_t> seats = {};
  std::optional<std::int64_t> seats_before = {};
  std::vector<UserId> pupils = {};
};

/// Adds to the history and to the audit trail, in the transaction of the change.
void record(database::Transaction& tx, const accounts::Actor& actor, SchoolId school,
            const Stored& subscription, const Entry& entry);

struct Change {
  UtcSeconds at = 0;
  std::string by;  ///< empty when the publisher did it
  Action action = Action::created;
  std::optional<std::string> day;
  std::optional<std::int64_t> seats;
  std::optional<std::int64_t> seats_before;
  std::optional<std::string> pupil;
};
BOOST_DESCRIBE_STRUCT(Change, (), (at, by, action, day, seats, seats_before, pupil))

/// How many seats came in use and came free on a day, by links and by whatever ended them, and how
/// many were in use after that.
struct SeatDay {
  std::string day;
  std::int64_t taken = 0;
  std::int64_t freed = 0;
  std::int64_t used = 0;
};
BOOST_DESCRIBE_STRUCT(SeatDay, (), (day, taken, freed, used))

struct History {
  std::string school;
  Subscription subscription;
  std::vector<Change> changes;
  std::vector<SeatDay> seats;
};
BOOST_DESCRIBE_STRUCT(History, (), (school, subscription, changes, seats))

/// The newest first, at most 5,000 changes and days. The publisher does not get the pupils' names.
[[nodiscard]] Expected<History> find_history(database::Transaction& tx,
                                             const accounts::Actor& actor,
                                             const AtSubscription& request);

}  // namespace lexipoort::subscriptions
