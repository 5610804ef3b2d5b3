#include "platform/crypto/crypto.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zxcvbn.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <new>
#include <stdexcept>

#include "platform/crypto/base64.h"

namespace lexipoort::crypto {
namespace {

/// OWASP's minimum for Argon2id: 19 MiB, two passes, one lane.
constexpr std::size_t kPasswordMemory = 19ULL * 1024 * 1024;
constexpr unsigned long long kPasswordPasses = 2;
/// zxcvbn takes seconds for a hundred characters of "1212"; this many take 0.06 s at most.
constexpr std::size_t kEstimatedLength = 48;

using Secret = std::array<unsigned char, 32>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

template <std::size_t kSize>
std::string base64_of(const std::array<unsigned char, kSize>& bytes) {
  return to_base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

[[noreturn]] void fail(const std::string& path, const char* what) {
  throw std::runtime_error("the secret file " + path + " " + what);
}

bool write_durably(int file, const Secret& secret) {
  return ::write(file, secret.data(), secret.size()) == static_cast<ssize_t>(secret.size()) &&
         ::fsync(file) == 0;
}

/// A secret that a power cut takes away after something was sealed with it takes that along.
void store_folder_of(const std::string& path) {
  const auto folder = std::filesystem::absolute(path).parent_path();
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return;
  ::fsync(handle);
  ::close(handle);
}

void create_secret(const std::string& path) {
  // Written beside it and linked into place, so that two programs agree on one secret.
  std::string draft = path + ".XXXXXX";
  const int file = ::mkostemp(draft.data(), O_CLOEXEC);  // mode 600
  if (file < 0) fail(path, "cannot be created: is its folder there, and may it be written to?");
  Secret secret{};
  randombytes_buf(secret.data(), secret.size());
  const bool written = write_durably(file, secret);
  ::close(file);
  sodium_memzero(secret.data(), secret.size());
  const bool linked = written && (::link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST);
  ::unlink(draft.c_str());
  if (!linked) fail(path, "cannot be written");
  store_folder_of(path);
}

/// Without a stream, whose buffer would keep a copy.
Secret read_secret(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) fail(path, "cannot be read: may this user read it?");
  std::array<unsigned char, std::tuple_size_v<Secret> + 1> bytes{};
  const auto size = ::read(file, bytes.data(), bytes.size());
  ::close(file);
  Secret secret{};
  std::copy_n(bytes.begin(), secret.size(), secret.begin());
  sodium_memzero(bytes.data(), bytes.size());
  if (size < 0) fail(path, "cannot be read: is it a file?");
  if (size != static_cast<ssize_t>(secret.size())) fail(path, "must hold 32 bytes exactly");
  return secret;
}

}  // namespace

void initialise() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  // Now, so that not even the first sign-in of an unknown account takes longer than another.
  (void)dummy_password_hash();
}

std::string random_token() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return base64_of(bytes);
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
  return base64_of(hash);
}

struct Sha256::State {
  crypto_hash_sha256_state sums;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  crypto_hash_sha256_init(&state_->sums);
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  crypto_hash_sha256_update(&state_->sums, bytes_of(bytes), bytes.size());
}

std::string Sha256::hex() {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state_->sums, hash.data());
  std::string text(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  text.pop_back();
  return text;
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
  Key master = read_secret(path);
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
  return to_base64url(sealed);
}

std::optional<std::string> SealKey::open(std::string_view sealed, std::string_view context) const {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  const auto bytes = from_base64url(sealed);
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
  return base64_of(hash);
}

}  // namespace lexipoort::crypto
