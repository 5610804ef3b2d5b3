#include "platform/fetch/fetch.h"

#include <curl/curl.h>

namespace lexipoort::fetch {
namespace {

constexpr long kSeconds = 5;

struct Bounded {
  std::string text;
  std::size_t limit;
};

std::size_t receive(const char* bytes, std::size_t size, std::size_t count, void* target) {
  auto& body = *static_cast<Bounded*>(target);
  const auto total = size * count;
  if (body.text.size() + total > body.limit) return 0;
  body.text.append(bytes, total);
  return total;
}

}  // namespace

std::expected<Answer, std::string> get(const std::string& url, std::size_t max_bytes) {
  CURL* easy = curl_easy_init();
  if (easy == nullptr) return std::unexpected("no memory");
  Bounded body{.text = {}, .limit = max_bytes};
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, kSeconds);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &body);
  const CURLcode code = curl_easy_perform(easy);
  Answer answer;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_easy_cleanup(easy);
  if (code != CURLE_OK) return std::unexpected(curl_easy_strerror(code));
  answer.body = std::move(body.text);
  return answer;
}

}  // namespace lexipoort::fetch
