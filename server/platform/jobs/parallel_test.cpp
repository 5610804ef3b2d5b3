#include "platform/jobs/parallel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <stdexcept>
#include <vector>

namespace lexipoort::jobs {
namespace {

/// So much that it would never be done.
constexpr auto kEndless = std::numeric_limits<std::size_t>::max() / 2;

void ignore(std::size_t) {}

TEST(Parallel, works_on_eight_cores_at_most) {
  EXPECT_EQ(threads_for(0), 1U);
  EXPECT_EQ(threads_for(2), 2U);
  EXPECT_EQ(threads_for(8), 8U);
  EXPECT_EQ(threads_for(64), 8U);
}

TEST(Parallel, does_each_once_and_tells_how_far_it_is) {
  std::vector<std::atomic<int>> times(1000);
  std::size_t told = 0;
  EXPECT_TRUE(in_parallel(
      {}, times.size(), [&](std::size_t index) { ++times[index]; },
      [&](std::size_t done) { told = done; }));
  EXPECT_TRUE(std::ranges::all_of(times, [](int count) { return count == 1; }));
  EXPECT_LE(told, times.size());
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
