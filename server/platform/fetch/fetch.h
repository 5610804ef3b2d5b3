#pragma once

#include <cstddef>
#include <expected>
#include <string>

/// Reading from other servers.
namespace lexipoort::fetch {

struct Answer {
  int status = 0;
  std::string body;
};

/// GET over http or https, in 5 seconds and `max_bytes` of body at most, with certificates
/// checked. A redirect is an answer like any other and not followed: it may point at what only we
/// can reach. The error is a sentence for the log.
[[nodiscard]] std::expected<Answer, std::string> get(const std::string& url,
                                                     std::size_t max_bytes = 64U << 10U);

}  // namespace lexipoort::fetch
