#include "platform/http/json.h"

#include <algorithm>
#include <boost/core/demangle.hpp>
#include <cctype>
#include <ranges>
#include <stdexcept>

namespace lexipoort::http::json {

void encode_text(std::string& out, std::string_view text) {
  const bool plain = std::ranges::none_of(text, [](char character) {
    return static_cast<unsigned char>(character) < 0x20 || character == '"' || character == '\\';
  });
  if (!plain) {
    out += boost::json::serialize(boost::json::string_view(text.data(), text.size()));
    return;
  }
  out += '"';
  out += text;
  out += '"';
}

void encode_real(std::string& out, double value) {
  out += std::isfinite(value) ? boost::json::serialize(boost::json::value(value)) : "null";
}

std::string schema_name(const std::type_info& type) {
  using std::string_view_literals::operator""sv;
  static constexpr auto kNoRoom = {"lexipoort"sv, "(anonymous namespace)"sv, "rules"sv};
  std::string name;
  for (const auto part : std::views::split(boost::core::demangle(type.name()), "::"sv)) {
    const std::string_view word(part.begin(), part.end());
    if (std::ranges::find(kNoRoom, word) != kNoRoom.end()) continue;
    name += static_cast<char>(std::toupper(word.front()));
    name += word.substr(1);
  }
  return name;
}

boost::json::value bytes_schema(Components& /*components*/) {
  return boost::json::object{{"type", "string"}, {"format", "binary"}};
}

bool Components::add(const std::string& name, const std::type_info& type) {
  const auto [known, is_new] = types_.emplace(name, type);
  if (known->second != type) throw std::logic_error("two types are called " + name);
  return is_new;
}

}  // namespace lexipoort::http::json
