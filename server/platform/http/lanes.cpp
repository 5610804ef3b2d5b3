#include "platform/http/lanes.h"

#include <asio.hpp>

namespace lexipoort::http {

struct BoundedPool::State {
  State(std::size_t threads, std::size_t waiting) : pool(threads), limit(threads + waiting) {}
  asio::thread_pool pool;
  std::size_t limit;
  std::atomic<std::size_t> accepted = 0;
};

BoundedPool::BoundedPool(std::size_t threads, std::size_t waiting)
    : state_(std::make_unique<State>(threads, waiting)) {}

BoundedPool::~BoundedPool() {
  finish();
}

bool BoundedPool::post(std::function<void()> work) {
  auto& state = *state_;
  if (state.accepted.fetch_add(1) >= state.limit) {
    state.accepted.fetch_sub(1);
    return false;
  }
  asio::post(state.pool, [&state, work = std::move(work)] {
    work();
    state.accepted.fetch_sub(1);
  });
  return true;
}

void BoundedPool::finish() {
  state_->pool.join();
}

std::shared_ptr<void> Budget::take(std::size_t bytes) {
  // Never below zero, not even for a moment: another one would be refused for it.
  auto left = left_.load();
  do {
    if (left < bytes) return nullptr;
  } while (!left_.compare_exchange_weak(left, left - bytes));
  return {this, [bytes](Budget* budget) { budget->left_.fetch_add(bytes); }};
}

}  // namespace lexipoort::http
