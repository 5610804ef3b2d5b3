#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "features/accounts/accounts.h"
#include "features/results/rules.h"
#include "features/subscriptions/subscriptions.h"
#include "platform/database/database.h"

/// Whose results may be read. Source: spec R3.1, R4.13.2.
namespace lexipoort::results {

struct OverviewProduct {
  ProductId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(OverviewProduct, (), (id, name))

/// Since when the school has no subscription on a product that it had one on.
[[nodiscard]] std::optional<std::string> ended_on(
    const std::vector<subscriptions::EndedProduct>& ended, ProductId product);

/// Refuses `not_found`, and `retention_over` when the school's subscription on the product ended
/// too long ago.
[[nodiscard]] Expected<OverviewProduct> readable_product(database::Transaction& tx, SchoolId school,
                                                         ProductId product, std::string_view today);

/// The licences of these pupils (pseudonyms), whatever the product: a pupil has a handful. Who has
/// none is there once, without a school.
[[nodiscard]] std::vector<rules::LicencePeriod> find_licences(
    database::Transaction& tx, const std::vector<std::string>& subjects);

/// One of the supervisor's own active pupils, and a product that they practise.
struct PupilOfProduct {
  SchoolId school;
  ProductId product;
  UserId pupil;
};

struct ReportPupil {
  UserId id;
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::int64_t year_group = 0;
};
BOOST_DESCRIBE_STRUCT(ReportPupil, (), (id, first_name, infix, last_name, year_group))

/// Refuses `not_found` for who is not this supervisor's pupil for the product.
[[nodiscard]] Expected<ReportPupil> own_pupil(database::Transaction& tx,
                                              const accounts::Actor& actor,
                                              const PupilOfProduct& wanted);

}  // namespace lexipoort::results
