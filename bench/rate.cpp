#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <thread>
#include <vector>

#include "bench.h"

namespace lexipoort::bench {

using Clock = std::chrono::steady_clock;

void print_rate(double seconds, const std::function<std::function<void()>()>& make_work) {
  std::atomic<std::uint64_t> done = 0;
  const auto started = Clock::now();
  const auto until = started + std::chrono::duration<double>(seconds);
  std::vector<std::jthread> threads;
  for (unsigned core = 0; core < std::thread::hardware_concurrency(); ++core) {
    threads.emplace_back([&] {
      const auto work = make_work();
      while (Clock::now() < until) {
        work();
        ++done;
      }
    });
  }
  threads.clear();
  const std::chrono::duration<double> took = Clock::now() - started;
  std::printf("rate %.1f\n", static_cast<double>(done) / took.count());
}

}  // namespace lexipoort::bench
