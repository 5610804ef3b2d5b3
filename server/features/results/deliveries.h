#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <future>
#include <mutex>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

#include "features/results/deliver.h"

namespace lexipoort::results {

/// What programs deliver, on its way into the database. A commit waits for the disk, so the batches
/// that come in meanwhile are stored together in the next one
/// (docs/decisions/0012-group-commit.md). Source: spec R3.6.
class Deliveries {
 public:
  explicit Deliveries(database::Database& database);
  Deliveries(const Deliveries&) = delete;
  Deliveries& operator=(const Deliveries&) = delete;

  /// Takes a batch of a program; returns after its items are stored, all that are right or none.
  [[nodiscard]] Expected<rules::DeliverySummary> take(const programs::Program& program,
                                                      const DeliveryRequest& request);

 private:
  struct Waiting {
    const rules::Batch* batch;
    std::promise<rules::DeliverySummary> summary;
  };

  std::future<rules::DeliverySummary> enqueue(const rules::Batch& batch);
  std::vector<Waiting> next_group();
  std::exception_ptr store(std::span<Waiting> group);
  void run(const std::stop_token& stop);

  database::Database& database_;
  std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::deque<Waiting> waiting_;
  std::jthread thread_;  ///< last: it uses the others, and in the end stores all that waits
};

}  // namespace lexipoort::results
