#include "platform/jobs/ticker.h"

#include <spdlog/spdlog.h>

namespace lexipoort::jobs {

Ticker::Ticker(std::function<void()> chores, std::chrono::milliseconds pause)
    : chores_(std::move(chores)),
      pause_(pause),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Ticker::~Ticker() {
  thread_.request_stop();
  thread_.join();
}

void Ticker::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      chores_();
    } catch (const std::exception& fault) {
      spdlog::error("a chore failed: {}", fault.what());
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, pause_, [] { return false; });
  }
}

}  // namespace lexipoort::jobs
