#pragma once

#include "features/people/change.h"

/// Roles and products of many professionals at once.
namespace lexipoort::people {

struct LinkProfessionalsRequest {
  SchoolId school;
  std::vector<rules::Ticked> people;
  std::vector<rules::Role> roles;
  std::vector<ProductId> products;
};
BOOST_DESCRIBE_STRUCT(LinkProfessionalsRequest, (), (school, people, roles, products))

/// 'Professionals koppelen': adds roles, and products for supervisors; who was archived becomes
/// active. Refuses `not_a_professional`, those of rules::may_get(), `no_subscription`.
/// Source: spec R4.6.4.
[[nodiscard]] Expected<Done> link_professionals(database::Transaction& tx,
                                                const accounts::Actor& actor,
                                                const LinkProfessionalsRequest& request);

struct RemoveRoleRequest {
  SchoolId school;
  std::vector<rules::Ticked> people;
  rules::Role role = rules::Role::supervisor;
};
BOOST_DESCRIBE_STRUCT(RemoveRoleRequest, (), (school, people, role))

/// 'Rollen verwijderen': who has no role left goes to the archive; a supervisor no more loses
/// links and products. Refuses `not_a_professional`, `person_archived`, `nobody_has_role`, and as
/// finish() does. Source: spec R4.9.1.
[[nodiscard]] Expected<Done> remove_role(database::Transaction& tx, const accounts::Actor& actor,
                                         const RemoveRoleRequest& request);

}  // namespace lexipoort::people
