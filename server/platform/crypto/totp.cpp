#include "platform/crypto/totp.h"

#include <liboath/oath.h>
#include <sodium.h>

#include <array>
#include <cstdlib>
#include <memory>

namespace lexipoort::crypto {
namespace {

constexpr unsigned kStep = 30;
constexpr std::size_t kDigits = 6;
constexpr std::size_t kNeighbours = 1;

struct Free {
  void operator()(char* text) const { std::free(text); }  // NOLINT: C's own memory
};
using Text = std::unique_ptr<char, Free>;

struct Bytes {
  Text bytes;
  std::size_t size = 0;
};

Bytes from_base32(const std::string& text) {
  char* bytes = nullptr;
  std::size_t size = 0;
  if (oath_base32_decode(text.data(), text.size(), &bytes, &size) != OATH_OK) return {};
  return {Text(bytes), size};
}

}  // namespace

std::string new_totp_secret() {
  std::array<char, 20> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  char* text = nullptr;
  std::size_t size = 0;
  if (oath_base32_encode(bytes.data(), bytes.size(), &text, &size) != OATH_OK) {
    throw std::bad_alloc();
  }
  const Text owner(text);
  return {text, size};
}

std::optional<std::int64_t> totp_step(const std::string& secret, const std::string& code,
                                      std::int64_t now) {
  const auto key = from_base32(secret);
  if (key.size == 0 || code.size() != kDigits) return std::nullopt;
  int position = 0;
  const int distance =
      oath_totp_validate2(key.bytes.get(), key.size, now, kStep, OATH_TOTP_DEFAULT_START_TIME,
                          kNeighbours, &position, code.c_str());
  if (distance < 0) return std::nullopt;
  return now / kStep + position;
}

}  // namespace lexipoort::crypto
