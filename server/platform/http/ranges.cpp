#include "platform/http/ranges.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace lexipoort::http {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Bounds {
  std::optional<std::uint64_t> first;
  std::optional<std::uint64_t> last;
};

/// The one range that is asked for; nothing for what is not to be understood, which is let be.
std::optional<Bounds> bounds_of(std::string_view range) {
  constexpr std::string_view kUnit = "bytes=";
  if (!range.starts_with(kUnit)) return std::nullopt;
  range.remove_prefix(kUnit.size());
  const auto dash = range.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = range.substr(0, dash);
  const auto last = range.substr(dash + 1);
  const Bounds bounds{number(first), number(last)};
  const bool are_numbers = (first.empty() || bounds.first) && (last.empty() || bounds.last);
  const bool is_backward = bounds.first && bounds.last && *bounds.first > *bounds.last;
  const bool understood = are_numbers && (bounds.first || bounds.last) && !is_backward;
  return understood ? std::optional(bounds) : std::nullopt;
}

WantedPart part_within(const Bounds& bounds, std::uint64_t size) {
  if (!bounds.first) {
    const auto length = std::min(*bounds.last, size);
    if (length == 0) return {.status = 416};
    return {.status = 206, .offset = size - length, .length = length};
  }
  if (*bounds.first >= size) return {.status = 416};
  const auto last = std::min(bounds.last.value_or(size - 1), size - 1);
  return {.status = 206, .offset = *bounds.first, .length = last - *bounds.first + 1};
}

}  // namespace

WantedPart wanted_part(const Request& request, std::string_view etag, std::uint64_t size) {
  const auto quoted = "\"" + std::string(etag) + "\"";
  if (request.header("if-none-match") == quoted) return {.status = 304};
  const WantedPart all{.status = 200, .offset = 0, .length = size};
  const auto only_if = request.header("if-range");
  if (!only_if.empty() && only_if != quoted) return all;
  const auto bounds = bounds_of(request.header("range"));
  return bounds ? part_within(*bounds, size) : all;
}

}  // namespace lexipoort::http
