#pragma once

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

}  // namespace lexipoort::http
