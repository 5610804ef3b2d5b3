#include "features/results/deliveries.h"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace lexipoort::results {
namespace {

/// One transaction holds up the other writers: this many items take about a tenth of a second.
constexpr std::size_t kLargestGroup = 2 * rules::kLargestBatch;
/// Programs that were answered together come back together. A group waits so long for as many as
/// there were; without it one of them goes first and the rest miss every other commit.
constexpr std::chrono::microseconds kPause{1000};

}  // namespace

Deliveries::Deliveries(database::Database& database)
    : database_(database), thread_([this](const std::stop_token& stop) { run(stop); }) {}

Expected<rules::DeliverySummary> Deliveries::take(const programs::Program& program,
                                                  const DeliveryRequest& request) {
  auto batch = read_batch(program, request);
  if (!batch) return std::unexpected(std::move(batch.error()));
  if (batch->items.empty()) return rules::DeliverySummary{.refused = std::move(batch->refused)};
  return enqueue(*batch).get();
}

std::future<rules::DeliverySummary> Deliveries::enqueue(const rules::Batch& batch) {
  const std::lock_guard lock(mutex_);
  auto& waiting = waiting_.emplace_back(Waiting{.batch = &batch, .summary = {}});
  arrived_.notify_one();
  return waiting.summary.get_future();
}

std::vector<Deliveries::Waiting> Deliveries::next_group() {
  std::size_t items = 0;
  const auto end = std::ranges::find_if(waiting_, [&](const Waiting& waiting) {
    items += waiting.batch->items.size();
    return items > kLargestGroup;
  });
  std::vector<Waiting> group(std::move_iterator(waiting_.begin()), std::move_iterator(end));
  waiting_.erase(waiting_.begin(), end);
  return group;
}

/// Gives the fault that kept the group from being stored, or null.
std::exception_ptr Deliveries::store(std::span<Waiting> group) {
  rules::Group batches;
  for (const auto& waiting : group) batches.push_back(waiting.batch);
  try {
    auto summaries =
        database_.write([&](database::Transaction& tx) { return store_batches(tx, batches); });
    for (std::size_t index = 0; index < group.size(); ++index) {
      group[index].summary.set_value(std::move(summaries[index]));
    }
    return nullptr;
  } catch (...) {
    return std::current_exception();
  }
}

void Deliveries::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  std::size_t expected = 1;
  while (arrived_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
    arrived_.wait_for(lock, stop, kPause, [&] { return waiting_.size() >= expected; });
    auto group = next_group();
    lock.unlock();
    if (const auto failed = store(group); failed && group.size() == 1) {
      group.front().summary.set_exception(failed);
    } else if (failed) {
      // One batch's fault must not take the others with it.
      for (auto& waiting : group) {
        if (const auto fault = store({&waiting, 1})) waiting.summary.set_exception(fault);
      }
    }
    lock.lock();
    expected = group.size() + waiting_.size();
  }
}

}  // namespace lexipoort::results
