#include "features/programs/tool_keys.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

#include "features/programs/rules.h"
#include "platform/fetch/fetch.h"

namespace lexipoort::programs {
namespace {

constexpr UtcSeconds kKeptFor = 10 * 60;
constexpr UtcSeconds kKeptWhileFailing = 3600;
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

/// What throws fails: the next request must be able to ask again.
std::expected<std::string, std::string> try_to(const ToolKeys::Fetch& fetch,
                                               const std::string& url) {
  try {
    return fetch(url);
  } catch (const std::exception& fault) {
    return std::unexpected(fault.what());
  }
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
    if (now - kept.asked_at < kBetweenFetches) return choose(kept, kid, now);
    kept.asked_at = now;
    kept.asking = true;
  }
  // Without the lock: a program that is slow to answer holds up nobody but this request.
  const auto fetched = try_to(fetch_, url);
  const std::lock_guard lock(mutex_);
  auto& kept = kept_[url];
  kept.asking = false;
  kept.failing = !fetched;
  if (fetched) {
    kept.jwks = *fetched;
    kept.fetched_at = now;
  } else {
    spdlog::warn("the keys at {} could not be fetched: {}", url, fetched.error());
  }
  return choose(kept, kid, now);
}

/// From what was kept, after it was asked for.
std::expected<std::string, NoKeys> ToolKeys::choose(const Kept& kept, std::string_view kid,
                                                    UtcSeconds now) {
  const bool old = now - kept.fetched_at >= kKeptWhileFailing;
  if (!old && rules::holds_key(kept.jwks, kid)) return kept.jwks;
  return std::unexpected(kept.failing ? NoKeys::unreachable : NoKeys::unknown);
}

}  // namespace lexipoort::programs
