#pragma once

#include <cstdint>
#include <string_view>

#include "platform/http/http.h"

namespace lexipoort::http {

/// Which part of a file answers a request, and with which status: 200 all of it, 206 a part, 304
/// the browser has it, 416 there is no such part. Several ranges at once get all of it.
struct WantedPart {
  int status = 200;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};
[[nodiscard]] WantedPart wanted_part(const Request& request, std::string_view etag,
                                     std::uint64_t size);

}  // namespace lexipoort::http
