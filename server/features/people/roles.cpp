#include "features/people/roles.h"

#include <set>

namespace lexipoort::people {
namespace {

/// Each once: professionals × products is what a request asks for.
std::vector<ProductId> products_of(const LinkProfessionalsRequest& request) {
  const std::set<ProductId> products(request.products.begin(), request.products.end());
  return {products.begin(), products.end()};
}

Expected<Nothing> may_link(const Change& change, const rules::Roles& roles,
                           const std::vector<ProductId>& products) {
  if (auto fine = rules::only_professionals(change.members); !fine) return fine;
  if (auto fine = rules::may_get(change.members, roles, products.size()); !fine) return fine;
  return require_subscriptions(change.tx, change.school, products, change.actor.today());
}

void add_roles(const Change& change, const rules::Roles& roles) {
  change.tx.execute(
      "update memberships set archived_at = null, "
      "administrator = case when :administrator = 1 then 1 else administrator end, "
      "supervisor = case when :supervisor = 1 then 1 else supervisor end "
      "where school_id = :school and user_id in (select value from each(:users))",
      {{"administrator", roles.administrator},
       {"supervisor", roles.supervisor},
       {"school", change.school},
       {"users", change.ids()}});
}

Ties given(const std::vector<UserId>& supervisors, const std::vector<ProductId>& products) {
  Ties ties;
  for (const auto supervisor : supervisors) {
    for (const auto product : products) ties.products.push_back({supervisor, product});
  }
  return ties;
}

Expected<std::vector<rules::Ticked>> may_lose(const Change& change, rules::Role role) {
  if (auto fine = rules::only_professionals(change.members); !fine) {
    return std::unexpected(fine.error());
  }
  if (auto fine = rules::only_active(change.members, "person_archived"); !fine) {
    return std::unexpected(fine.error());
  }
  return rules::holders_of(change.members, role);
}

void take_role(const Change& change, rules::Role role) {
  const bool supervisor = role == rules::Role::supervisor;
  change.tx.execute(
      "update memberships set "
      "administrator = case when :supervisor = 1 then administrator else 0 end, "
      "supervisor = case when :supervisor = 1 then 0 else supervisor end, "
      "archived_at = case when (case when :supervisor = 1 then administrator else supervisor end) "
      "= 0 then cast(:now as bigint) else null end "
      "where school_id = :school and user_id in (select value from each(:users))",
      {{"supervisor", supervisor},
       {"now", change.actor.now},
       {"school", change.school},
       {"users", change.ids()}});
  if (supervisor) remove_ties(change.tx, change.school, change.ids());
}

}  // namespace

Expected<Done> link_professionals(database::Transaction& tx, const accounts::Actor& actor,
                                  const LinkProfessionalsRequest& request) {
  const auto change = begin(tx, actor, request.school, request.people);
  if (!change) return std::unexpected(change.error());
  const auto roles = rules::roles_of(request.roles);
  const auto products = products_of(request);
  if (auto fine = may_link(*change, roles, products); !fine) return std::unexpected(fine.error());
  add_roles(*change, roles);
  add_ties(tx, request.school, given(change->ids(), products));
  return finish(*change, {.action = "people.professionals_linked",
                          .details = {{"roles", role_names(roles)},
                                      {"products", product_names(tx, products)}}});
}

Expected<Done> remove_role(database::Transaction& tx, const accounts::Actor& actor,
                           const RemoveRoleRequest& request) {
  const auto ticked = begin(tx, actor, request.school, request.people);
  if (!ticked) return std::unexpected(ticked.error());
  const auto holders = may_lose(*ticked, request.role);
  if (!holders) return std::unexpected(holders.error());
  const auto change = begin(tx, actor, request.school, *holders).value();
  take_role(change, request.role);
  return finish(change, {.action = "people.role_removed",
                         .details = {{"role", std::string(reflect::enum_name(request.role))}}});
}

}  // namespace lexipoort::people
