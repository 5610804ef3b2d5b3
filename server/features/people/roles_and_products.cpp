#include "features/people/roles_and_products.h"

#include <algorithm>
#include <iterator>

#include "features/people/archive.h"

namespace lexipoort::people {
namespace {

/// One user, active, as they were seen.
Expected<Change> begin_one(database::Transaction& tx, const accounts::Actor& actor, SchoolId school,
                           const rules::Ticked& ticked) {
  auto change = begin(tx, actor, school, {ticked});
  if (!change) return change;
  if (auto fine = rules::only_active(change->members, "person_archived"); !fine) {
    return std::unexpected(fine.error());
  }
  return change;
}

/// Links that sleep, because their supervisor or their pupil is in the archive: nobody sees them
/// here, so nobody means to remove them.
std::vector<rules::Link> sleeping(const Change& change) {
  std::set<UserId> others;
  for (const auto& link : change.ties.links) {
    others.insert(link.pupil_id);
    others.insert(link.supervisor_id);
  }
  std::set<UserId> archived;
  for (const auto& member :
       find_members(change.tx, change.school, {others.begin(), others.end()})) {
    if (member.archived_at) archived.insert(member.id);
  }
  std::vector<rules::Link> asleep;
  std::ranges::copy_if(change.ties.links, std::back_inserter(asleep), [&](const auto& link) {
    return archived.contains(link.pupil_id) || archived.contains(link.supervisor_id);
  });
  return asleep;
}

/// Products that are new to somebody need a subscription; what they have already may stay.
Expected<Nothing> require_new_products(const Change& change, std::set<ProductId> products) {
  for (const auto& link : change.ties.links) products.erase(link.product_id);
  for (const auto& given : change.ties.products) products.erase(given.product_id);
  return require_subscriptions(change.tx, change.school, {products.begin(), products.end()},
                               change.actor.today());
}

void replace_ties(const Change& change, const Ties& ties) {
  remove_ties(change.tx, change.school, change.ids());
  add_ties(change.tx, change.school, ties);
}

Expected<Ties> pupil_ties(const Change& change, const PupilProductsRequest& request) {
  if (auto fine = rules::only_pupils(change.members); !fine) return std::unexpected(fine.error());
  Ties ties;
  std::set<ProductId> products;
  std::vector<UserId> supervisors;
  for (const auto& row : request.rows) {
    if (row.supervisors.empty()) return refuse(RefusalKind::invalid, "no_supervisors");
    products.insert(row.product);
    for (const auto supervisor : row.supervisors) {
      ties.links.push_back({request.user, row.product, supervisor});
      supervisors.push_back(supervisor);
    }
  }
  if (auto fine = require_supervisors(change.tx, change.school, supervisors); !fine) {
    return std::unexpected(fine.error());
  }
  if (auto fine = require_new_products(change, products); !fine) {
    return std::unexpected(fine.error());
  }
  std::ranges::copy_if(sleeping(change), std::back_inserter(ties.links),
                       [&](const auto& link) { return products.contains(link.product_id); });
  return ties;
}

Expected<Ties> professional_ties(const Change& change, const RolesRequest& request) {
  Ties ties;
  if (!rules::roles_of(request.roles).supervisor) {
    if (request.products.empty() && request.links.empty()) return ties;
    return refuse(RefusalKind::invalid, "not_a_supervisor",
                  {{.name = change.members.front().name()}});
  }
  std::set<ProductId> products(request.products.begin(), request.products.end());
  for (const auto product : request.products) ties.products.push_back({request.user, product});
  for (const auto& row : request.links) {
    products.insert(row.product);
    for (const auto pupil : row.pupils) ties.links.push_back({pupil, row.product, request.user});
  }
  if (auto fine = require_pupils(change.tx, change.school, ties.links); !fine) {
    return std::unexpected(fine.error());
  }
  if (auto fine = require_new_products(change, products); !fine) {
    return std::unexpected(fine.error());
  }
  std::ranges::copy(sleeping(change), std::back_inserter(ties.links));
  return ties;
}

void store_roles(const Change& change, const RolesRequest& request) {
  const auto roles = rules::roles_of(request.roles);
  change.tx.execute(
      "update memberships set administrator = :administrator, supervisor = :supervisor "
      "where school_id = :school and user_id = :user",
      {{"administrator", roles.administrator},
       {"supervisor", roles.supervisor},
       {"school", request.school},
       {"user", request.user}});
}

}  // namespace

Expected<Done> set_products(database::Transaction& tx, const accounts::Actor& actor,
                            const PupilProductsRequest& request) {
  const rules::Ticked ticked{request.user, request.version};
  const auto change = begin_one(tx, actor, request.school, ticked);
  if (!change) return std::unexpected(change.error());
  const auto ties = pupil_ties(*change, request);
  if (!ties) return std::unexpected(ties.error());
  if (request.rows.empty()) return archive(tx, actor, {request.school, {ticked}});
  replace_ties(*change, *ties);
  std::vector<ProductId> products;
  for (const auto& row : request.rows) products.push_back(row.product);
  return finish(*change, {.action = "people.products_changed",
                          .details = {{"products", product_names(tx, products)}}});
}

Expected<Done> set_roles(database::Transaction& tx, const accounts::Actor& actor,
                         const RolesRequest& request) {
  const rules::Ticked ticked{request.user, request.version};
  const auto change = begin_one(tx, actor, request.school, ticked);
  if (!change) return std::unexpected(change.error());
  if (auto fine = rules::only_professionals(change->members); !fine) {
    return std::unexpected(fine.error());
  }
  if (request.roles.empty()) return archive(tx, actor, {request.school, {ticked}});
  const auto ties = professional_ties(*change, request);
  if (!ties) return std::unexpected(ties.error());
  store_roles(*change, request);
  replace_ties(*change, *ties);
  auto products = request.products;
  for (const auto& row : request.links) products.push_back(row.product);
  return finish(*change, {.action = "people.roles_changed",
                          .details = {{"roles", role_names(rules::roles_of(request.roles))},
                                      {"products", product_names(tx, products)}}});
}

}  // namespace lexipoort::people
