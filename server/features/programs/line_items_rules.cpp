#include "features/programs/line_items_rules.h"

#include <algorithm>

#include "base/text.h"
#include "platform/http/json.h"

namespace lexipoort::programs::rules {
namespace {

constexpr std::size_t kLongestLabel = 100;  // as long as a test's name
constexpr std::size_t kLongestName = 255;

bool is_name(const std::optional<std::string>& name) {
  return !name || text::length(*name) <= kLongestName;
}

}  // namespace

bool is_maximum(double score) {
  return score >= kSmallestMaximum && score <= kLargestScore;
}

Expected<LineItem> read_line_item(std::string_view body, const Context& context) {
  auto read = http::json::read<LineItemMessage>(body);
  if (!read) return std::unexpected(read.error());
  auto& incoming = *read;
  auto label = text::tidy(incoming.label);
  if (label.empty()) return faulty("/label", "required");
  if (text::length(label) > kLongestLabel) return faulty("/label", "too_long");
  if (!is_maximum(incoming.scoreMaximum)) return faulty("/scoreMaximum", "out_of_range");
  if (!is_name(incoming.resourceId)) return faulty("/resourceId", "too_long");
  if (!is_name(incoming.tag)) return faulty("/tag", "too_long");
  if (incoming.resourceLinkId && incoming.resourceLinkId != context_name(context)) {
    return faulty("/resourceLinkId", "unknown_value");
  }
  return LineItem{.id = {},
                  .label = std::move(label),
                  .maximum_score = incoming.scoreMaximum,
                  .resource_id = std::move(incoming.resourceId),
                  .tag = std::move(incoming.tag),
                  .linked = incoming.resourceLinkId.has_value()};
}

std::string line_item_url(std::string_view public_url, const Context& context, LineItemId item) {
  return context_url(public_url, context) + "/lineitems/" + std::to_string(item.value);
}

LineItemMessage message_of(const LineItem& item, std::string_view public_url,
                           const Context& context) {
  return {.id = line_item_url(public_url, context, item.id),
          .label = item.label,
          .scoreMaximum = item.maximum_score,
          .resourceId = item.resource_id,
          .tag = item.tag,
          .resourceLinkId = item.linked ? std::optional(context_name(context)) : std::nullopt};
}

std::int64_t page_size(const std::optional<std::int64_t>& limit) {
  return std::clamp<std::int64_t>(limit.value_or(kLargestPage), 1, kLargestPage);
}

std::string next_link(std::string_view url, Fields question, std::int64_t after) {
  std::erase_if(question, [](const auto& field) { return field.first == "after"; });
  question.emplace_back("after", std::to_string(after));
  return "<" + with_query(url, question) + ">; rel=\"next\"";
}

}  // namespace lexipoort::programs::rules
