#include "platform/http/files.h"

#include <array>
#include <fstream>
#include <functional>
#include <iterator>

namespace lexipoort::http {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
    {".pdf", "application/pdf"},
    {".woff2", "font/woff2"},
}};

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string_view type_of(const std::filesystem::path& path) {
  const auto extension = path.extension().string();
  for (const auto& [known, type] : kTypes) {
    if (known == extension) return type;
  }
  return {};
}

}  // namespace

Files::Files(const std::filesystem::path& root) {
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root, error)) {
    const auto type = type_of(entry.path());
    if (!entry.is_regular_file() || type.empty()) continue;
    const auto path = "/" + std::filesystem::relative(entry.path(), root).generic_string();
    File file{.content_type = std::string(type),
              .plain = read(entry.path()),
              .brotli = read(entry.path().string() + ".br"),
              .gzip = read(entry.path().string() + ".gz"),
              .etag = {},
              .immutable = path.starts_with("/assets/")};
    file.etag = "\"" + std::to_string(std::hash<std::string>{}(file.plain)) + "\"";
    files_.emplace(path, std::move(file));
  }
}

Response Files::find(const Request& request) const {
  const auto last_segment = request.path.substr(request.path.rfind('/') + 1);
  const bool is_screen = last_segment.find('.') == std::string::npos;
  const auto file = files_.find(is_screen ? "/index.html" : request.path);
  if (file == files_.end()) {
    return problem(Refusal{.kind = RefusalKind::not_found, .code = "not_found"});
  }
  return answer(file->second, request);
}

Response Files::answer(const File& file, const Request& request) {
  Response response;
  response.headers = {
      {"Content-Type", file.content_type},
      {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"},
      {"ETag", file.etag},
      {"Vary", "Accept-Encoding"}};
  if (request.header("if-none-match") == file.etag) {
    response.status = 304;
    return response;
  }
  const auto accepted = request.header("accept-encoding");
  if (!file.brotli.empty() && accepted.find("br") != std::string_view::npos) {
    response.headers.emplace_back("Content-Encoding", "br");
    response.body = file.brotli;
  } else if (!file.gzip.empty() && accepted.find("gzip") != std::string_view::npos) {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = file.gzip;
  } else {
    response.body = file.plain;
  }
  return response;
}

}  // namespace lexipoort::http
