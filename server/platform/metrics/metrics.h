#pragma once

#include <memory>
#include <string>

namespace lexipoort::metrics {

/// What the portal counts about itself, in Prometheus' text form. No personal data: routes are
/// patterns, never addresses.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  void request_done(const std::string& route, int status, double seconds);
  [[nodiscard]] std::string text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lexipoort::metrics
