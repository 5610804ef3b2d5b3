#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/expected.h"
#include "platform/database/database.h"
#include "platform/http/http.h"
#include "platform/http/json.h"

/// The one table of routes. A row says method, path, who may call it, what it does and with which
/// function; the function's types say what comes in and what goes out. From the table come the
/// checks of access, the parsing of requests, the answers and the OpenAPI document.
namespace lexipoort::http {

/// What a raw body or an answer of text holds: the types of the function do not tell.
struct Content {
  std::string_view type;  ///< its media type
  boost::json::value (*schema)(json::Components&) = &json::bytes_schema;
};

struct Route {
  Method method;
  std::string path;  ///< "/api/schools/{school}/people"; the names are fields of the request
  Policy policy;
  std::string summary;
  Lane lane = Lane::general;
  std::size_t body_limit = 1U << 20U;
  bool cross_site = false;  ///< may be posted to from another site, by the rules of a standard
  Content body = {.type = "application/octet-stream"};
  std::optional<Content> answer = {};
  std::string_view answer_status = "200";
};

/// The parts of a request, before they become a struct.
struct Parts {
  const Request& request;
  const PathValues& values;
};

class Routes {
 public:
  using Run = std::function<Response(Exchange&, const Parts&)>;

  struct Row {
    Route route;
    boost::json::object operation;  ///< its OpenAPI description
    Run run;
  };

  explicit Routes(database::Database& database);

  /// A function that reads: `Expected<Out> f(Transaction&, const Actor&, const In&)`.
  template <class Out, class Actor, class In>
  void read(Route route, Expected<Out> (*task)(database::Transaction&, const Actor&, const In&)) {
    add<In, Out>(std::move(route), [this, task](Exchange& exchange, const In& in) {
      return database_.read([&](database::Transaction& tx) {
        return task(tx, static_cast<const Actor&>(*exchange.caller), in);
      });
    });
  }

  /// A function that reads what is asked again and again. `version` tells cheaply, from the
  /// database, all that its answer depends on, the caller and the request among it; who asks with
  /// the ETag of that version hears that nothing changed
  /// (docs/decisions/0013-unchanged-answers.md).
  template <class Out, class Actor, class In>
  void read(Route route, Expected<Out> (*task)(database::Transaction&, const Actor&, const In&),
            std::string (*version)(database::Transaction&, const Actor&, const In&)) {
    Row row{.route = std::move(route), .operation = {}, .run = {}};
    row.operation = describe_conditional(describe<In, Out>(row.route));
    row.run = [this, task, version](Exchange& exchange, const Parts& parts) {
      In in{};
      if (auto fault = fill(parts, in)) return *std::move(fault);
      const auto& actor = static_cast<const Actor&>(*exchange.caller);
      return database_.read([&](database::Transaction& tx) {
        const auto etag = etag_of(version(tx, actor, in));
        if (holds(parts.request, etag)) return with_etag({.status = 304}, etag);
        const Expected<Out> out = task(tx, actor, in);
        return out ? with_etag(answer(*out, parts.request), etag) : problem(out.error());
      });
    };
    rows_.push_back(std::move(row));
  }

  /// A function that writes; what it did is stored unless it refuses or throws.
  template <class Out, class Actor, class In>
  void write(Route route, Expected<Out> (*task)(database::Transaction&, const Actor&, const In&)) {
    add<In, Out>(std::move(route), [this, task](Exchange& exchange, const In& in) {
      return database_.write([&](database::Transaction& tx) {
        return task(tx, static_cast<const Actor&>(*exchange.caller), in);
      });
    });
  }

  /// Anything else: `Expected<Out> f(Exchange&, const In&)`, with transactions of its own.
  template <class In, class Out, class Task>
  void add(Route route, Task task) {
    Row row{.route = std::move(route), .operation = {}, .run = {}};
    row.operation = describe<In, Out>(row.route);
    row.run = [task = std::move(task)](Exchange& exchange, const Parts& parts) {
      In in{};
      if (auto fault = fill(parts, in)) return *std::move(fault);
      const Expected<Out> out = task(exchange, std::as_const(in));
      return out ? answer(*out, parts.request) : problem(out.error());
    };
    rows_.push_back(std::move(row));
  }

  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

  /// The OpenAPI 3.1 document of the table.
  [[nodiscard]] std::string openapi(std::string_view version) const;

 private:
  enum class Source { path, query, json, raw, form };

  template <class In>
  static constexpr bool has_field_of(auto test) {
    bool found = false;
    if constexpr (reflect::Struct<In>) {
      reflect::for_each_field<In>([&]<class C, class F>(std::string_view, F C::*) {
        found = found || test.template operator()<F>();
      });
    }
    return found;
  }

  template <class In>
  static bool takes_raw_body() {
    return has_field_of<In>([]<class F>() { return std::is_same_v<F, RawBody>; });
  }

  template <class In>
  static constexpr bool takes_form() {
    return std::is_base_of_v<Form, In>;
  }

  static bool in_path(const Route& route, std::string_view name) {
    return route.path.find("{" + std::string(name) + "}") != std::string::npos;
  }

  /// Makes the request struct from path, query and body; answers with the problem if it cannot.
  template <class In>
  static std::optional<Response> fill(const Parts& parts, In& in) {
    if constexpr (reflect::Struct<In>) {
      std::vector<json::Fault> faults;
      const bool has_json_body = parts.request.method != Method::get && !takes_raw_body<In>() &&
                                 !takes_form<In>() && needs_body<In>(parts);
      boost::json::value body;
      if (has_json_body) {
        auto parsed = parse_body(parts.request);
        if (!parsed) return problem(parsed.error());
        body = std::move(*parsed);
      }
      const auto form = takes_form<In>() ? parse_form(parts.request)
                                         : std::vector<std::pair<std::string, std::string>>{};
      reflect::for_each_field<In>([&]<class C, class F>(std::string_view name, F C::*member) {
        fill_field(parts, body, form, name, in.*member, faults);
      });
      if (!faults.empty()) return invalid_request(faults);
    }
    return std::nullopt;
  }

