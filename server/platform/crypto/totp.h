#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Codes that an app on a phone makes from a shared secret and the time: TOTP (RFC 6238) as every
/// such app knows it, with SHA-1, six digits and steps of 30 seconds; liboath behind it.
namespace lexipoort::crypto {

/// 20 random bytes in base32, as an app takes them.
[[nodiscard]] std::string new_totp_secret();

/// The step (the number of 30 seconds since 1970) that this is the code of, if that is the present
/// one or a neighbour: clocks differ. Nothing for a wrong code, or a secret that is no base32.
[[nodiscard]] std::optional<std::int64_t> totp_step(const std::string& secret,
                                                    const std::string& code, std::int64_t now);

}  // namespace lexipoort::crypto
