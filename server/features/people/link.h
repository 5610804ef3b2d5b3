#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/people/rules.h"

/// 'Leerlingen koppelen'. Source: spec R4.6.5.
namespace lexipoort::people {

struct LinkRow {
  std::optional<ProductId> product;  ///< none: each pupil's current products
  std::vector<UserId> supervisors;
};
BOOST_DESCRIBE_STRUCT(LinkRow, (), (product, supervisors))

struct LinkRequest {
  SchoolId school;
  std::vector<UserId> pupils;
  std::vector<LinkRow> rows;
};
BOOST_DESCRIBE_STRUCT(LinkRequest, (), (school, pupils, rows))

struct LinkSummary {
  std::int64_t pupils = 0;
  std::int64_t links = 0;
  std::int64_t activated = 0;
};
BOOST_DESCRIBE_STRUCT(LinkSummary, (), (pupils, links, activated))

/// Links pupils to products and supervisors, seats included, all or nothing; pupils from the
/// archive become active. Refusals: those of rules::links_for, `not_a_pupil`, `not_a_supervisor`,
/// `no_subscription`, `not_enough_seats`.
[[nodiscard]] Expected<LinkSummary> link_pupils(database::Transaction& tx,
                                                const accounts::Actor& actor,
                                                const LinkRequest& request);

/// Stores links between active people of the school and takes their seats.
[[nodiscard]] Expected<Nothing> store_links(database::Transaction& tx, SchoolId school,
                                            const std::vector<rules::Link>& links,
                                            std::string_view day);

}  // namespace lexipoort::people
