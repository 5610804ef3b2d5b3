#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

/// Large files in a folder: they come in by pieces, and are kept once, named by the SHA-256 of
/// what is in them. libmagic says what that is.
namespace lexipoort::files {

struct Contents {
  std::string sha256;
  std::string media_type;  ///< by the bytes, not by a name
};

/// One program uses a folder at a time.
class Store {
 public:
  explicit Store(std::filesystem::path folder);

  /// Makes the folder. Throws std::runtime_error naming it when it cannot.
  void prepare() const;

  /// Puts bytes at a place in a part, and cuts off what stood behind them; on disk when it returns.
  /// False when the disk is full: the part is as long as `offset` then.
  [[nodiscard]] bool write(std::int64_t part, std::int64_t offset, std::string_view bytes) const;

  [[nodiscard]] Contents look_into(std::int64_t part) const;

  /// Holds off whoever else keeps or drops, from looking in the database to telling it.
  [[nodiscard]] std::unique_lock<std::mutex> lock() const { return std::unique_lock(mutex_); }

  /// Makes a part a file; the part stays until it is dropped, so that this can be done again.
  void keep(std::int64_t part, const std::string& sha256) const;
  /// The same with bytes at hand.
  void keep(std::string_view bytes, const std::string& sha256) const;

  void drop_part(std::int64_t part) const;
  void drop(const std::string& sha256) const;

  [[nodiscard]] std::filesystem::path path_of(const std::string& sha256) const;

  /// The files that are here for at least a day: what a crash left behind is among them.
  [[nodiscard]] std::vector<std::string> settled() const;

 private:
  [[nodiscard]] std::filesystem::path path_of_part(std::int64_t part) const;

  std::filesystem::path folder_;
  mutable std::mutex mutex_;
};

}  // namespace lexipoort::files
