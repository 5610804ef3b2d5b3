#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "platform/http/routes.h"

namespace lexipoort {

/// What `lexipoort serve` is told, by command line, environment or file.
struct AppSettings {
  std::string database_url;
  std::string secret_file;
  std::string files_folder;
  std::string mail_url;
  std::string mail_from;
  std::string address;
  std::uint16_t port = 0;
  std::string public_url;
  std::string web_root;
  std::size_t workers = 0;
  std::size_t hashers = 0;
  bool test_clock = false;  ///< anybody can set the time: for tests and the demo
};

/// The portal: the list of features, wired to the platform. The only place that knows them all.
class App {
 public:
  /// Opens and migrates the database. Throws std::runtime_error with a sentence for the operator.
  explicit App(AppSettings settings);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  /// Starts serving; the port is known after it.
  void start();
  [[nodiscard]] std::uint16_t port() const;

  /// Finishes what is in flight and stops.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The OpenAPI document of all routes.
[[nodiscard]] std::string openapi_document();

inline constexpr std::string_view kVersion = LEXIPOORT_VERSION;

}  // namespace lexipoort
