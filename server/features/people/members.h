#pragma once

#include <vector>

#include "features/people/rules.h"
#include "platform/database/database.h"

/// The users of a school and what ties them together, read and written many at a time.
namespace lexipoort::people {

/// Those of the users who belong to the school, active or archived, by name.
[[nodiscard]] std::vector<rules::Member> find_members(database::Transaction& tx, SchoolId school,
                                                      const std::vector<UserId>& users);

[[nodiscard]] std::vector<UserId> ids_of(const std::vector<rules::Member>& members);

/// A product that a supervisor was given, with or without pupils yet.
struct SupervisedProduct {
  UserId supervisor_id;
  ProductId product_id;
  auto operator<=>(const SupervisedProduct&) const = default;
};
BOOST_DESCRIBE_STRUCT(SupervisedProduct, (), (supervisor_id, product_id))

/// All links in which users stand, as pupil or as supervisor, and the products they were given.
struct Ties {
  std::vector<rules::Link> links;
  std::vector<SupervisedProduct> products;
};
BOOST_DESCRIBE_STRUCT(Ties, (), (links, products))

[[nodiscard]] Ties ties_of(database::Transaction& tx, SchoolId school,
                           const std::vector<UserId>& users);
void add_ties(database::Transaction& tx, SchoolId school, const Ties& ties);
void remove_ties(database::Transaction& tx, SchoolId school, const std::vector<UserId>& users);

/// Counts a change of these users' places, so that who looked before is told.
void touch(database::Transaction& tx, SchoolId school, const std::vector<UserId>& users);

/// Refuses `not_a_supervisor` when one of them is no active supervisor of the school.
[[nodiscard]] Expected<Nothing> require_supervisors(database::Transaction& tx, SchoolId school,
                                                    const std::vector<UserId>& users);

/// Refuses `no_supervisor_yet` when the school has no active one: pupils come after that.
/// Source: spec R4.4.5.
[[nodiscard]] Expected<Nothing> require_any_supervisor(database::Transaction& tx, SchoolId school);

/// Refuses `not_a_pupil` and `person_archived` when a link is with somebody who is no active pupil
/// of the school.
[[nodiscard]] Expected<Nothing> require_pupils(database::Transaction& tx, SchoolId school,
                                               const std::vector<rules::Link>& links);

/// Refuses `no_subscription`, naming the products that the school has no running one for.
[[nodiscard]] Expected<Nothing> require_subscriptions(database::Transaction& tx, SchoolId school,
                                                      const std::vector<ProductId>& products,
                                                      std::string_view day);

}  // namespace lexipoort::people
