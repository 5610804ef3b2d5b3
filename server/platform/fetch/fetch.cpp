#include "platform/fetch/fetch.h"

#include <curl/curl.h>

#include <memory>
#include <utility>

namespace lexipoort::fetch {
namespace {

constexpr long kSeconds = 5;

struct Bounded {
  std::string text;
  std::size_t limit;
  bool too_large = false;
};

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, FreeEasy>;

Easy start_curl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  return Easy(started == CURLE_OK ? curl_easy_init() : nullptr);
}

std::size_t receive(const char* bytes, std::size_t size, std::size_t count, void* target) {
  auto& body = *static_cast<Bounded*>(target);
  const auto total = size * count;
  body.too_large = total > body.limit - body.text.size();
  if (body.too_large) return CURL_WRITEFUNC_ERROR;
  body.text.append(bytes, total);
  return total;
}

}  // namespace

std::expected<Answer, std::string> get(const std::string& url, std::size_t max_bytes) {
  const Easy easy = start_curl();
  if (!easy) return std::unexpected("libcurl cannot start");
  Bounded body{.text = {}, .limit = max_bytes};
  curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy.get(), CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT, kSeconds);
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &body);
  const CURLcode code = curl_easy_perform(easy.get());
  if (body.too_large) return std::unexpected("the answer is too large");
  if (code != CURLE_OK) return std::unexpected(curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  return Answer{.status = static_cast<int>(status), .body = std::move(body.text)};
}

}  // namespace lexipoort::fetch
