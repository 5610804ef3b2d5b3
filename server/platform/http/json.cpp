#include "platform/http/json.h"

#include <algorithm>
#include <boost/core/demangle.hpp>

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
  std::string name = boost::core::demangle(type.name());
  static constexpr std::string_view kRoot = "lexipoort::";
  if (name.starts_with(kRoot)) name.erase(0, kRoot.size());
  for (auto at = name.find("::"); at != std::string::npos; at = name.find("::")) {
    name.replace(at, 2, ".");
  }
  return name;
}

}  // namespace lexipoort::http::json
