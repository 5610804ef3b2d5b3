#include "platform/crypto/crypto.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zxcvbn.h>

#include <algorithm>
#include <fstream>
#include <new>
#include <stdexcept>

namespace lexipoort::crypto {
namespace {

/// OWASP's minimum for Argon2id: 19 MiB, two passes, one lane.
constexpr std::size_t kPasswordMemory = 19ULL * 1024 * 1024;
constexpr unsigned long long kPasswordPasses = 2;
/// More than this is nobody's password, and estimating it would take long.
constexpr std::size_t kEstimatedLength = 100;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string to_base64(const unsigned char* bytes, std::size_t size) {
  std::string text(sodium_base64_encoded_len(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size,
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // the terminating zero
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

[[noreturn]] void fail(const std::string& path, const char* what) {
  throw std::runtime_error("the secret file " + path + " " + what);
}

void create_secret(const std::string& path) {
  std::array<unsigned char, 32> secret{};
  randombytes_buf(secret.data(), secret.size());
  // Written beside it and linked into place, so that two programs agree on one secret.
  const std::string draft = path + "." + std::to_string(::getpid());
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) fail(path, "cannot be created: is its folder there, and may it be written to?");
  const bool written =
      ::write(file, secret.data(), secret.size()) == static_cast<ssize_t>(secret.size()) &&
      ::fsync(file) == 0;
  ::close(file);
  sodium_memzero(secret.data(), secret.size());
  const bool linked = written && (::link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST);
  ::unlink(draft.c_str());
  if (!linked) fail(path, "cannot be written");
}

}  // namespace

void initialise() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

std::string random_token() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return to_base64(bytes.data(), bytes.size());
}

std::uint64_t random_below(std::uint64_t bound) {
  if (bound <= UINT32_MAX) return randombytes_uniform(static_cast<std::uint32_t>(bound));
  std::uint64_t number = 0;
  const std::uint64_t fair = UINT64_MAX - UINT64_MAX % bound;
  do {
    randombytes_buf(&number, sizeof number);
  } while (number >= fair);
  return number % bound;
}

std::string uuid() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0fU) | 0x40U);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3fU) | 0x80U);
  std::array<char, 33> hex{};
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  std::string text(hex.data(), 32);
  for (const std::size_t at : {20, 16, 12, 8}) text.insert(at, "-");
  return text;
}

std::string hash_token(std::string_view token) {
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes_of(token), token.size(), nullptr, 0);
  return to_base64(hash.data(), hash.size());
}

std::string hash_password(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), kPasswordPasses,
                        kPasswordMemory) != 0) {
    throw std::bad_alloc();
  }
  return hash.data();
}

bool verify_password(const std::string& stored, std::string_view password) {
  return crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
}

const std::string& dummy_password_hash() {
  static const std::string hash = hash_password(random_token());
  return hash;
}

double password_guesses_log10(std::string_view password,
                              const std::vector<std::string>& own_words) {
  const std::string estimated(password.substr(0, kEstimatedLength));
  std::vector<const char*> words;
  words.reserve(own_words.size() + 1);
  for (const auto& word : own_words) words.push_back(word.c_str());
  words.push_back(nullptr);
  const double bits = ZxcvbnMatch(estimated.c_str(), words.data(), nullptr);
  return bits * 0.30102999566398120;  // log10(2)
}

SealKey SealKey::load_or_create(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) create_secret(path);
  std::ifstream file(path, std::ios::binary);
  Key master{};
  char beyond = 0;
  file.read(reinterpret_cast<char*>(master.data()), master.size());
  if (!file) fail(path, "cannot be read, or is too short: it must hold 32 bytes");
  if (file.read(&beyond, 1)) fail(path, "is too long: it must hold 32 bytes");
  SealKey key(master);
  sodium_memzero(master.data(), master.size());
  return key;
}

SealKey SealKey::random() {
  Key master{};
  randombytes_buf(master.data(), master.size());
  return SealKey(master);
}

SealKey::SealKey(const Key& master) {
  crypto_kdf_derive_from_key(seal_key_.data(), seal_key_.size(), 1, "lexiseal", master.data());
  crypto_kdf_derive_from_key(mac_key_.data(), mac_key_.size(), 2, "lexi-mac", master.data());
}

SealKey::SealKey(SealKey&& other) noexcept : seal_key_(other.seal_key_), mac_key_(other.mac_key_) {
  sodium_memzero(other.seal_key_.data(), other.seal_key_.size());
  sodium_memzero(other.mac_key_.data(), other.mac_key_.size());
}

SealKey::~SealKey() {
  sodium_memzero(seal_key_.data(), seal_key_.size());
  sodium_memzero(mac_key_.data(), mac_key_.size());
}

std::string SealKey::seal(std::string_view plain, std::string_view context) const {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  std::string sealed(kNonce + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  auto* nonce = reinterpret_cast<unsigned char*>(sealed.data());
  randombytes_buf(nonce, kNonce);
  unsigned long long size = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + kNonce, &size, bytes_of(plain), plain.size(),
                                             bytes_of(context), context.size(), nullptr, nonce,
                                             seal_key_.data());
  return to_base64(nonce, sealed.size());
}

std::optional<std::string> SealKey::open(std::string_view sealed, std::string_view context) const {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  const auto bytes = from_base64(sealed);
  if (!bytes || bytes->size() < kNonce + kTag) return std::nullopt;
  std::string plain(bytes->size() - kNonce - kTag, '\0');
  unsigned long long size = 0;
  const auto* nonce = bytes_of(*bytes);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plain.data()),
                                                 &size, nullptr, nonce + kNonce,
                                                 bytes->size() - kNonce, bytes_of(context),
                                                 context.size(), nonce, seal_key_.data()) != 0) {
    return std::nullopt;
  }
  return plain;
}

std::string SealKey::mac(std::string_view message) const {
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes_of(message), message.size(), mac_key_.data(),
                     mac_key_.size());
  return to_base64(hash.data(), hash.size());
}

}  // namespace lexipoort::crypto
