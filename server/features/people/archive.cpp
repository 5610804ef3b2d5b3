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
  forget_invalid_links(*change, change->ids());
  return finish(*change, {.action = "people.unarchived"});
}

}  // namespace lexipoort::people
