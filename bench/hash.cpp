#include <cstdlib>

#include "bench.h"
#include "platform/crypto/crypto.h"

namespace lexipoort::bench {

void hash(double seconds) {
  crypto::initialise();
  const auto stored = crypto::hash_password("Lezen-is-leuk-2026");
  print_rate(seconds, [&] {
    return [&stored] {
      if (!crypto::verify_password(stored, "Lezen-is-leuk-2026")) std::abort();
    };
  });
}

}  // namespace lexipoort::bench
