#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/routes.h"

namespace lexipoort::http {

/// Which row of the table a request is for.
class Dispatcher {
 public:
  explicit Dispatcher(const Routes& routes);

  struct Match {
    const Routes::Row* row = nullptr;  ///< null: the path is known, the method is not
    PathValues values;
  };
  /// Nothing when no route has this path.
  [[nodiscard]] std::optional<Match> find(Method method, std::string_view path) const;

 private:
  struct Pattern {
    const Routes::Row* row;
    std::vector<std::string> segments;
  };
  std::vector<Pattern> patterns_;
};

/// Whether a request that changes something comes from our own page. A browser says where it
/// comes from (Sec-Fetch-Site or Origin); a request with our cookie that says neither is refused.
[[nodiscard]] bool is_same_site(const Request& request, std::string_view public_url);

}  // namespace lexipoort::http
