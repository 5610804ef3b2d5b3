#include "platform/jobs/parallel.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace lexipoort::jobs {
namespace {

using namespace std::chrono_literals;

constexpr auto kTellEvery = 250ms;

}  // namespace

unsigned threads_for(unsigned cores) {
  return cores > 2 ? cores - 1 : std::max(cores, 1U);
}

bool in_parallel(const std::stop_token& stop, std::size_t count,
                 const std::function<void(std::size_t)>& work,
                 const std::function<void(std::size_t)>& tell) {
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> done = 0;
  std::mutex mutex;
  std::condition_variable_any changed;
  std::exception_ptr fault;
  const auto run = [&](const std::stop_token& ended) {
    std::exception_ptr thrown;
    try {
      for (auto index = next++; index < count && !ended.stop_requested(); index = next++) {
        work(index);
        ++done;
      }
    } catch (...) {  // told to the one who waits, or it would end the program
      thrown = std::current_exception();
    }
    const std::lock_guard lock(mutex);
    if (thrown) fault = thrown;
    changed.notify_all();
  };
  // Whichever way this function is left, the threads are told to end before it.
  std::vector<std::jthread> threads;
  for (unsigned core = 0; core < threads_for(std::thread::hardware_concurrency()); ++core) {
    threads.emplace_back(run);
  }
  std::unique_lock lock(mutex);
  const auto over = [&] { return done == count || fault; };
  while (!over() && !stop.stop_requested()) {
    changed.wait_for(lock, stop, kTellEvery, over);
    tell(done);
  }
  if (fault) std::rethrow_exception(fault);
  return done == count;
}

}  // namespace lexipoort::jobs
