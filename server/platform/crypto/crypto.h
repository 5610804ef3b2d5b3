#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Passwords, tokens, random numbers and sealed texts; libsodium and zxcvbn behind it.
namespace lexipoort::crypto {

/// Must run before anything else here; running it again does nothing. Throws std::runtime_error
/// when the library cannot start, std::bad_alloc when there is no memory for one password.
void initialise();

/// 32 random bytes in base64url: what a browser or a mail holds.
[[nodiscard]] std::string random_token();

/// A number from 0 up to and without `bound`, all equally likely; 0 when there is none.
[[nodiscard]] std::uint64_t random_below(std::uint64_t bound);

/// A random UUID (version 4).
[[nodiscard]] std::string uuid();

/// BLAKE2b-256 in base64url: what the database keeps of a token.
[[nodiscard]] std::string hash_token(std::string_view token);

/// SHA-256 of bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  void add(std::string_view bytes);
  /// Of all that was added, in lower-case hexadecimal digits. To be asked once.
  [[nodiscard]] std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Argon2id with OWASP's minimum (19 MiB, two passes), as a text that describes itself.
/// Throws std::bad_alloc when there is no memory for it.
[[nodiscard]] std::string hash_password(std::string_view password);

/// Whether the password is the one that was hashed; false for a text that is no hash.
[[nodiscard]] bool verify_password(const std::string& stored, std::string_view password);

/// The hash of nobody's password, so that an unknown account costs as much time as a known one.
[[nodiscard]] const std::string& dummy_password_hash();

/// The power of ten of the guesses that a clever attacker needs; `own_words` (a name, an address)
/// are tried first. Looks at the first 48 bytes: what follows can only make it more.
[[nodiscard]] double password_guesses_log10(std::string_view password,
                                            const std::vector<std::string>& own_words);

/// The server's own secret, kept in a file outside the database. What it sealed cannot be read or
/// changed by who holds only the database.
class SealKey {
 public:
  /// Reads the key, or makes it (mode 600); programs that do so at once get one and the same.
  /// Throws std::runtime_error naming the path when it cannot, or when it is not 32 bytes.
  [[nodiscard]] static SealKey load_or_create(const std::string& path);
  /// A key that ends with the program.
  [[nodiscard]] static SealKey random();
  ~SealKey();
  SealKey(SealKey&& other) noexcept;
  SealKey& operator=(SealKey&&) = delete;
  SealKey(const SealKey&) = delete;
  SealKey& operator=(const SealKey&) = delete;

  /// XChaCha20-Poly1305 in base64url. `context` says what the text is for; it opens only there.
  [[nodiscard]] std::string seal(std::string_view plain, std::string_view context) const;
  [[nodiscard]] std::optional<std::string> open(std::string_view sealed,
                                                std::string_view context) const;

  /// A keyed hash in base64url: the same for the same message, and nothing without the key.
  [[nodiscard]] std::string mac(std::string_view message) const;

 private:
  using Key = std::array<unsigned char, 32>;
  explicit SealKey(const Key& master);

  Key seal_key_{};
  Key mac_key_{};
};

}  // namespace lexipoort::crypto
