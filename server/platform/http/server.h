#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "platform/http/http.h"
#include "platform/http/routes.h"
#include "platform/metrics/metrics.h"

namespace lexipoort::http {

/// Threads that run heavy requests, and how many of those may wait.
inline constexpr std::size_t kHeavyThreads = 2;
inline constexpr std::size_t kHeavyWaiting = 8;

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;   ///< 0: any free one
  std::string public_url;      ///< the address people type, without a slash at the end
  std::size_t workers = 8;     ///< threads that run requests
  std::size_t hashers = 2;     ///< threads that run requests with a password in them
  std::size_t waiting = 1000;  ///< requests that may wait; more get 503
  std::size_t body_bytes =
      64U << 20U;  ///< of all bodies at once, and as much of heavy ones; more get 503
  std::filesystem::path web_root;  ///< the built page
};

/// Finds who calls; null for nobody.
using Authenticate =
    std::function<std::shared_ptr<const Caller>(const Request& request, UtcSeconds now)>;

/// Serves the table of routes and the page's files.
class Server {
 public:
  Server(const Routes& routes, Authenticate authenticate, const Clock& clock,
         metrics::Metrics& metrics, ServerSettings settings);
  ~Server();

  /// Starts listening; throws std::runtime_error when the port is taken.
  void start();
  [[nodiscard]] std::uint16_t port() const;

  /// Takes no new requests, finishes those in flight and stops.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lexipoort::http
