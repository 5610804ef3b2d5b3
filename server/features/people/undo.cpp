#include "features/people/undo.h"

#include <stdexcept>

#include "features/people/people.h"
#include "platform/crypto/crypto.h"
#include "platform/http/json.h"

namespace lexipoort::people {
namespace {

constexpr UtcSeconds kWayBackOpen = 30 * 60;

/// Somebody's place in the school, to be put back.
struct Place {
  UserId user_id;
  bool administrator = false;
  bool supervisor = false;
  std::optional<int> year_group;
  std::optional<UtcSeconds> archived_at;
};
BOOST_DESCRIBE_STRUCT(Place, (), (user_id, administrator, supervisor, year_group, archived_at))

struct Kept {
  std::vector<Place> places;
  Ties ties;
  std::vector<rules::Ticked> touched;  ///< as the change left them
  SeatMoves seats;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (places, ties, touched, seats))

struct StoredUndo {
  std::string action;
  std::string changes;
};
BOOST_DESCRIBE_STRUCT(StoredUndo, (), (action, changes))

std::optional<StoredUndo> take(database::Transaction& tx, const accounts::Actor& actor,
                               const UndoRequest& request) {
  return tx.row<StoredUndo>(
      "delete from undos where token_hash = :hash and school_id = :school and actor_id = :actor "
      "and created_at > :since returning action, changes",
      {{"hash", crypto::hash_token(request.undo)},
       {"school", request.school},
       {"actor", actor.user},
       {"since", actor.now - kWayBackOpen}});
}

Kept read_kept(const std::string& text) {
  Kept kept;
  std::vector<http::json::Fault> faults;
  http::json::decode(boost::json::parse(text), kept, "", faults);
  if (!faults.empty()) throw std::runtime_error("a way back cannot be read");
  return kept;
}

void put_back(database::Transaction& tx, SchoolId school, const Kept& kept) {
  std::vector<UserId> users;
  for (const auto& place : kept.places) users.push_back(place.user_id);
  tx.execute(
      "update memberships set administrator = places.administrator, "
      "supervisor = places.supervisor, year_group = places.year_group, "
      "archived_at = places.archived_at from each(:places) "
      "where memberships.school_id = :school and memberships.user_id = places.user_id",
      {{"school", school}, {"places", kept.places}});
  remove_ties(tx, school, users);
  add_ties(tx, school, kept.ties);
}

}  // namespace

std::string keep_way_back(const Change& change, const std::string& action,
                          const std::vector<rules::Member>& touched, const SeatMoves& seats) {
  Kept kept{.places = {}, .ties = change.ties, .touched = {}, .seats = seats};
  for (const auto& member : change.members) {
    kept.places.push_back({.user_id = member.id,
                           .administrator = member.administrator,
                           .supervisor = member.supervisor,
                           .year_group = member.year_group,
                           .archived_at = member.archived_at});
  }
  for (const auto& member : touched) kept.touched.push_back({member.id, member.version + 1});
  auto token = crypto::random_token();
  change.tx.execute(
      "insert into undos (token_hash, school_id, actor_id, action, changes, created_at) "
      "values (:hash, :school, :actor, :action, :changes, :now)",
      {{"hash", crypto::hash_token(token)},
       {"school", change.school},
       {"actor", change.actor.user},
       {"action", action},
       {"changes", http::json::to_text(kept)},
       {"now", change.actor.now}});
  return token;
}

Expected<Done> undo(database::Transaction& tx, const accounts::Actor& actor,
                    const UndoRequest& request) {
  const auto stored = take(tx, actor, request);
  if (!stored) return refuse(RefusalKind::conflict, "undo_gone");
  const auto kept = read_kept(stored->changes);
  const auto change = begin(tx, actor, request.school, kept.touched);
  if (!change) return std::unexpected(change.error());
  put_back(tx, request.school, kept);
  auto done = finish_undo(
      *change, {.action = "people.undone", .details = {{"action", stored->action}}}, kept.seats);
  if (done) done->people = static_cast<std::int64_t>(kept.places.size());
  return done;
}

void clear_ways_back(database::Database& database, UtcSeconds now) {
  database.write([&](database::Transaction& tx) {
    tx.execute("delete from undos where created_at <= :before", {{"before", now - kWayBackOpen}});
  });
}

}  // namespace lexipoort::people
