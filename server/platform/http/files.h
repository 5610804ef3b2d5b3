#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/http/http.h"

namespace lexipoort::http {

/// The page's files, read once at start with their compressed forms (.br, .gz) beside them.
class Files {
 public:
  /// A folder that is missing or empty gives a store without files.
  explicit Files(const std::filesystem::path& root);

  /// The file at a path, or the page itself for the addresses that the page routes;
  /// 404 for a file that is not there, 304 when the browser has it already.
  [[nodiscard]] Response find(const Request& request) const;

 private:
  struct File {
    std::string content_type;
    std::string plain;
    std::string brotli;
    std::string gzip;
    std::string etag;
    bool immutable = false;
  };
  [[nodiscard]] static Response answer(const File& file, const Request& request);

  std::unordered_map<std::string, File> files_;
};

}  // namespace lexipoort::http
