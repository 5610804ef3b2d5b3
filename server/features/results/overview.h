#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "features/results/queries.h"
#include "platform/http/json.h"

/// What a supervisor sees of their own pupils. Source: spec R3.1, R3.2.
namespace lexipoort::results {

struct SchoolRequest {
  SchoolId school;
};
BOOST_DESCRIBE_STRUCT(SchoolRequest, (), (school))

struct SupervisedProduct {
  ProductId id;
  std::string slug;
  std::string name;
  std::string icon;
  std::optional<std::string> ended_on;  ///< since when the school has no subscription on it
};
BOOST_DESCRIBE_STRUCT(SupervisedProduct, (), (id, slug, name, icon, ended_on))

struct SupervisedProducts {
  std::vector<SupervisedProduct> products;
  std::string this_week;
};
BOOST_DESCRIBE_STRUCT(SupervisedProducts, (), (products, this_week))

/// The products that the supervisor has active pupils for, and the week it is. Of a product whose
/// subscription has ended the results stay readable for the school's retention period.
[[nodiscard]] Expected<SupervisedProducts> supervised_products(database::Transaction& tx,
                                                               const accounts::Actor& actor,
                                                               const SchoolRequest& request);

struct OverviewRequest {
  SchoolId school;
  ProductId product;
  std::optional<std::string> week;  ///< this week when absent
};
BOOST_DESCRIBE_STRUCT(OverviewRequest, (), (school, product, week))

struct PupilResult {
  UserId id;
  std::string display_name;
  std::string search;
  std::int64_t year_group = 0;
  std::optional<std::int64_t> highest_lesson;
  std::int64_t home_seconds = 0;
  std::int64_t school_seconds = 0;
  std::optional<std::int64_t> lessons_until_test;
};
BOOST_DESCRIBE_STRUCT(PupilResult, (),
                      (id, display_name, search, year_group, highest_lesson, home_seconds,
                       school_seconds, lessons_until_test))

struct OverviewWeek {
  std::string week;
  OverviewProduct product;
};

struct Overview {
  std::string week;
  OverviewProduct product;
  http::json::Written<PupilResult> pupils;
};
BOOST_DESCRIBE_STRUCT(Overview, (), (week, product, pupils))

/// The supervisor's active pupils of one product with their figures of one week, by name. Refuses
/// `bad_week`, `not_found`, and `retention_over` when the product has ended too long ago.
[[nodiscard]] Expected<Overview> overview(database::Transaction& tx, const accounts::Actor& actor,
                                          const OverviewRequest& request);

/// What overview() lists, one after another, for other uses than its answer.
[[nodiscard]] Expected<OverviewWeek> visit_pupils(
    database::Transaction& tx, const accounts::Actor& actor, const OverviewRequest& request,
    const std::function<void(const PupilResult&)>& visit);

/// The query of the overview, which bench/ steps bare to compare with.
extern const std::string_view pupils_query;

}  // namespace lexipoort::results
