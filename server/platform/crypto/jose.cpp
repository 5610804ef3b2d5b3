#include "platform/crypto/jose.h"

#include <cjose/cjose.h>

#include <array>
#include <bit>
#include <boost/json.hpp>
#include <memory>
#include <stdexcept>
#include <utility>

#include "platform/crypto/base64.h"

namespace lexipoort::crypto {
namespace {

constexpr std::size_t kLongestToken = 16 * 1024;
constexpr std::size_t kKeyBits = 2048;
constexpr std::size_t kLongestKeyBits = 8192;

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

struct Parts {
  boost::json::object header;
  std::string claims;
};

/// The three parts of a compact JWS (RFC 7515, section 7.1), of which nothing is proven yet.
std::optional<Parts> take_apart(std::string_view compact) {
  if (compact.size() > kLongestToken) return std::nullopt;
  const auto first = compact.find('.');
  const auto last = compact.rfind('.');
  if (first == last) return std::nullopt;
  const auto header = from_base64url(compact.substr(0, first));
  auto claims = from_base64url(compact.substr(first + 1, last - first - 1));
  const auto signature = from_base64url(compact.substr(last + 1));
  if (!header || !claims || !signature) return std::nullopt;
  auto described = parse_object(*header);
  if (!described || !parse_object(*claims)) return std::nullopt;
  return Parts{.header = std::move(*described), .claims = std::move(*claims)};
}

/// A number of a JWK (RFC 7518, section 2): its bytes, the highest first, without zeros ahead.
std::string number_of(const boost::json::object& key, std::string_view name) {
  auto bytes = from_base64url(text_of(key, name)).value_or("");
  bytes.erase(0, bytes.find_first_not_of('\0'));
  return bytes;
}

std::size_t bits_of(std::string_view number) {
  if (number.empty()) return 0;
  const auto highest = static_cast<unsigned char>(number.front());
  return 8 * (number.size() - 1) + static_cast<std::size_t>(std::bit_width(highest));
}

/// Whether the numbers make a key worth the name: with the exponent 1 everyone can sign, and
/// enormous numbers only cost time.
bool is_strong(const boost::json::object& key) {
  const auto modulus = bits_of(number_of(key, "n"));
  const auto exponent = number_of(key, "e");
  return modulus >= kKeyBits && modulus <= kLongestKeyBits && bits_of(exponent) >= 2 &&
         bits_of(exponent) <= 64 && (static_cast<unsigned char>(exponent.back()) & 1U) != 0;
}

bool is_usable(const boost::json::object& key) {
  const auto use = text_of(key, "use");
  const auto algorithm = text_of(key, "alg");
  return text_of(key, "kty") == "RSA" && (use.empty() || use == "sig") &&
         (algorithm.empty() || algorithm == "RS256") && is_strong(key);
}

/// Whether the header asks for RS256, for nothing that we do not know, and names its key, if at
/// all, by a text. Keys that it brings along (jwk, jku, x5c, x5u) are not looked at.
bool is_acceptable(const boost::json::object& header) {
  return text_of(header, "alg") == "RS256" && !header.contains("crit") &&
         (!header.contains("kid") || !text_of(header, "kid").empty());
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
  if (!key || !is_usable(*key)) throw std::runtime_error("not an RSA key for RS256");
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

std::optional<std::string> verify_jwt(std::string_view compact, const std::string& jwks_json) {
  auto parts = take_apart(compact);
  if (!parts || !is_acceptable(parts->header)) return std::nullopt;
  const auto chosen = find_key(jwks_json, text_of(parts->header, "kid"));
  if (!chosen) return std::nullopt;
  const Key key = import_key(verifying_part(*chosen));
  cjose_err error{};
  const Signature signature(cjose_jws_import(compact.data(), compact.size(), &error));
  if (!key || !signature || !cjose_jws_verify(signature.get(), key.get(), &error)) {
    return std::nullopt;
  }
  return std::move(parts->claims);
}

std::optional<std::string> unverified_kid(std::string_view compact) {
  const auto parts = take_apart(compact);
  if (!parts || text_of(parts->header, "kid").empty()) return std::nullopt;
  return std::string(text_of(parts->header, "kid"));
}

}  // namespace lexipoort::crypto
