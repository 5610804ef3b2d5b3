#include "features/people/change.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/text.h"
#include "features/audit/audit.h"
#include "features/people/undo.h"

namespace lexipoort::people {
namespace {

using rules::Link;
using rules::Member;
using subscriptions::Seat;

/// The register after a change: those it was about, and those who won or lost a link by it.
struct After {
  std::set<UserId> subjects;
  std::vector<Member> touched;
  Ties ties;
};

std::vector<UserId> touched_by(const Change& change, const Ties& now) {
  std::vector<Link> differing;
  std::ranges::set_symmetric_difference(change.ties.links, now.links,
                                        std::back_inserter(differing));
  std::set<UserId> touched;
  for (const auto& member : change.members) touched.insert(member.id);
  for (const auto& link : differing) {
    touched.insert(link.pupil_id);
    touched.insert(link.supervisor_id);
  }
  return {touched.begin(), touched.end()};
}

After look_after(const Change& change) {
  After after{.subjects = {}, .touched = {}, .ties = {}};
  for (const auto& member : change.members) after.subjects.insert(member.id);
  after.ties = ties_of(change.tx, change.school, change.ids());
  after.touched = find_members(change.tx, change.school, touched_by(change, after.ties));
  return after;
}

std::set<UserId> active_ones(const std::vector<Member>& members) {
  std::set<UserId> active;
  for (const auto& member : members) {
    if (!member.archived_at) active.insert(member.id);
  }
  return active;
}

/// Links that may have left a pupil's product without a supervisor: those of supervisors whom the
/// change was about, and those of pupils whom it made active. A pupil whom it was about too may
/// lose the product itself: undoing a link does that.
std::vector<Link> links_to_check(const Change& change, const After& after) {
  auto links = after.ties.links;
  for (const auto& link : change.ties.links) {
    const bool about_supervisor_only =
        after.subjects.contains(link.supervisor_id) && !after.subjects.contains(link.pupil_id);
    if (about_supervisor_only) links.push_back(link);
  }
  return links;
}

struct AbandonedRow {
  std::string supervisor_first;
  std::string supervisor_infix;
  std::string supervisor_last;
  std::string pupil_first;
  std::string pupil_infix;
  std::string pupil_last;
  std::string product;
};
BOOST_DESCRIBE_STRUCT(AbandonedRow, (),
                      (supervisor_first, supervisor_infix, supervisor_last, pupil_first,
                       pupil_infix, pupil_last, product))

/// A refusal names so many; the page shows a few of them.
constexpr std::int64_t kNamed = 100;

std::vector<rules::Aftermath::Abandoned> abandoned_by(const Change& change, const After& after) {
  std::vector<rules::Aftermath::Abandoned> abandoned;
  for (const auto& row : change.tx.rows<AbandonedRow>(
           "select distinct s.first_name, s.infix, s.last_name, p.first_name, p.infix, "
           "p.last_name, d.name from each(:suspect) "
           "join memberships m on m.school_id = :school and m.user_id = suspect.pupil_id "
           "join users p on p.id = suspect.pupil_id join users s on s.id = suspect.supervisor_id "
           "join products d on d.id = suspect.product_id "
           "where m.archived_at is null and not exists (select 1 from links l "
           "join memberships g on g.school_id = l.school_id and g.user_id = l.supervisor_id "
           "where l.school_id = :school and l.pupil_id = suspect.pupil_id and "
           "l.product_id = suspect.product_id and g.supervisor = 1 and g.archived_at is null) "
           "order by 3, 1, 6, 4, 7 limit :most",
           {{"suspect", links_to_check(change, after)},
            {"school", change.school},
            {"most", kNamed}})) {
    abandoned.push_back(
        {.supervisor =
             text::spoken_name(row.supervisor_first, row.supervisor_infix, row.supervisor_last),
         .pupil = text::spoken_name(row.pupil_first, row.pupil_infix, row.pupil_last),
         .product = row.product});
  }
  return abandoned;
}

std::int64_t count_administrators(const Change& change) {
  return change.tx
      .row<std::int64_t>(
          "select count(*) from memberships where school_id = :school and administrator = 1 and "
          "archived_at is null",
          {{"school", change.school}})
      .value();
}

bool administrates(const Member& member) {
  return member.administrator && !member.archived_at;
}

rules::Aftermath aftermath_of(const Change& change, const After& after) {
  rules::Aftermath aftermath{.administrators = count_administrators(change),
                             .former_administrators = {},
                             .abandoned = abandoned_by(change, after),
                             .active_without_product = {}};
  for (const auto& member : change.members) {
    if (administrates(member)) aftermath.former_administrators.push_back(member.name());
  }
  std::set<UserId> linked;
  for (const auto& link : after.ties.links) linked.insert(link.pupil_id);
  for (const auto& member : after.touched) {
    if (member.archived_at) {
      aftermath.actor_archived = aftermath.actor_archived || member.id == change.actor.user;
    } else if (member.pupil && after.subjects.contains(member.id) && !linked.contains(member.id)) {
      aftermath.active_without_product.push_back(member.name());
    }
  }
  return aftermath;
}

/// What active pupils among `active` work with.
std::set<Seat> seats_of(const std::vector<Link>& links, const std::set<UserId>& active) {
  std::set<Seat> seats;
  for (const auto& link : links) {
    if (active.contains(link.pupil_id)) seats.insert({link.pupil_id, link.product_id});
  }
  return seats;
}

/// Seats follow what changed, and only that: a product whose subscription has ended is no reason
/// to refuse another year group. Pupils who only lost one of their supervisors keep their seats.
Expected<SeatMoves> settle_seats(const Change& change, const After& after) {
  auto active_before = active_ones(after.touched);
  for (const auto& member : change.members) {
    if (member.archived_at) {
      active_before.erase(member.id);
    } else {
      active_before.insert(member.id);
    }
  }
  const auto before = seats_of(change.ties.links, active_before);
  const auto now = seats_of(after.ties.links, active_ones(after.touched));
  std::vector<Seat> given_back;
  std::ranges::set_difference(before, now, std::back_inserter(given_back));
  std::erase_if(given_back,
                [&](const Seat& seat) { return !after.subjects.contains(seat.pupil_id); });
  auto needed = change.wanted;
  std::ranges::set_difference(now, before, std::back_inserter(needed));
  SeatMoves moves;
  moves.ended = subscriptions::end_seats(change.tx, change.school, given_back, change.actor.now);
  auto taken = subscriptions::take_seats(change.tx, change.school, needed, change.actor.now);
  if (!taken) return std::unexpected(taken.error());
  moves.taken = *std::move(taken);
  return moves;
}

std::vector<UserId> moved(const Change& change, const After& after, bool into_the_archive) {
  const auto active = active_ones(after.touched);
  std::vector<UserId> moved;
  for (const auto& member : change.members) {
    const bool was = member.archived_at.has_value();
    const bool is = !active.contains(member.id);
    if (was != is && is == into_the_archive) moved.push_back(member.id);
  }
  return moved;
}

/// Sessions, versions and the line in the audit trail of a change that stands.
Done conclude(const Change& change, const After& after, Told told) {
  const auto archived = moved(change, after, true);
  accounts::end_sessions_of_departed(change.tx, archived);
  touch(change.tx, change.school, ids_of(after.touched));
  audit::record(change.tx, {.school = change.school,
                            .actor = change.actor.user,
                            .at = change.actor.now,
                            .action = std::move(told.action),
                            .details = std::move(told.details),
                            .subjects = change.ids()});
  return {.people = static_cast<std::int64_t>(change.members.size()),
          .activated = static_cast<std::int64_t>(moved(change, after, false).size()),
          .archived = static_cast<std::int64_t>(archived.size()),
          .undo = {}};
}

}  // namespace

Expected<Change> begin(database::Transaction& tx, const accounts::Actor& actor, SchoolId school,
                       const std::vector<rules::Ticked>& ticked) {
  if (auto may = accounts::still_administrates(tx, actor, school); !may) {
    return std::unexpected(may.error());
  }
  std::vector<UserId> ids;
  ids.reserve(ticked.size());
  for (const auto& each : ticked) ids.push_back(each.id);
  auto members = find_members(tx, school, ids);
  if (auto fine = rules::as_seen(ticked, members); !fine) return std::unexpected(fine.error());
  return Change{.tx = tx,
                .actor = actor,
                .school = school,
                .members = std::move(members),
                .ties = ties_of(tx, school, ids)};
}

Expected<Done> finish(const Change& change, Told told) {
  const auto after = look_after(change);
  if (auto fine = rules::may_stand(aftermath_of(change, after)); !fine) {
    return std::unexpected(fine.error());
  }
  const auto moves = settle_seats(change, after);
  if (!moves) return std::unexpected(moves.error());
  auto undo = keep_way_back(change, told.action, after.touched, *moves);
  auto done = conclude(change, after, std::move(told));
  done.undo = std::move(undo);
  return done;
}

Expected<Done> finish_undo(const Change& change, Told told, const SeatMoves& moves) {
  const auto after = look_after(change);
  if (auto fine = rules::may_stand(aftermath_of(change, after)); !fine) {
    return std::unexpected(fine.error());
  }
  subscriptions::release_seats(change.tx, change.school, moves.taken, change.actor.now);
  if (auto resumed =
          subscriptions::resume_seats(change.tx, change.school, moves.ended, change.actor.now);
      !resumed) {
    return std::unexpected(resumed.error());
  }
  return conclude(change, after, std::move(told));
}

void set_archived(const Change& change, const std::vector<UserId>& users, bool archived) {
  change.tx.execute(
      "update memberships set archived_at = :moment where school_id = :school and "
      "user_id in (select value from each(:users))",
      {{"moment", archived ? std::optional(change.actor.now) : std::nullopt},
       {"school", change.school},
       {"users", users}});
}

void forget_invalid_links(const Change& change, const std::vector<UserId>& pupils) {
  change.tx.execute(
      "delete from links where school_id = :school and "
      "pupil_id in (select value from each(:pupils)) and "
      "(product_id not in (select product_id from subscriptions where school_id = :school and "
      "starts_on <= :day and (ends_on is null or ends_on > :day)) or "
      "not exists (select 1 from links l join memberships g on g.school_id = l.school_id and "
      "g.user_id = l.supervisor_id where l.school_id = :school and "
      "l.pupil_id = links.pupil_id and l.product_id = links.product_id and g.supervisor = 1 and "
      "g.archived_at is null))",
      {{"school", change.school}, {"pupils", pupils}, {"day", change.actor.today()}});
}

std::string product_names(database::Transaction& tx, const std::vector<ProductId>& products) {
  std::string names;
  for (const auto& name : tx.rows<std::string>(
           "select name from products where id in (select value from each(:products)) "
           "order by name, id",
           {{"products", products}})) {
    names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

std::string role_names(const rules::Roles& roles) {
  if (roles.administrator && roles.supervisor) return "administrator,supervisor";
  if (roles.administrator) return "administrator";
  return roles.supervisor ? "supervisor" : "";
}

}  // namespace lexipoort::people
