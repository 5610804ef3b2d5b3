#include "platform/crypto/jose.h"

#include <cjose/cjose.h>
#include <sodium.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace lexipoort::crypto {
namespace {

constexpr std::size_t kLongestToken = 16 * 1024;
constexpr std::size_t kKeyBits = 2048;

struct FreeKey {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
struct FreeSignature {
  void operator()(cjose_jws_t* signature) const { cjose_jws_release(signature); }
};
struct FreeHeader {
  void operator()(cjose_header_t* header) const { cjose_header_release(header); }
};
using Key = std::unique_ptr<cjose_jwk_t, FreeKey>;
using Signature = std::unique_ptr<cjose_jws_t, FreeSignature>;
using Header = std::unique_ptr<cjose_header_t, FreeHeader>;

[[noreturn]] void fail(const char* what, const cjose_err& error) {
  throw std::runtime_error(std::string(what) + ": " + (error.message ? error.message : "unknown"));
}

Key import_key(const std::string& jwk) {
  cjose_err error{};
  return Key(cjose_jwk_import(jwk.data(), jwk.size(), &error));
}

std::string exported(const cjose_jwk_t* key, bool with_private) {
  cjose_err error{};
  char* text = cjose_jwk_to_json(key, with_private, &error);
  if (text == nullptr) fail("a key cannot be written", error);
  std::string json(text);
  cjose_get_dealloc()(text);
  return json;
}

std::optional<boost::json::object> parse_object(std::string_view text) {
  boost::json::error_code error;
  auto value = boost::json::parse(boost::json::string_view(text.data(), text.size()), error);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

std::string_view text_of(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return {};
  return {value->as_string().data(), value->as_string().size()};
}

std::optional<boost::json::object> header_of(std::string_view compact) {
  if (compact.size() > kLongestToken) return std::nullopt;
  const auto encoded = compact.substr(0, compact.find('.'));
  std::string bytes(encoded.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                        encoded.data(), encoded.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) {
    return std::nullopt;
  }
  bytes.resize(size);
  return parse_object(bytes);
}

bool is_usable(const boost::json::object& key) {
  const auto use = text_of(key, "use");
  const auto algorithm = text_of(key, "alg");
  // A modulus of 2048 bits is 256 bytes: 342 characters of base64url.
  return text_of(key, "kty") == "RSA" && (use.empty() || use == "sig") &&
         (algorithm.empty() || algorithm == "RS256") && text_of(key, "n").size() >= 342;
}

/// The one key of the set that may have signed; none when that is not clear.
std::optional<boost::json::object> find_key(const std::string& jwks, std::string_view kid) {
  const auto set = parse_object(jwks);
  const auto* keys = set ? set->if_contains("keys") : nullptr;
  if (keys == nullptr || !keys->is_array()) return std::nullopt;
  std::optional<boost::json::object> found;
  for (const auto& key : keys->as_array()) {
    if (!key.is_object() || !is_usable(key.as_object())) continue;
    if (!kid.empty() && text_of(key.as_object(), "kid") != kid) continue;
    if (found) return std::nullopt;
    found = key.as_object();
  }
  return found;
}

/// Only what verifying needs: no private parts, whatever the set says.
std::string verifying_part(const boost::json::object& key) {
  return boost::json::serialize(
      boost::json::object{{"kty", "RSA"}, {"n", text_of(key, "n")}, {"e", text_of(key, "e")}});
}

}  // namespace

std::string make_rsa_key(const std::string& kid) {
  cjose_err error{};
  std::array<std::uint8_t, 3> exponent = {1, 0, 1};
  const Key key(cjose_jwk_create_RSA_random(kKeyBits, exponent.data(), exponent.size(), &error));
  if (!key || !cjose_jwk_set_kid(key.get(), kid.data(), kid.size(), &error)) {
    fail("an RSA key cannot be made", error);
  }
  return exported(key.get(), true);
}

std::string public_jwk(const std::string& private_jwk) {
  const auto key = parse_object(private_jwk);
  if (!key) throw std::runtime_error("not a JWK");
  return boost::json::serialize(boost::json::object{{"kty", "RSA"},
                                                    {"use", "sig"},
                                                    {"alg", "RS256"},
                                                    {"kid", text_of(*key, "kid")},
                                                    {"n", text_of(*key, "n")},
                                                    {"e", text_of(*key, "e")}});
}

std::string sign_jwt(const std::string& private_jwk, const std::string& claims_json) {
  cjose_err error{};
  const Key key = import_key(private_jwk);
  if (!key) throw std::runtime_error("not a private JWK");
  const Header header(cjose_header_new(&error));
  const char* kid = cjose_jwk_get_kid(key.get(), &error);
  if (!header || kid == nullptr ||
      !cjose_header_set(header.get(), CJOSE_HDR_ALG, CJOSE_HDR_ALG_RS256, &error) ||
      !cjose_header_set(header.get(), CJOSE_HDR_KID, kid, &error) ||
      !cjose_header_set(header.get(), "typ", "JWT", &error)) {
    fail("a token's header cannot be made", error);
  }
  const Signature signature(cjose_jws_sign(
      key.get(), header.get(), reinterpret_cast<const std::uint8_t*>(claims_json.data()),
      claims_json.size(), &error));
  const char* compact = nullptr;
  if (!signature || !cjose_jws_export(signature.get(), &compact, &error)) {
    fail("a token cannot be signed", error);
  }
  return compact;
}

std::optional<VerifiedJwt> verify_jwt(std::string_view compact, const std::string& jwks_json) {
  const auto header = header_of(compact);
  if (!header || text_of(*header, "alg") != "RS256" || header->contains("crit")) {
    return std::nullopt;
  }
  const auto chosen = find_key(jwks_json, text_of(*header, "kid"));
  if (!chosen) return std::nullopt;
  const Key key = import_key(verifying_part(*chosen));
  cjose_err error{};
  const Signature signature(cjose_jws_import(compact.data(), compact.size(), &error));
  if (!key || !signature || !cjose_jws_verify(signature.get(), key.get(), &error)) {
    return std::nullopt;
  }
  std::uint8_t* claims = nullptr;
  std::size_t size = 0;
  if (!cjose_jws_get_plaintext(signature.get(), &claims, &size, &error)) return std::nullopt;
  return VerifiedJwt{.header_json = boost::json::serialize(*header),
                     .claims_json = std::string(reinterpret_cast<const char*>(claims), size)};
}

std::optional<std::string> unverified_kid(std::string_view compact) {
  const auto header = header_of(compact);
  if (!header || text_of(*header, "kid").empty()) return std::nullopt;
  return std::string(text_of(*header, "kid"));
}

}  // namespace lexipoort::crypto
