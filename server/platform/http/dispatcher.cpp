#include "platform/http/dispatcher.h"

#include <boost/url/decode_view.hpp>
#include <boost/url/pct_string_view.hpp>

namespace lexipoort::http {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  for (std::size_t start = 1; start <= path.size();) {
    const auto end = std::min(path.find('/', start), path.size());
    segments.push_back(path.substr(start, end - start));
    start = end + 1;
  }
  return segments;
}

bool is_variable(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}');
}

std::optional<PathValues> match(const std::vector<std::string>& pattern,
                                const std::vector<std::string_view>& segments) {
  if (pattern.size() != segments.size()) return std::nullopt;
  PathValues values;
  for (std::size_t index = 0; index < pattern.size(); ++index) {
    const std::string_view expected = pattern[index];
    if (is_variable(expected)) {
      const auto decoded = boost::urls::make_pct_string_view(
          boost::core::string_view(segments[index].data(), segments[index].size()));
      if (!decoded || segments[index].empty()) return std::nullopt;
      values.emplace_back(std::string(expected.substr(1, expected.size() - 2)), decoded->decode());
    } else if (expected != segments[index]) {
      return std::nullopt;
    }
  }
  return values;
}

}  // namespace

Dispatcher::Dispatcher(const Routes& routes) {
  for (const auto& row : routes.rows()) {
    const auto segments = split(row.route.path);
    patterns_.push_back({&row, {segments.begin(), segments.end()}});
  }
}

std::optional<Dispatcher::Match> Dispatcher::find(Method method, std::string_view path) const {
  const auto segments = split(path);
  std::optional<Match> found;
  for (const auto& pattern : patterns_) {
    auto values = match(pattern.segments, segments);
    if (!values) continue;
    if (pattern.row->route.method == method) return Match{pattern.row, std::move(*values)};
    found = Match{};
  }
  return found;
}

bool is_same_site(const Request& request, std::string_view public_url) {
  if (const auto site = request.header("sec-fetch-site"); !site.empty()) {
    return site == "same-origin" || site == "none";
  }
  if (const auto origin = request.header("origin"); !origin.empty()) return origin == public_url;
  return request.header("cookie").empty();
}

}  // namespace lexipoort::http
