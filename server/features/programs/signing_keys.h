#pragma once

#include <boost/describe.hpp>
#include <string>

#include "features/programs/programs.h"

/// The portal's own keys, with which it signs what it tells the programs.
namespace lexipoort::programs {

/// The key that signs now, sealed.
struct SigningKey {
  std::string kid;
  std::string sealed_key;
};

/// Throws std::runtime_error when there is no key: rotate_keys() was not called.
[[nodiscard]] SigningKey current_key(database::Transaction& tx, UtcSeconds now);

/// Signs claims, as a compact JWT.
[[nodiscard]] std::string sign(const Settings& settings, const SigningKey& key,
                               const std::string& claims);

/// The public keys, as a JWKS.
[[nodiscard]] std::string published_jwks(database::Transaction& tx, UtcSeconds now);

}  // namespace lexipoort::programs
