#include <algorithm>
#include <ranges>

#include "platform/http/routes.h"

namespace lexipoort::http {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

std::string_view method_key(Method method) {
  switch (method) {
    case Method::get:
      return "get";
    case Method::post:
      return "post";
    case Method::put:
      return "put";
    case Method::del:
      break;
  }
  return "delete";
}

/// The group of an operation: the part of the path that follows "/api/x/{x}/", or else the first.
std::string tag_of(std::string_view path) {
  std::vector<std::string> parts;
  for (const auto part : std::views::split(path, '/')) {
    parts.emplace_back(part.begin(), part.end());
  }
  std::erase_if(parts, [](const auto& part) { return part.empty() || part == "api"; });
  const bool is_inside = parts.size() > 2 && parts[1].starts_with('{');
  return is_inside ? parts[2] : parts[0];
}

object content(std::string_view type, value schema) {
  return {{type, object{{"schema", std::move(schema)}}}};
}

object problem_schema() {
  const object text{{"type", "string"}};
  const object concern{
      {"type", "object"},
      {"properties",
       object{
           {"name", text}, {"field", text}, {"row", object{{"type", "integer"}}}, {"code", text}}}};
  const object error{{"type", "object"},
                     {"properties", object{{"pointer", text}, {"code", text}}},
                     {"required", array{"pointer", "code"}}};
  return {{"type", "object"},
          {"description", "RFC 9457; `code` is a stable word that names the refusal"},
          {"properties",
           object{{"type", text},
                  {"title", text},
                  {"status", object{{"type", "integer"}}},
                  {"code", text},
                  {"concerns", object{{"type", "array"}, {"items", concern}}},
                  {"figures", object{{"type", "object"},
                                     {"additionalProperties", object{{"type", "integer"}}}}},
                  {"errors", object{{"type", "array"}, {"items", error}}}}},
          {"required", array{"type", "title", "status", "code"}}};
}

object problem_response() {
  return {{"description", "The request is refused"},
          {"content",
           content("application/problem+json", object{{"$ref", "#/components/schemas/Problem"}})}};
}

}  // namespace

object Routes::describe_common(const Route& route) {
  return {{"summary", route.summary},
          {"x-policy", route.policy.name},
          {"tags", array{tag_of(route.path)}},
          {"operationId", std::string(method_key(route.method)) + " " + route.path}};
}

object Routes::describe_conditional(object operation) {
  auto& parameters = operation["parameters"];
  if (!parameters.is_array()) parameters.emplace_array();
  parameters.as_array().push_back(object{{"name", "If-None-Match"},
                                         {"in", "header"},
                                         {"required", false},
                                         {"description", "The ETag of the answer that one has"},
                                         {"schema", object{{"type", "string"}}}});
  const object etag{{"ETag", object{{"schema", object{{"type", "string"}}}}}};
  auto& responses = operation["responses"].as_object();
  responses["200"].as_object()["headers"] = etag;
  responses["304"] = object{{"description", "Nothing has changed"}, {"headers", etag}};
  return operation;
}

object Routes::body_description(std::string_view type, object properties, array required) {
  object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  return {{"required", true}, {"content", content(type, std::move(schema))}};
}

object Routes::raw_body_description(const Content& body) {
  return {{"required", true}, {"content", content(body.type, body.schema(components_))}};
}

object Routes::responses(std::string_view status, const std::optional<Content>& told) {
  object done{{"description", "Done"}};
  if (told) done["content"] = content(told->type, told->schema(components_));
  return {{status, std::move(done)}, {"default", problem_response()}};
}

std::string Routes::openapi(std::string_view version) const {
  object paths;
  for (const auto& row : rows_) {
    auto& path = paths[row.route.path];
    if (!path.is_object()) path.emplace_object();
    path.as_object()[method_key(row.route.method)] = row.operation;
  }
  auto schemas = components_.schemas;
  schemas["Problem"] = problem_schema();
  const object document{{"openapi", "3.1.0"},
                        {"info", object{{"title", "Lexipoort"}, {"version", version}}},
                        {"paths", std::move(paths)},
                        {"components", object{{"schemas", std::move(schemas)}}}};
  return boost::json::serialize(document);
}

}  // namespace lexipoort::http
