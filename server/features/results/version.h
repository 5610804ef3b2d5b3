#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "features/results/overview.h"

/// Whether a list of results is still what it was (docs/decisions/0013-unchanged-answers.md).
namespace lexipoort::results {

/// A school's work with a product.
struct Taught {
  SchoolId school_id;
  ProductId product_id;
  auto operator<=>(const Taught&) const = default;
};
BOOST_DESCRIBE_STRUCT(Taught, (), (school_id, product_id))

/// To be called by whatever stores practice or progress, in the same transaction.
void count_change(database::Transaction& tx, std::vector<Taught> changed);
void count_change(database::Transaction& tx, const std::vector<rules::Session>& sessions,
                  const std::vector<rules::Progress>& reports);

/// Of all that overview() and recent() show and depend on: another answer has another version.
/// Costs one row, not the list.
[[nodiscard]] std::string version_of(database::Transaction& tx, const accounts::Actor& actor,
                                     const OverviewRequest& request);

}  // namespace lexipoort::results
