#include "features/programs/tool_keys.h"

#include <gtest/gtest.h>

#include <latch>
#include <thread>

namespace lexipoort::programs {
namespace {

constexpr UtcSeconds kNow = 1'795'000'000;
const std::string kUrl = "https://tool.example/jwks";

class ToolKeysTest : public testing::Test {
 protected:
  std::string jwks_ = R"({"keys":[{"kid":"a"}]})";
  bool reachable_ = true;
  int fetches_ = 0;
  ToolKeys keys_{[this](const std::string&) -> std::expected<std::string, std::string> {
    ++fetches_;
    if (!reachable_) return std::unexpected("no answer");
    return jwks_;
  }};
};

TEST_F(ToolKeysTest, fetches_once_in_ten_minutes_R3_6) {
  EXPECT_EQ(keys_.find(kUrl, "a", kNow), jwks_);
  EXPECT_EQ(keys_.find(kUrl, "a", kNow + 599), jwks_);
  EXPECT_EQ(fetches_, 1);
  EXPECT_EQ(keys_.find(kUrl, "a", kNow + 600), jwks_);
  EXPECT_EQ(fetches_, 2);
}

TEST_F(ToolKeysTest, finds_a_new_key_of_a_program_at_once_R3_6) {
  EXPECT_TRUE(keys_.find(kUrl, "a", kNow).has_value());
  jwks_ = R"({"keys":[{"kid":"b"}]})";
  EXPECT_EQ(keys_.find(kUrl, "b", kNow + 31), jwks_);
}

TEST_F(ToolKeysTest, does_not_let_unknown_names_flood_a_program_R3_6) {
  for (int second = 0; second < 30; ++second) {
    EXPECT_EQ(keys_.find(kUrl, "x" + std::to_string(second), kNow + second).error(),
              NoKeys::unknown);
  }
  EXPECT_EQ(fetches_, 1);
  EXPECT_EQ(keys_.find(kUrl, "a", kNow + 29), jwks_) << "known keys work all the while";
  EXPECT_FALSE(keys_.find(kUrl, "x", kNow + 30).has_value());
  EXPECT_EQ(fetches_, 2);
}

TEST_F(ToolKeysTest, tries_again_half_a_minute_after_a_failure_R3_6) {
  reachable_ = false;
  EXPECT_EQ(keys_.find(kUrl, "a", kNow).error(), NoKeys::unreachable);
  reachable_ = true;
  EXPECT_EQ(keys_.find(kUrl, "a", kNow + 29).error(), NoKeys::unreachable);
  EXPECT_EQ(keys_.find(kUrl, "a", kNow + 30), jwks_);
}

TEST_F(ToolKeysTest, goes_on_with_the_kept_keys_for_an_hour_while_the_program_fails_R3_6) {
  EXPECT_EQ(keys_.find(kUrl, "a", kNow), jwks_);
  reachable_ = false;
  EXPECT_EQ(keys_.find(kUrl, "a", kNow + 600), jwks_);
  EXPECT_EQ(keys_.find(kUrl, "a", kNow + 610), jwks_) << "between two tries";
  EXPECT_EQ(keys_.find(kUrl, "b", kNow + 611).error(), NoKeys::unreachable);
  EXPECT_EQ(fetches_, 2);
  EXPECT_EQ(keys_.find(kUrl, "a", kNow + 3600).error(), NoKeys::unreachable);
  reachable_ = true;
  EXPECT_EQ(keys_.find(kUrl, "b", kNow + 3630).error(), NoKeys::unknown);
}

TEST(ToolKeysFaults, are_failures_and_hold_up_nobody_R3_6) {
  ToolKeys keys([](const std::string&) -> std::expected<std::string, std::string> {
    throw std::runtime_error("out of something");
  });
  EXPECT_EQ(keys.find(kUrl, "a", kNow).error(), NoKeys::unreachable);
  EXPECT_EQ(keys.find(kUrl, "a", kNow + 30).error(), NoKeys::unreachable);
}

TEST_F(ToolKeysTest, keeps_programs_apart_R3_6) {
  EXPECT_TRUE(keys_.find(kUrl, "a", kNow).has_value());
  EXPECT_TRUE(keys_.find("https://other.example/jwks", "a", kNow).has_value());
  EXPECT_EQ(fetches_, 2);
}

TEST(ToolKeysThreads, tell_others_to_wait_while_a_slow_program_is_asked_R3_6) {
  std::latch asked(1);
  std::latch answer(1);
  ToolKeys keys([&](const std::string&) -> std::expected<std::string, std::string> {
    asked.count_down();
    answer.wait();
    return R"({"keys":[{"kid":"a"}]})";
  });
  std::jthread first([&] { EXPECT_TRUE(keys.find(kUrl, "a", kNow).has_value()); });
  asked.wait();
  EXPECT_EQ(keys.find(kUrl, "a", kNow).error(), NoKeys::wait);
  answer.count_down();
  first.join();
  EXPECT_TRUE(keys.find(kUrl, "a", kNow).has_value());
}

}  // namespace
}  // namespace lexipoort::programs
