#include "features/people/archive.h"

namespace lexipoort::people {
namespace {

std::set<UserId> linked_among(const Ties& ties) {
  std::set<UserId> linked;
  for (const auto& link : ties.links) {
    linked.insert(link.pupil_id);
    linked.insert(link.supervisor_id);
  }
  for (const auto& product : ties.products) linked.insert(product.supervisor_id);
  return linked;
}

/// Of pupils who come back: products that the school no longer has, or that nobody guides.
void forget_invalid_links(const Change& change) {
  change.tx.execute(
      "delete from links where school_id = :school and "
      "pupil_id in (select value from each(:users)) and "
      "(product_id not in (select product_id from subscriptions where school_id = :school and "
      "starts_on <= :day and (ends_on is null or ends_on > :day)) or "
      "not exists (select 1 from links l join memberships g on g.school_id = l.school_id and "
      "g.user_id = l.supervisor_id where l.school_id = :school and "
      "l.pupil_id = links.pupil_id and l.product_id = links.product_id and g.supervisor = 1 and "
      "g.archived_at is null))",
      {{"school", change.school}, {"users", change.ids()}, {"day", change.actor.today()}});
}

}  // namespace

Expected<Done> archive(database::Transaction& tx, const accounts::Actor& actor,
                       const PeopleRequest& request) {
  const auto change = begin(tx, actor, request.school, request.people);
  if (!change) return std::unexpected(change.error());
  if (auto fine = rules::only_active(change->members, "already_archived"); !fine) {
    return std::unexpected(fine.error());
  }
  set_archived(*change, change->ids(), true);
  return finish(*change, {.action = "people.archived"});
}

Expected<Done> unarchive(database::Transaction& tx, const accounts::Actor& actor,
                         const PeopleRequest& request) {
  const auto change = begin(tx, actor, request.school, request.people);
  if (!change) return std::unexpected(change.error());
  if (auto fine = rules::only_archived(change->members); !fine) {
    return std::unexpected(fine.error());
  }
  if (auto fine = rules::had_links(change->members, linked_among(change->ties)); !fine) {
    return std::unexpected(fine.error());
  }
  set_archived(*change, change->ids(), false);
  forget_invalid_links(*change);
  return finish(*change, {.action = "people.unarchived"});
}

}  // namespace lexipoort::people
