#pragma once

#include <cstddef>
#include <expected>
#include <string>

/// Reading from other servers.
namespace lexipoort::fetch {

struct Answer {
  long status = 0;
  std::string body;
};

/// GET over http or https, without following redirects, in 5 seconds and `max_bytes` at most.
/// The error is a sentence for the log.
[[nodiscard]] std::expected<Answer, std::string> get(const std::string& url,
                                                     std::size_t max_bytes = 64U << 10U);

}  // namespace lexipoort::fetch