  template <class In>
  static bool needs_body(const Parts& parts) {
    bool needed = false;
    reflect::for_each_field<In>(
        [&](std::string_view name, auto) { needed = needed || !value_in(parts.values, name); });
    return needed;
  }

  template <class F>
  static void fill_field(const Parts& parts, const boost::json::value& body,
                         const std::vector<std::pair<std::string, std::string>>& form,
                         std::string_view name, F& field, std::vector<json::Fault>& faults) {
    const auto pointer = "/" + std::string(name);
    if constexpr (std::is_same_v<F, RawBody>) {
      field.bytes = parts.request.body;
    } else {
      std::optional<std::string_view> text = value_in(parts.values, name);
      if (!text && !body.is_object()) text = parts.request.query_value(name);
      if (!text) text = value_in(form, name);
      if (text) {
        if constexpr (!reflect::Struct<F> && !reflect::Vector<F>) {
          if (!json::decode_text(*text, field)) faults.push_back({pointer, "wrong_type"});
        }
      } else if (body.is_object()) {
        if (const auto* value = body.get_object().if_contains(name)) {
          json::decode(*value, field, pointer, faults);
        } else if constexpr (!reflect::Optional<F>) {
          faults.push_back({pointer, "required"});
        }
      } else if constexpr (!reflect::Optional<F>) {
        faults.push_back({pointer, "required"});
      }
    }
  }

  template <class Out>
  static Response answer(const Out& out, const Request& request) {
    if constexpr (std::is_same_v<Out, Nothing>) {
      return {.status = 204, .headers = {}, .body = {}};
    } else if constexpr (reflect::Struct<Out>) {
      return json_answer(json::to_text(out));
    } else if constexpr (std::is_same_v<Out, StoredFile>) {
      return file_answer(out, request);
    } else {
      return other_answer(out);
    }
  }

  template <class In, class Out>
  boost::json::object describe(const Route& route) {
    boost::json::array parameters;
    boost::json::object properties;
    boost::json::array required;
    const bool body_allowed = route.method != Method::get && !takes_raw_body<In>();
    if constexpr (reflect::Struct<In>) {
      reflect::for_each_field<In>([&]<class C, class F>(std::string_view name, F C::*) {
        if constexpr (!std::is_same_v<F, RawBody>) {
          auto described = json::schema<F>(components_);
          const bool is_path = in_path(route, name);
          if (is_path || !body_allowed) {
            parameters.push_back(boost::json::object{{"name", name},
                                                     {"in", is_path ? "path" : "query"},
                                                     {"required", is_path || !reflect::Optional<F>},
                                                     {"schema", std::move(described)}});
          } else {
            properties[name] = std::move(described);
            if constexpr (!reflect::Optional<F>) required.emplace_back(name);
          }
        }
      });
    }
    boost::json::object operation = describe_common(route);
    if (!parameters.empty()) operation["parameters"] = std::move(parameters);
    if (takes_raw_body<In>()) {
      operation["requestBody"] = raw_body_description(route.body);
    } else if (!properties.empty()) {
      operation["requestBody"] = body_description(
          takes_form<In>() ? "application/x-www-form-urlencoded" : "application/json",
          std::move(properties), std::move(required));
    }
    operation["responses"] = describe_responses<Out>(route);
    return operation;
  }

  template <class Out>
  boost::json::object describe_responses(const Route& route) {
    if constexpr (reflect::Struct<Out>) {
      return responses("200", Content{.type = "application/json", .schema = &json::schema<Out>});
    } else if constexpr (std::is_same_v<Out, Nothing>) {
      return responses("204", {});
    } else if constexpr (std::is_same_v<Out, Redirect>) {
      return responses("303", {});
    } else {
      return responses(route.answer_status, route.answer);
    }
  }

  static std::optional<std::string_view> value_in(
      const std::vector<std::pair<std::string, std::string>>& values, std::string_view name);
  static Expected<boost::json::value> parse_body(const Request& request);
  static std::vector<std::pair<std::string, std::string>> parse_form(const Request& request);
  static Response invalid_request(const std::vector<json::Fault>& faults);
  [[nodiscard]] std::string etag_of(std::string_view version) const;
  static bool holds(const Request& request, const std::string& etag);
  static Response with_etag(Response response, const std::string& etag);
  static Response json_answer(std::string body);
  static Response file_answer(const StoredFile& file, const Request& request);
  static Response other_answer(const Download& download);
  static Response other_answer(const Redirect& redirect);
  static Response other_answer(const Page& page);
  static Response other_answer(const JsonText& text);
  static Response other_answer(const PlainText& text);
  static boost::json::object describe_common(const Route& route);
  static boost::json::object describe_conditional(boost::json::object operation);
  static boost::json::object body_description(std::string_view type, boost::json::object properties,
                                              boost::json::array required);
  boost::json::object raw_body_description(const Content& body);
  boost::json::object responses(std::string_view status, const std::optional<Content>& content);

  database::Database& database_;
  std::string run_;  ///< tells this run of the program from others, which may answer otherwise
  std::vector<Row> rows_;
  json::Components components_;
};

/// Decodes application/x-www-form-urlencoded text, which queries and forms share.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> decode_form(std::string_view text);

}  // namespace lexipoort::http
