#pragma once

#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeindex>
#include <vector>

#include "base/expected.h"
#include "base/reflect.h"
#include "base/text.h"

/// Described structs to and from JSON, and their schema: nothing about a type is written twice.
namespace lexipoort::http::json {

struct Fault {
  std::string pointer;  ///< RFC 6901: /rows/3/first_name
  std::string code;     ///< required, wrong_type, out_of_range, unknown_value
};

// --- out -----------------------------------------------------------------------------------------
// Written straight into the text: a tree of values first costs several times as much, and lists of
// thousands of people are what this portal sends (docs/decisions/0003-json-out.md).

void encode_text(std::string& out, std::string_view text);
void encode_real(std::string& out, double value);

template <class T>
void encode(std::string& out, const T& value);

/// A type of which empty fields stay away, as other standards want: it has a constant kSparse.
template <class T>
concept Sparse = requires {
  T::kSparse;
};

/// What stands before each value of an object: {"first": and ,"second":
template <class T>
const std::vector<std::string>& field_starts() {
  static const auto starts = [] {
    std::vector<std::string> made;
    reflect::for_each_field<T>([&](std::string_view name, auto) {
      made.push_back((made.empty() ? "{\"" : ",\"") + std::string(name) + "\":");
    });
    return made;
  }();
  return starts;
}

/// An object of which the empty fields stay away.
template <Sparse T>
void encode_object(std::string& out, const T& value) {
  out += '{';
  bool first = true;
  reflect::for_each_field<T>([&]<class C, class F>(std::string_view name, F C::*member) {
    if constexpr (reflect::Optional<F>) {
      if (!(value.*member)) return;
    }
    out += first ? "\"" : ",\"";
    first = false;
    out += name;
    out += "\":";
    encode(out, value.*member);
  });
  out += '}';
}

template <class T>
void encode_object(std::string& out, const T& value) {
  auto start = field_starts<T>().begin();
  if (start == field_starts<T>().end()) out += '{';
  reflect::for_each_field<T>([&](std::string_view, auto member) {
    out += *start++;
    encode(out, value.*member);
  });
  out += '}';
}

/// A list of thousands of items, written as they come: only their text is kept.
template <class T>
class Written {
 public:
  using value_type = T;

  void add(const T& item) {
    text_ += text_.empty() ? '[' : ',';
    encode(text_, item);
  }
  void encode_to(std::string& out) const {
    out.reserve(out.size() + text_.size() + 3);
    out += text_.empty() ? "[" : text_;
    out += ']';
  }

 private:
  std::string text_;
};

template <class T>
struct IsWritten : std::false_type {};
template <class T>
struct IsWritten<Written<T>> : std::true_type {};

template <class T>
void encode_integer(std::string& out, T value) {
  char digits[24];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
  out.append(digits, end);
}

template <class T>
void encode(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (reflect::Integer<T>) {
    encode_integer(out, value);
  } else if constexpr (std::is_floating_point_v<T>) {
    encode_real(out, value);
  } else if constexpr (reflect::Identifier<T>) {
    out += '"';
    encode_integer(out, value.value);
    out += '"';
  } else if constexpr (reflect::Enum<T>) {
    encode_text(out, reflect::enum_name(value));
  } else if constexpr (reflect::Optional<T>) {
    if (value) {
      encode(out, *value);
    } else {
      out += "null";
    }
  } else if constexpr (reflect::Vector<T>) {
    out += '[';
    for (std::size_t index = 0; index < value.size(); ++index) {
      if (index > 0) out += ',';
      encode(out, value[index]);
    }
    out += ']';
  } else if constexpr (IsWritten<T>::value) {
    value.encode_to(out);
  } else if constexpr (reflect::Struct<T>) {
    encode_object(out, value);
  } else {
    encode_text(out, value);
  }
}

template <class T>
[[nodiscard]] std::string to_text(const T& value) {
  std::string out;
  encode(out, value);
  return out;
}

// --- in ------------------------------------------------------------------------------------------

template <class T>
void decode(const boost::json::value& json, T& value, const std::string& pointer,
            std::vector<Fault>& faults);

/// One value out of a path, a query or a form, where everything is text.
template <class T>
bool decode_text(std::string_view text, T& value) {
  if constexpr (reflect::Optional<T>) {
    return decode_text(text, value.emplace());
  } else if constexpr (reflect::Identifier<T>) {
    return decode_text(text, value.value) && value.value > 0;
  } else if constexpr (reflect::Enum<T>) {
    const auto known = reflect::enum_value<T>(text);
    if (known) value = *known;
    return known.has_value();
  } else if constexpr (std::is_same_v<T, bool>) {
    value = text == "true";
    return text == "true" || text == "false";
  } else if constexpr (reflect::Integer<T>) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
  } else {
    static_assert(std::is_same_v<T, std::string>, "this type does not fit in a path or a query");
    value = text;
    return text.find('\0') == std::string_view::npos && text::is_utf8(text);
  }
}

template <class T>
void decode_integer(const boost::json::value& json, T& value, const std::string& pointer,
                    std::vector<Fault>& faults) {
  boost::json::error_code error;
  const auto number = json.to_number<std::int64_t>(error);
  if (error || !json.is_number()) {
    faults.push_back({pointer, "wrong_type"});
  } else if (number < std::numeric_limits<T>::min() || number > std::numeric_limits<T>::max()) {
    faults.push_back({pointer, "out_of_range"});
  } else {
    value = static_cast<T>(number);
  }
}

