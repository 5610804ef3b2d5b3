#include "base/clock.h"

#include <chrono>

namespace lexipoort {

UtcSeconds SystemClock::now() const {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

UtcSeconds SettableClock::now() const {
  return system_.now() + ahead_;
}

void SettableClock::set(UtcSeconds moment) {
  ahead_ = moment - system_.now();
}

}  // namespace lexipoort
