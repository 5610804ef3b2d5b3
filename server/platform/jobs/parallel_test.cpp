#include "platform/jobs/parallel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>
#include <semaphore>
#include <stdexcept>
#include <vector>

namespace lexipoort::jobs {
namespace {

using namespace std::chrono_literals;

/// So much that it would never be done.
constexpr auto kEndless = std::numeric_limits<std::size_t>::max() / 2;

void ignore(std::size_t) {}

TEST(Parallel, works_on_all_cores_but_one_when_there_are_more_than_two) {
  EXPECT_EQ(threads_for(0), 1U);
  EXPECT_EQ(threads_for(2), 2U);
  EXPECT_EQ(threads_for(3), 2U);
  EXPECT_EQ(threads_for(64), 63U);
}

TEST(Parallel, does_each_once_and_tells_how_far_it_is) {
  constexpr std::size_t kLast = 999;
  std::vector<std::atomic<int>> times(kLast + 1);
  std::counting_semaphore told(0);
  bool waited_for_it = false;
  const auto work = [&](std::size_t index) {
    ++times[index];
    if (index == kLast) waited_for_it = told.try_acquire_for(10s);
  };
  const auto tell = [&](std::size_t done) {
    if (done == kLast) told.release();
  };
  EXPECT_TRUE(in_parallel({}, times.size(), work, tell));
  EXPECT_TRUE(waited_for_it) << "it was not told that all but the last were done";
  EXPECT_TRUE(std::ranges::all_of(times, [](int count) { return count == 1; }));
}

TEST(Parallel, ends_when_it_is_told_to) {
  std::stop_source source;
  const auto work = [&](std::size_t index) {
    if (index == 100) source.request_stop();
  };
  EXPECT_FALSE(in_parallel(source.get_token(), kEndless, work, ignore));
}

TEST(Parallel, ends_when_one_of_them_throws) {
  const auto work = [](std::size_t index) {
    if (index == 100) throw std::runtime_error("no memory");
  };
  EXPECT_THROW((void)in_parallel({}, kEndless, work, ignore), std::runtime_error);
}

TEST(Parallel, ends_when_telling_throws) {
  const auto tell = [](std::size_t) { throw std::runtime_error("no database"); };
  EXPECT_THROW((void)in_parallel({}, kEndless, ignore, tell), std::runtime_error);
}

}  // namespace
}  // namespace lexipoort::jobs
