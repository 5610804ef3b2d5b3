#include "platform/http/http.h"

#include <algorithm>
#include <charconv>

#include "platform/http/json.h"

namespace lexipoort::http {
namespace {

struct Kind {
  int status;
  std::string_view title;
};

Kind describe(RefusalKind kind) {
  switch (kind) {
    case RefusalKind::invalid:
      return {422, "The data breaks a rule"};
    case RefusalKind::unauthenticated:
      return {401, "Not signed in"};
    case RefusalKind::forbidden:
      return {403, "Not allowed"};
    case RefusalKind::not_found:
      return {404, "Not found"};
    case RefusalKind::conflict:
      return {409, "In conflict with what is stored"};
    case RefusalKind::too_large:
      return {413, "Too large"};
    case RefusalKind::too_many:
      return {429, "Too many attempts"};
    case RefusalKind::busy:
      return {503, "Busy"};
  }
  return {500, "Internal error"};
}

boost::json::value to_json(const Concern& concern) {
  boost::json::object object;
  if (!concern.name.empty()) object["name"] = concern.name;
  if (!concern.field.empty()) object["field"] = concern.field;
  if (!concern.code.empty()) object["code"] = concern.code;
  if (!concern.about.empty()) object["about"] = concern.about;
  return object;
}

}  // namespace

std::string_view Request::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers) {
    if (name == lower_case_name) return value;
  }
  return {};
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  std::string_view rest = header("cookie");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    auto pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return pair.substr(equals + 1);
    }
  }
  return std::nullopt;
}

std::optional<std::int64_t> path_id(const PathValues& values, std::string_view name) {
  for (const auto& [key, value] : values) {
    std::int64_t id = 0;
    if (key == name && json::decode_text(value, id)) return id;
  }
  return std::nullopt;
}

Response problem(const Refusal& refusal) {
  const auto kind = describe(refusal.kind);
  boost::json::object body{{"type", "about:blank"},
                           {"title", kind.title},
                           {"status", kind.status},
                           {"code", refusal.code}};
  if (!refusal.concerns.empty()) {
    auto& concerns = body["concerns"].emplace_array();
    for (const auto& concern : refusal.concerns) concerns.push_back(to_json(concern));
  }
  if (!refusal.figures.empty()) {
    auto& figures = body["figures"].emplace_object();
    for (const auto& [name, number] : refusal.figures) figures[name] = number;
  }
  Response response{.status = kind.status,
                    .headers = {{"Content-Type", "application/problem+json"}},
                    .body = boost::json::serialize(body)};
  if (const auto seconds = refusal.figures.find("seconds"); seconds != refusal.figures.end()) {
    response.headers.emplace_back("Retry-After", std::to_string(seconds->second));
  }
  return response;
}

Response internal_error() {
  return {
      .status = 500,
      .headers = {{"Content-Type", "application/problem+json"}},
      .body = R"({"type":"about:blank","title":"Internal error","status":500,"code":"internal"})"};
}

}  // namespace lexipoort::http
