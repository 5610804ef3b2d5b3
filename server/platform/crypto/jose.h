#pragma once

#include <optional>
#include <string>
#include <string_view>

/// JSON Web Keys and Tokens with RS256, and nothing else: an algorithm that a token may choose is
/// an algorithm that an attacker chooses. cjose behind it.
namespace lexipoort::crypto {

/// A new RSA key of 2048 bits as a private JWK (JSON). Throws std::runtime_error.
[[nodiscard]] std::string make_rsa_key(const std::string& kid);

/// The public half, as others may see it: kty, n, e, kid, alg, use. Throws std::runtime_error for
/// what is no RSA key of 2048 bits.
[[nodiscard]] std::string public_jwk(const std::string& private_jwk);

/// A compact JWS over the claims, with the key's kid in its header. Throws std::runtime_error for
/// what is no private key with a kid.
[[nodiscard]] std::string sign_jwt(const std::string& private_jwk, const std::string& claims_json);

/// The claims (JSON) of a token, if it is signed with RS256 by a key of the set: the one its kid
/// names, or the only one when it names none. RSA keys of 2048 to 8192 bits count, others do not.
/// Nothing for any other text, for tokens above 16 KB and for claims that are not a JSON object;
/// never throws for them. Whether the claims hold (who, for whom, until when) is for the caller to
/// see. Source: RFC 8725 (sections 3.1, 3.2, 3.5).
[[nodiscard]] std::optional<std::string> verify_jwt(std::string_view compact,
                                                    const std::string& jwks_json);

/// The kid that a token claims, before anything of it is believed.
[[nodiscard]] std::optional<std::string> unverified_kid(std::string_view compact);

}  // namespace lexipoort::crypto