template <class T>
void decode_object(const boost::json::value& json, T& value, const std::string& pointer,
                   std::vector<Fault>& faults) {
  const auto* object = json.if_object();
  if (object == nullptr) {
    faults.push_back({pointer, "wrong_type"});
    return;
  }
  reflect::for_each_field<T>([&]<class C, class F>(std::string_view name, F C::*member) {
    const auto here = pointer + "/" + std::string(name);
    if (const auto* field = object->if_contains(name)) {
      decode(*field, value.*member, here, faults);
    } else if constexpr (!reflect::Optional<F>) {
      faults.push_back({here, "required"});
    }
  });
}

template <class T>
void decode(const boost::json::value& json, T& value, const std::string& pointer,
            std::vector<Fault>& faults) {
  if constexpr (reflect::Optional<T>) {
    if (json.is_null()) {
      value.reset();
    } else {
      decode(json, value.emplace(), pointer, faults);
    }
  } else if constexpr (reflect::Vector<T>) {
    const auto* array = json.if_array();
    if (array == nullptr) {
      faults.push_back({pointer, "wrong_type"});
      return;
    }
    value.resize(array->size());
    for (std::size_t index = 0; index < array->size(); ++index) {
      decode((*array)[index], value[index], pointer + "/" + std::to_string(index), faults);
    }
  } else if constexpr (reflect::Struct<T>) {
    decode_object(json, value, pointer, faults);
  } else if constexpr (std::is_same_v<T, bool>) {
    if (const auto* flag = json.if_bool()) {
      value = *flag;
    } else {
      faults.push_back({pointer, "wrong_type"});
    }
  } else if constexpr (reflect::Integer<T>) {
    decode_integer(json, value, pointer, faults);
  } else if constexpr (std::is_floating_point_v<T>) {
    if (!json.is_number()) {
      faults.push_back({pointer, "wrong_type"});
    } else if (value = json.to_number<T>(); !std::isfinite(value)) {
      // 1e999 is read as infinity, which no JSON and so no database takes back.
      faults.push_back({pointer, "out_of_range"});
    }
  } else {
    const auto* text = json.if_string();
    if (text == nullptr || !decode_text(std::string_view(*text), value)) {
      faults.push_back({pointer, reflect::Enum<T> ? "unknown_value" : "wrong_type"});
    }
  }
}

/// A body of JSON. Refuses `faulty` with the first field that is wrong, and how.
template <class T>
[[nodiscard]] Expected<T> read(std::string_view body) {
  boost::json::error_code error;
  const auto json = boost::json::parse(body, error);
  if (error) return faulty("", "wrong_type");
  T value;
  std::vector<Fault> faults;
  decode(json, value, "", faults);
  if (!faults.empty()) return faulty(faults.front().pointer, faults.front().code);
  return value;
}

// --- schema --------------------------------------------------------------------------------------

/// "PeopleLinkRow" for lexipoort::people::LinkRow: the room and the type, wherever it stands there.
[[nodiscard]] std::string schema_name(const std::type_info& type);

/// The schemas that others refer to.
class Components {
 public:
  /// Whether the type is new here. Throws std::logic_error when another one goes by its name.
  bool add(const std::string& name, const std::type_info& type);

  boost::json::object schemas;

 private:
  std::map<std::string, std::type_index> types_;
};

/// The schema of what is no JSON.
[[nodiscard]] boost::json::value bytes_schema(Components&);

template <class T>
boost::json::value schema(Components& components);

template <class T>
boost::json::object object_schema(Components& components) {
  boost::json::object properties;
  boost::json::array required;
  reflect::for_each_field<T>([&]<class C, class F>(std::string_view name, F C::*) {
    if constexpr (Sparse<T> && reflect::Optional<F>) {
      properties[name] = schema<typename F::value_type>(components);
    } else {
      properties[name] = schema<F>(components);
    }
    if constexpr (!reflect::Optional<F>) required.emplace_back(name);
  });
  boost::json::object described{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) described["required"] = std::move(required);
  return described;
}

/// The JSON Schema of a type; structs go into `components` once and are referred to.
template <class T>
boost::json::value schema(Components& components) {
  using boost::json::object;
  if constexpr (std::is_same_v<T, bool>) {
    return object{{"type", "boolean"}};
  } else if constexpr (reflect::Integer<T>) {
    return object{{"type", "integer"}, {"format", "int64"}};
  } else if constexpr (std::is_floating_point_v<T>) {
    return object{{"type", "number"}};
  } else if constexpr (reflect::Identifier<T>) {
    return object{{"type", "string"}, {"pattern", "^[1-9][0-9]{0,18}$"}};
  } else if constexpr (reflect::Enum<T>) {
    boost::json::array names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto enumerator) { names.emplace_back(reflect::enum_name(enumerator.value)); });
    return object{{"type", "string"}, {"enum", std::move(names)}};
  } else if constexpr (reflect::Optional<T>) {
    boost::json::array either;
    either.push_back(schema<typename T::value_type>(components));
    either.push_back(object{{"type", "null"}});
    return object{{"anyOf", std::move(either)}};
  } else if constexpr (reflect::Vector<T> || IsWritten<T>::value) {
    return object{{"type", "array"}, {"items", schema<typename T::value_type>(components)}};
  } else if constexpr (reflect::Struct<T>) {
    const auto name = schema_name(typeid(T));
    // Added before it is described: a type may contain itself.
    if (components.add(name, typeid(T))) components.schemas[name] = object_schema<T>(components);
    return object{{"$ref", "#/components/schemas/" + name}};
  } else {
    return object{{"type", "string"}};
  }
}

}  // namespace lexipoort::http::json
