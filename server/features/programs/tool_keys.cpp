#include "features/programs/tool_keys.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "features/programs/rules.h"
#include "platform/fetch/fetch.h"

namespace lexipoort::programs {
namespace {

constexpr UtcSeconds kKeptFor = 10 * 60;
constexpr UtcSeconds kBetweenFetches = 30;
constexpr std::size_t kLargestJwks = 64 * 1024;

std::expected<std::string, std::string> fetch_over_http(const std::string& url) {
  auto answer = fetch::get(url, kLargestJwks);
  if (!answer) return std::unexpected(std::move(answer.error()));
  if (answer->status != 200) {
    return std::unexpected("it answered with status " + std::to_string(answer->status));
  }
  return std::move(answer->body);
}

}  // namespace

ToolKeys::ToolKeys() : ToolKeys(fetch_over_http) {}

ToolKeys::ToolKeys(Fetch fetch) : fetch_(std::move(fetch)) {}

std::expected<std::string, NoKeys> ToolKeys::find(const std::string& url, std::string_view kid,
                                                  UtcSeconds now) {
  {
    const std::lock_guard lock(mutex_);
    auto& kept = kept_[url];
    if (now - kept.fetched_at < kKeptFor && rules::holds_key(kept.jwks, kid)) return kept.jwks;
    if (kept.asking) return std::unexpected(NoKeys::wait);
    if (now - kept.asked_at < kBetweenFetches) return std::unexpected(NoKeys::unknown);
    kept.asked_at = now;
    kept.asking = true;
  }
  // Without the lock: a program that is slow to answer holds up nobody but this request.
  const auto fetched = fetch_(url);
  const std::lock_guard lock(mutex_);
  auto& kept = kept_[url];
  kept.asking = false;
  if (!fetched) {
    spdlog::warn("the keys at {} could not be fetched: {}", url, fetched.error());
    return std::unexpected(NoKeys::unknown);
  }
  kept.jwks = *fetched;
  kept.fetched_at = now;
  if (!rules::holds_key(kept.jwks, kid)) return std::unexpected(NoKeys::unknown);
  return kept.jwks;
}

}  // namespace lexipoort::programs
