#pragma once

#include <atomic>
#include <cstdint>

namespace lexipoort {

/// Seconds since 1970-01-01T00:00:00Z; the only form in which moments are stored.
using UtcSeconds = std::int64_t;

/// The clock is passed in, so that tests can live through a year.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual UtcSeconds now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] UtcSeconds now() const override;
};

/// The system's time, until it is set to another one, from where it goes on.
class SettableClock final : public Clock {
 public:
  [[nodiscard]] UtcSeconds now() const override;
  void set(UtcSeconds moment);

 private:
  SystemClock system_;
  std::atomic<UtcSeconds> ahead_ = 0;
};

}  // namespace lexipoort
