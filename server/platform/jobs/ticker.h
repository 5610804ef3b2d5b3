#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace lexipoort::jobs {

/// Runs chores over and over on a thread of its own, with a pause in between. A chore that fails
/// is logged and tried again the next time.
class Ticker {
 public:
  Ticker(std::function<void()> chores, std::chrono::milliseconds pause);
  ~Ticker();

 private:
  void run(const std::stop_token& stop);

  std::function<void()> chores_;
  std::chrono::milliseconds pause_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace lexipoort::jobs
