#include "features/subscriptions/rules.h"

#include <gtest/gtest.h>

namespace lexipoort::subscriptions::rules {
namespace {

TEST(Seats, R4_6_6_tells_how_many_are_free_and_how_many_are_needed) {
  const auto refused = spread({{SubscriptionId{1}, 10, 7}}, 5, "Bouw!");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "not_enough_seats");
  EXPECT_EQ(refused.error().figures.at("free"), 3);
  EXPECT_EQ(refused.error().figures.at("needed"), 5);
  EXPECT_EQ(refused.error().concerns.at(0).name, "Bouw!");
}

TEST(Seats, R4_6_6_the_last_seat_can_be_taken) {
  const auto shares = spread({{SubscriptionId{1}, 10, 7}}, 3, "Bouw!");
  ASSERT_TRUE(shares);
  EXPECT_EQ(shares->at(0).seats, 3);
}

TEST(Seats, the_first_subscription_is_filled_first) {
  const auto shares =
      spread({{SubscriptionId{1}, 10, 8}, {SubscriptionId{2}, 5, 5}, {SubscriptionId{3}, 9, 0}}, 6,
             "Bouw!");
  ASSERT_TRUE(shares);
  ASSERT_EQ(shares->size(), 2U);
  EXPECT_EQ(shares->at(0).id, SubscriptionId{1});
  EXPECT_EQ(shares->at(0).seats, 2);
  EXPECT_EQ(shares->at(1).id, SubscriptionId{3});
  EXPECT_EQ(shares->at(1).seats, 4);
}

TEST(Seats, a_subscription_that_shrank_below_its_use_has_no_free_seats) {
  const auto refused = spread({{SubscriptionId{1}, 5, 8}, {SubscriptionId{2}, 4, 0}}, 5, "Bouw!");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().figures.at("free"), 4);
}

TEST(Seats, without_a_subscription_there_is_nothing_to_take) {
  EXPECT_EQ(spread({}, 1, "Boekies").error().code, "no_subscription");
}

}  // namespace
}  // namespace lexipoort::subscriptions::rules
