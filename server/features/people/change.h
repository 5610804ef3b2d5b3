#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/people/members.h"
#include "features/subscriptions/subscriptions.h"

/// What all tasks of 'Kies een beheertaak' begin and end with. Between begin() and finish() a task
/// writes what it is for; finish() looks at what that did to the register: whether it may stand,
/// seats, sessions, versions, the line in the audit trail and the way back. The number of
/// statements does not depend on the number of people.
namespace lexipoort::people {

struct PeopleRequest {
  SchoolId school;
  std::vector<rules::Ticked> people;
};
BOOST_DESCRIBE_STRUCT(PeopleRequest, (), (school, people))

struct Done {
  std::int64_t people = 0;
  std::int64_t activated = 0;
  std::int64_t archived = 0;
  std::optional<std::string> undo;  ///< give this back to take it back
};
BOOST_DESCRIBE_STRUCT(Done, (), (people, activated, archived, undo))

/// A change that was begun, with the register as it was before.
struct Change {
  database::Transaction& tx;
  const accounts::Actor& actor;
  SchoolId school;
  std::vector<rules::Member> members;
  Ties ties;
  /// Seats that the task asks for, also where no link changes.
  std::vector<subscriptions::Seat> wanted = {};

  [[nodiscard]] std::vector<UserId> ids() const { return ids_of(members); }
};

/// Refuses as accounts::still_administrates() and rules::as_seen() do.
[[nodiscard]] Expected<Change> begin(database::Transaction& tx, const accounts::Actor& actor,
                                     SchoolId school, const std::vector<rules::Ticked>& ticked);

/// What the audit trail says of a change.
struct Told {
  std::string action;
  std::map<std::string, std::string> details = {};
};

/// The seats that a change really took and ended. They do not follow from the links: a pupil may
/// work with a product whose subscription has ended, or whose licence was ended.
struct SeatMoves {
  std::vector<subscriptions::HeldSeat> taken;
  std::vector<subscriptions::HeldSeat> ended;
};
BOOST_DESCRIBE_STRUCT(SeatMoves, (), (taken, ended))

/// Refuses as rules::may_stand() does, and `not_enough_seats` or `no_subscription`.
[[nodiscard]] Expected<Done> finish(const Change& change, Told told);

/// The same for a change that takes an earlier one back, with the seats which that one moved.
[[nodiscard]] Expected<Done> finish_undo(const Change& change, Told told, const SeatMoves& moves);

/// Takes users in or out of the archive.
void set_archived(const Change& change, const std::vector<UserId>& users, bool archived);

/// Of pupils who come back: forgets products that the school no longer has, or that nobody guides.
void forget_invalid_links(const Change& change, const std::vector<UserId>& pupils);

/// 'Bouw!, Letterster', for the audit trail.
[[nodiscard]] std::string product_names(database::Transaction& tx,
                                        const std::vector<ProductId>& products);

/// 'administrator,supervisor', for the audit trail.
[[nodiscard]] std::string role_names(const rules::Roles& roles);

}  // namespace lexipoort::people
