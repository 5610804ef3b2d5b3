#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/expected.h"
#include "features/programs/rules.h"

/// The decisions of the line item service, without SQL, HTTP or clock.
/// Source: Assignment and Grade Services 2.0 (1EdTech), 3.2.
namespace lexipoort::programs::rules {

inline constexpr double kSmallestMaximum = 0.001;
inline constexpr double kLargestScore = 1'000'000;

/// Whether scores may be out of so many: within bounds that keep every scaled score a number.
[[nodiscard]] bool is_maximum(double score);

struct LineItem {
  LineItemId id;
  std::string label;
  double maximum_score = 0;
  std::optional<std::string> resource_id;
  std::optional<std::string> tag;
  bool linked = false;  ///< to the context's resource link
};
BOOST_DESCRIBE_STRUCT(LineItem, (), (id, label, maximum_score, resource_id, tag, linked))

/// A line item by the specification's own names: sent without `id`, told with it. Other fields are
/// left alone.
struct LineItemMessage {
  static constexpr bool kSparse = true;
  std::optional<std::string> id;
  std::string label;
  double scoreMaximum = 0;
  std::optional<std::string> resourceId;
  std::optional<std::string> tag;
  std::optional<std::string> resourceLinkId;
};
BOOST_DESCRIBE_STRUCT(LineItemMessage, (),
                      (id, label, scoreMaximum, resourceId, tag, resourceLinkId))

/// A line item as a program sends it, still without an id. Refuses `faulty` with the field and
/// what is wrong with it.
[[nodiscard]] Expected<LineItem> read_line_item(std::string_view body, const Context& context);

/// The address of a line item, which is its id to the programs.
[[nodiscard]] std::string line_item_url(std::string_view public_url, const Context& context,
                                        LineItemId item);

[[nodiscard]] LineItemMessage message_of(const LineItem& item, std::string_view public_url,
                                         const Context& context);

inline constexpr std::int64_t kLargestPage = 100;

/// How many of a list go in one answer.
[[nodiscard]] std::int64_t page_size(const std::optional<std::int64_t>& limit);

/// A Link header (RFC 8288) to the rest of a list: the same question, `after` the last one told.
[[nodiscard]] std::string next_link(std::string_view url, Fields question, std::int64_t after);

}  // namespace lexipoort::programs::rules
