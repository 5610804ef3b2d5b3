#include "platform/files/files.h"

#include <fcntl.h>
#include <magic.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <memory>
#include <system_error>

#include "platform/crypto/crypto.h"

namespace lexipoort::files {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::size_t kPiece = 1U << 20U;
constexpr std::string_view kParts = "parts";
constexpr auto kSettled = 24h;

[[noreturn]] void fail(const fs::path& path) {
  throw std::system_error(errno, std::generic_category(), path.string());
}

class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags)
      : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (number_ < 0) fail(path);
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int number() const { return number_; }
  void synchronise() const {
    if (::fsync(number_) != 0) fail(path_);
  }

 private:
  fs::path path_;
  int number_;
};

/// Zero, or the number of the error.
int write_all(const Descriptor& file, off_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::pwrite(file.number(), bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += written;
  }
  return 0;
}

std::string sha256_of(const fs::path& path) {
  const Descriptor file(path, O_RDONLY);
  crypto::Sha256 sum;
  std::string piece(kPiece, '\0');
  while (true) {
    const auto size = ::read(file.number(), piece.data(), piece.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) fail(path);
    if (size == 0) return sum.hex();
    sum.add(std::string_view(piece).substr(0, static_cast<std::size_t>(size)));
  }
}

/// Apple's disk images end with a block that begins with `koly`, where libmagic does not look.
bool is_apple_disk_image(const fs::path& path) {
  constexpr off_t kTrailer = 512;
  const Descriptor file(path, O_RDONLY);
  std::array<char, 4> mark{};
  const auto size = static_cast<off_t>(fs::file_size(path));
  return size >= kTrailer &&
         ::pread(file.number(), mark.data(), mark.size(), size - kTrailer) == 4 &&
         std::string_view(mark.data(), mark.size()) == "koly";
}

std::string media_type_of(const fs::path& path) {
  if (is_apple_disk_image(path)) return "application/x-apple-diskimage";
  const std::unique_ptr<magic_set, decltype(&::magic_close)> known(
      ::magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR), &::magic_close);
  if (!known || ::magic_load(known.get(), nullptr) != 0) {
    throw std::runtime_error("libmagic has no list of file types");
  }
  const char* type = ::magic_file(known.get(), path.c_str());
  if (type == nullptr) throw std::runtime_error(::magic_error(known.get()));
  return type;
}

void synchronise_folder(const fs::path& folder) {
  Descriptor(folder, O_RDONLY | O_DIRECTORY).synchronise();
}

}  // namespace

Store::Store(fs::path folder) : folder_(std::move(folder)) {}

void Store::prepare() const {
  std::error_code error;
  fs::create_directories(folder_ / kParts, error);
  if (error || ::access((folder_ / kParts).c_str(), W_OK) != 0) {
    throw std::runtime_error("the folder for files, " + folder_.string() +
                             ", cannot be made or written to");
  }
}

bool Store::write(std::int64_t part, std::int64_t offset, std::string_view bytes) const {
  const auto path = path_of_part(part);
  const Descriptor file(path, O_WRONLY | O_CREAT);
  const int error = write_all(file, offset, bytes);
  const auto end = error == 0 ? offset + static_cast<off_t>(bytes.size()) : offset;
  if (::ftruncate(file.number(), end) != 0) fail(path);
  if (error == ENOSPC || error == EDQUOT) return false;
  if (error != 0) throw std::system_error(error, std::generic_category(), path.string());
  file.synchronise();
  return true;
}

Contents Store::look_into(std::int64_t part) const {
  const auto path = path_of_part(part);
  return {.sha256 = sha256_of(path), .media_type = media_type_of(path)};
}

void Store::keep(std::int64_t part, const std::string& sha256) const {
  if (::link(path_of_part(part).c_str(), path_of(sha256).c_str()) != 0 && errno != EEXIST) {
    fail(path_of(sha256));
  }
  synchronise_folder(folder_);
}

void Store::keep(std::string_view bytes, const std::string& sha256) const {
  constexpr std::int64_t kNoUpload = 0;
  if (!write(kNoUpload, 0, bytes)) {
    throw std::system_error(ENOSPC, std::generic_category(), folder_.string());
  }
  keep(kNoUpload, sha256);
  drop_part(kNoUpload);
}

void Store::drop_part(std::int64_t part) const {
  fs::remove(path_of_part(part));
}

void Store::drop(const std::string& sha256) const {
  fs::remove(path_of(sha256));
}

fs::path Store::path_of(const std::string& sha256) const {
  return folder_ / sha256;
}

fs::path Store::path_of_part(std::int64_t part) const {
  return folder_ / kParts / std::to_string(part);
}

std::vector<std::string> Store::settled() const {
  // Whatever else lies in the folder is not ours to touch.
  const auto is_sum = [](const std::string& name) {
    constexpr std::size_t kDigits = 64;
    return name.size() == kDigits &&
           name.find_first_not_of("0123456789abcdef") == std::string::npos;
  };
  const auto before = fs::file_time_type::clock::now() - kSettled;
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    auto name = entry.path().filename().string();
    if (is_sum(name) && entry.is_regular_file() && entry.last_write_time() < before) {
      found.push_back(std::move(name));
    }
  }
  return found;
}

}  // namespace lexipoort::files
