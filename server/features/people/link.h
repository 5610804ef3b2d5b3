#pragma once

#include "features/people/change.h"

/// 'Leerlingen koppelen'. Source: spec R4.6.5.
namespace lexipoort::people {

struct LinkRow {
  std::optional<ProductId> product;  ///< none: each pupil's current products
  std::vector<UserId> supervisors;
};
BOOST_DESCRIBE_STRUCT(LinkRow, (), (product, supervisors))

[[nodiscard]] std::vector<rules::LinkRow> to_rules(const std::vector<LinkRow>& rows);

struct LinkRequest {
  SchoolId school;
  std::vector<rules::Ticked> people;
  std::vector<LinkRow> rows;
};
BOOST_DESCRIBE_STRUCT(LinkRequest, (), (school, people, rows))

/// Links pupils to products and supervisors, seats included, all or nothing; pupils from the
/// archive become active, and who had lost the licence gets one. Refuses as rules::links_for()
/// does, `not_a_pupil`, `not_a_supervisor`, `no_subscription`, `not_enough_seats`.
[[nodiscard]] Expected<Done> link_pupils(database::Transaction& tx, const accounts::Actor& actor,
                                         const LinkRequest& request);

/// Stores links of pupils who are active already and takes their seats: for people who are new.
[[nodiscard]] Expected<Nothing> store_links(database::Transaction& tx, SchoolId school,
                                            const std::vector<rules::Link>& links, UtcSeconds now);

}  // namespace lexipoort::people
