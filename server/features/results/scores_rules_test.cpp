#include "features/results/scores_rules.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace lexipoort::results::rules {
namespace {

constexpr UtcSeconds kNow = 1'795'000'000;  // 2026-11-18T11:06:40Z

boost::json::object good() {
  return {{"userId", "subject-20"},
          {"timestamp", "2026-11-18T12:06:40.25+01:00"},
          {"scoreGiven", 17.5},
          {"scoreMaximum", 20},
          {"activityProgress", "Completed"},
          {"gradingProgress", "FullyGraded"},
          {"comment", "is not kept anywhere"}};
}

std::string fault_of(const boost::json::object& sent) {
  const auto score = read_score(boost::json::serialize(sent), kNow);
  if (score) return "";
  return score.error().code + " " + score.error().concerns.at(0).field;
}

std::string fault_with(std::string_view field, const boost::json::value& value) {
  auto sent = good();
  sent[field] = value;
  return fault_of(sent);
}

TEST(Timestamp, R3_6_has_an_offset_and_may_have_a_fraction) {
  const auto noon = microseconds_of("2026-11-18T12:00:00Z");
  EXPECT_EQ(noon, 1'795'003'200'000'000);
  EXPECT_EQ(microseconds_of("2026-11-18T13:00:00+01:00"), noon);
  EXPECT_EQ(microseconds_of("2026-11-18T08:30:00-0330"), noon);
  EXPECT_EQ(microseconds_of("2026-11-18T12:00:00.000001Z"), *noon + 1);
  EXPECT_EQ(microseconds_of("2026-11-18T12:00:00.1234567Z"), *noon + 123'456);
  for (const auto* wrong :
       {"", "2026-11-18", "2026-11-18T12:00:00", "2026-11-18T12:00:00.Z", "2026-02-30T12:00:00Z",
        "2026-11-18T12:00:00+1", "2026-11-18T12:00:00+15:00", "2026-11-18T12:00:00+01:60",
        "2026-11-18T12:00:00+-1:00", "2026-11-18T12:00:00 Z"}) {
    EXPECT_EQ(microseconds_of(wrong), std::nullopt) << wrong;
  }
}

TEST(Score, R3_6_is_read_by_the_names_of_the_specification) {
  const auto sent = read_score(boost::json::serialize(good()), kNow);
  ASSERT_TRUE(sent.has_value());
  EXPECT_EQ(sent->pupil, "subject-20");
  EXPECT_EQ(sent->score.sent_at, kNow * 1'000'000 + 250'000);
  EXPECT_EQ(sent->score.score, 17.5);
  EXPECT_EQ(sent->score.maximum_score, 20);
  EXPECT_EQ(sent->score.activity, Activity::Completed);
  EXPECT_EQ(sent->score.grading, Grading::FullyGraded);
}

TEST(Score, R3_6_is_refused_with_the_field_that_is_wrong) {
  EXPECT_EQ(fault_with("scoreGiven", -1), "faulty /scoreGiven");
  EXPECT_EQ(fault_with("scoreGiven", 1'000'001), "faulty /scoreGiven");
  EXPECT_EQ(fault_with("scoreMaximum", 1e-5), "faulty /scoreMaximum");
  EXPECT_EQ(fault_with("scoreMaximum", 1'000'001), "faulty /scoreMaximum");
  EXPECT_EQ(fault_with("scoreMaximum", nullptr), "faulty /scoreMaximum");
  EXPECT_EQ(fault_with("scoreMaximum", 0), "faulty /scoreMaximum");
  EXPECT_EQ(fault_with("activityProgress", "Done"), "faulty /activityProgress");
  EXPECT_EQ(fault_with("timestamp", "yesterday"), "faulty /timestamp");
  EXPECT_EQ(fault_with("timestamp", "2026-11-18T12:06:40"), "faulty /timestamp");
  EXPECT_EQ(fault_with("timestamp", "2026-11-18T11:11:41Z"), "bad_time /timestamp");
  EXPECT_EQ(fault_with("timestamp", "2025-10-01T00:00:00Z"), "bad_time /timestamp");
  EXPECT_EQ(fault_with("scoreGiven", 21), "") << "more than the maximum is allowed";
  auto without = good();
  without.erase("scoreGiven");
  without.erase("scoreMaximum");
  EXPECT_EQ(fault_of(without), "") << "no score (any more)";
}

TEST(Score, R3_6_takes_the_place_of_an_older_one_only) {
  const auto stored = read_score(boost::json::serialize(good()), kNow)->score;
  EXPECT_EQ(replaces({}, stored), true);
  EXPECT_EQ(replaces(stored, stored), false) << "a repeat does nothing";
  auto newer = stored;
  ++newer.sent_at;
  EXPECT_EQ(replaces(stored, newer), true);
  EXPECT_EQ(replaces(newer, stored).error().code, "older_score");
  auto other = stored;
  other.score = 3;
  EXPECT_EQ(replaces(stored, other).error().code, "older_score");
  EXPECT_EQ(replaces(stored, other).error().kind, RefusalKind::conflict);
}

TEST(Score, R3_6_is_a_result_when_it_is_final_on_the_scale_of_the_line_item) {
  auto score = read_score(boost::json::serialize(good()), kNow)->score;
  EXPECT_EQ(result_of(score, 40), 35);
  score.grading = Grading::Pending;
  EXPECT_EQ(result_of(score, 40), std::nullopt);
  score.grading = Grading::FullyGraded;
  score.score.reset();
  EXPECT_EQ(result_of(score, 40), std::nullopt);
}

}  // namespace
}  // namespace lexipoort::results::rules
