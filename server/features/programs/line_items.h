#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "features/programs/programs.h"

/// The line item service of LTI Advantage: the columns for which a program sends scores.
/// Source: Assignment and Grade Services 2.0 (1EdTech), 3.2.
namespace lexipoort::programs {

inline constexpr std::string_view kLineItemsType =
    "application/vnd.ims.lis.v2.lineitemcontainer+json";

/// The line item of a context's resource link; nothing when there are none, or several.
[[nodiscard]] std::optional<LineItemId> only_line_item(database::Transaction& tx,
                                                       const Context& context);

struct LineItemsRequest {
  SchoolId school;
  ProductId product;
  std::optional<std::string> resource_link_id = {};
  std::optional<std::string> resource_id = {};
  std::optional<std::string> tag = {};
  std::optional<std::int64_t> limit = {};
  std::optional<std::int64_t> after = {};  ///< the last line item of the page before
};
BOOST_DESCRIBE_STRUCT(LineItemsRequest, (),
                      (school, product, resource_link_id, resource_id, tag, limit, after))

[[nodiscard]] Expected<http::JsonText> list_line_items(const Settings& settings,
                                                       http::Exchange& exchange,
                                                       const LineItemsRequest& request);

struct NewLineItem {
  SchoolId school;
  ProductId product;
  http::RawBody body;
};
BOOST_DESCRIBE_STRUCT(NewLineItem, (), (school, product, body))

/// Refuses `too_many_line_items` (409) above 1,000 in a context.
[[nodiscard]] Expected<http::JsonText> add_line_item(const Settings& settings,
                                                     const http::Exchange& exchange,
                                                     const NewLineItem& request);

struct LineItemRequest {
  SchoolId school;
  ProductId product;
  LineItemId line_item;
};
BOOST_DESCRIBE_STRUCT(LineItemRequest, (), (school, product, line_item))

[[nodiscard]] Expected<http::JsonText> show_line_item(const Settings& settings,
                                                      const http::Exchange& exchange,
                                                      const LineItemRequest& request);

/// Takes a line item away with the scores sent for it. The pupils' tests stay with their school.
[[nodiscard]] Expected<Nothing> remove_line_item(database::Transaction& tx, const Program& program,
                                                 const LineItemRequest& request);

}  // namespace lexipoort::programs
