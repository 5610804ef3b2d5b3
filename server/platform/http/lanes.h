#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>

namespace lexipoort::http {

/// A pool of threads with a queue that has an end.
class BoundedPool {
 public:
  BoundedPool(std::size_t threads, std::size_t waiting);
  ~BoundedPool();

  /// False when the queue is full: the caller answers 503.
  [[nodiscard]] bool post(std::function<void()> work);

  /// Finishes what was accepted, then ends the threads.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Memory that all requests together may take.
class Budget {
 public:
  explicit Budget(std::size_t bytes) : left_(bytes) {}

  /// What it returns gives the bytes back in the end; null when there are not so many left. Must
  /// not outlive the budget.
  [[nodiscard]] std::shared_ptr<void> take(std::size_t bytes);

 private:
  std::atomic<std::size_t> left_;
};

}  // namespace lexipoort::http
