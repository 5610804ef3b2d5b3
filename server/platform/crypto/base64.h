#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lexipoort::crypto {

/// base64url without padding (RFC 4648, section 5).
[[nodiscard]] std::string to_base64url(std::string_view bytes);

/// The bytes of it; nothing for any text that to_base64url would not write, so that one value has
/// one text.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

}  // namespace lexipoort::crypto
