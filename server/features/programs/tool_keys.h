#pragma once

#include <expected>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace lexipoort::programs {

/// Why there is no key to check a program's signature with.
enum class NoKeys {
  unknown,      ///< the program's address does not have it
  unreachable,  ///< the program's address did not answer
  wait,         ///< another request is asking the program at this moment
};

/// The public keys of the programs, kept for ten minutes. A key that is not among them makes them
/// be fetched once more, but not more often than every half minute: anybody can send an unknown
/// key's name, and that must not become a flood towards the program. While its address fails, the
/// kept keys go on for an hour.
class ToolKeys {
 public:
  /// Gets the JWKS at an address, or says why it could not.
  using Fetch = std::function<std::expected<std::string, std::string>(const std::string& url)>;

  ToolKeys();  ///< fetches over HTTP
  explicit ToolKeys(Fetch fetch);

  /// The JWKS of a program that holds the key by this name.
  [[nodiscard]] std::expected<std::string, NoKeys> find(const std::string& url,
                                                        std::string_view kid, UtcSeconds now);

 private:
  struct Kept {
    std::string jwks;
    UtcSeconds fetched_at = 0;
    UtcSeconds asked_at = 0;
    bool asking = false;
    bool failing = false;  ///< the last time that it was asked
  };
  [[nodiscard]] static std::expected<std::string, NoKeys> choose(const Kept& kept,
                                                                 std::string_view kid,
                                                                 UtcSeconds now);

  Fetch fetch_;
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
};

}  // namespace lexipoort::programs
