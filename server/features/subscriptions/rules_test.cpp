#include "features/subscriptions/rules.h"

#include <gtest/gtest.h>

#include "base/calendar.h"

namespace lexipoort::subscriptions::rules {
namespace {

std::string code_of(const Expected<Nothing>& answer) {
  return answer ? "" : answer.error().code;
}

struct RenewalCase {
  const char* start;
  const char* today;
  const char* renewal;
};

TEST(Calendar, R4_13_5_the_renewal_date_is_the_next_anniversary) {
  for (const auto& [start, today, renewal] : std::initializer_list<RenewalCase>{
           {"2026-08-01", "2026-08-01", "2027-08-01"},  // the day it starts
           {"2026-08-01", "2027-07-31", "2027-08-01"},  // the day before
           {"2026-08-01", "2027-08-01", "2028-08-01"},  // renewed this morning
           {"2026-08-01", "2027-01-01", "2027-08-01"},  // another calendar year
           {"2020-08-01", "2026-11-25", "2027-08-01"},  // six renewals ago
           {"2027-08-01", "2026-11-25", "2028-08-01"},  // yet to start
           {"2025-12-31", "2026-12-30", "2026-12-31"},
           {"2025-12-31", "2026-12-31", "2027-12-31"},
           {"2024-02-29", "2024-02-29", "2025-02-28"},  // no 29 February: the last of the month
           {"2024-02-29", "2025-02-27", "2025-02-28"},
           {"2024-02-29", "2025-02-28", "2026-02-28"},
           {"2024-02-29", "2027-02-28", "2028-02-29"},  // and on it again in a leap year
           {"2024-02-29", "2028-02-28", "2028-02-29"},
           {"2024-02-29", "2028-02-29", "2029-02-28"},
           {"2025-02-28", "2028-02-28", "2029-02-28"},  // 28 February stays that
           {"2096-02-29", "2099-12-31", "2100-02-28"},  // no leap year
       }) {
    EXPECT_EQ(next_renewal(start, today), renewal) << start << " on " << today;
  }
}

struct StatusCase {
  Term term;
  const char* today;
  Status status;
};

TEST(Calendar, R4_13_1_the_status_follows_from_the_days) {
  const Term open{"2026-08-01"};
  const Term closed{"2026-08-01", "2027-08-01"};
  for (const auto& [term, today, status] : std::initializer_list<StatusCase>{
           {open, "2026-07-31", Status::upcoming},
           {open, "2026-08-01", Status::active},
           {open, "2036-08-01", Status::active},
           {closed, "2026-07-31", Status::upcoming},
           {closed, "2026-08-01", Status::ending},
           {closed, "2027-07-31", Status::ending},
           {closed, "2027-08-01", Status::ended},
           {{"2026-08-01", "2026-08-01"}, "2026-08-01", Status::ended},  // not one day
           {{"2026-08-01", "2026-07-15"}, "2026-07-01", Status::ended},  // never came
       }) {
    EXPECT_EQ(status_of(term, today), status) << term.starts_on << " on " << today;
    EXPECT_EQ(runs(term, today), status == Status::active || status == Status::ending);
  }
}

TEST(Calendar, R4_13_5_a_day_ends_at_midnight_in_Amsterdam_summer_and_winter) {
  const Term summer{"2026-08-01", "2027-08-01"};
  const auto summer_midnight = calendar::moment_of("2027-07-31T22:00:00Z").value();
  EXPECT_EQ(status_of(summer, calendar::day_of(summer_midnight - 1)), Status::ending);
  EXPECT_EQ(status_of(summer, calendar::day_of(summer_midnight)), Status::ended);
  const Term winter{"2026-01-01", "2027-01-01"};
  const auto winter_midnight = calendar::moment_of("2026-12-31T23:00:00Z").value();
  EXPECT_EQ(status_of(winter, calendar::day_of(winter_midnight - 1)), Status::ending);
  EXPECT_EQ(status_of(winter, calendar::day_of(winter_midnight)), Status::ended);
  // The night the clocks go back has 25 hours; it is one day all the same.
  const Term autumn{"2025-10-26", "2026-10-26"};
  const auto autumn_midnight = calendar::moment_of("2026-10-25T23:00:00Z").value();
  EXPECT_EQ(status_of(autumn, calendar::day_of(autumn_midnight - 1)), Status::ending);
  EXPECT_EQ(status_of(autumn, calendar::day_of(autumn_midnight)), Status::ended);
}

TEST(Ending, R4_13_2_happens_on_the_renewal_date_that_was_shown) {
  const Term term{"2026-08-01"};
  EXPECT_TRUE(may_end(term, "2027-08-01", "2027-07-31"));
  const auto moved = may_end(term, "2027-08-01", "2027-08-01");
  EXPECT_EQ(code_of(moved), "end_day_moved") << "midnight passed between the question and the yes";
  EXPECT_EQ(moved.error().concerns.at(0).about, "2028-08-01");
  EXPECT_EQ(code_of(may_end(term, "2027-07-01", "2026-11-25")), "end_day_moved");
  const Term closed{"2026-08-01", "2027-08-01"};
  EXPECT_EQ(code_of(may_end(closed, "2027-08-01", "2026-11-25")), "already_ending");
  EXPECT_EQ(code_of(may_end(closed, "2028-08-01", "2027-08-01")), "subscription_ended");
}

TEST(Ending, R4_13_2_can_be_undone_until_the_date) {
  const Term closed{"2026-08-01", "2027-08-01"};
  EXPECT_TRUE(may_cancel_end(closed, false, "2027-07-31"));
  EXPECT_EQ(code_of(may_cancel_end(closed, false, "2027-08-01")), "subscription_ended");
  EXPECT_EQ(code_of(may_cancel_end(Term{"2026-08-01"}, false, "2027-07-31")), "not_ending");
}

TEST(Ending, R4_13_2_of_the_publisher_is_not_for_the_school_to_undo) {
  const Term closed{"2026-08-01", "2027-08-01"};
  EXPECT_EQ(code_of(may_cancel_end(closed, true, "2027-07-31")), "ended_by_publisher");
  EXPECT_EQ(code_of(may_cancel_end(closed, true, "2027-08-01")), "subscription_ended");
}

TEST(Ending, R4_13_2_a_licence_does_not_outlive_its_subscription) {
  const Term subscription{"2026-08-01", "2027-08-01"};
  EXPECT_EQ(within({"2026-09-01"}, subscription).ends_on, "2027-08-01");
  EXPECT_EQ(within({"2026-09-01", "2027-09-01"}, subscription).ends_on, "2027-08-01");
  EXPECT_EQ(within({"2026-09-01", "2027-02-01"}, subscription).ends_on, "2027-02-01");
  EXPECT_EQ(within({"2026-09-01"}, {"2026-08-01"}).ends_on, std::nullopt);
}

TEST(EndingALicence, R4_13_3_of_the_whole_school_is_at_once_and_can_always_be_undone) {
  Licence licence{Type::school_wide, {"2026-09-01"}, {"2026-08-01"}};
  EXPECT_EQ(end_of(licence, "2026-11-25"), "2026-11-25");
  EXPECT_TRUE(may_end(licence, "2026-11-25", "2026-11-25"));
  EXPECT_EQ(code_of(may_end(licence, "2026-11-24", "2026-11-25")), "end_day_moved");
  EXPECT_EQ(code_of(may_cancel_end(licence, "2026-11-25")), "not_ending");
  licence.term.ends_on = "2026-11-25";
  EXPECT_EQ(code_of(may_end(licence, "2026-11-25", "2026-11-25")), "licence_ended");
  EXPECT_TRUE(may_cancel_end(licence, "2027-05-01"));
  licence.subscription.ends_on = "2027-05-01";
  EXPECT_EQ(code_of(may_cancel_end(licence, "2027-05-01")), "subscription_ended");
  EXPECT_EQ(code_of(may_end(licence, "2027-05-01", "2027-05-01")), "subscription_ended");
}

TEST(EndingALicence, R4_13_4_per_pupil_is_on_its_own_renewal_date_and_can_be_undone_until_then) {
  Licence licence{Type::per_pupil, {"2026-09-15"}, {"2024-08-01"}};
  EXPECT_EQ(end_of(licence, "2026-11-25"), "2027-09-15");
  EXPECT_TRUE(may_end(licence, "2027-09-15", "2026-11-25"));
  EXPECT_EQ(code_of(may_end(licence, "2026-11-25", "2026-11-25")), "end_day_moved");
  licence.term.ends_on = "2027-09-15";
  EXPECT_EQ(code_of(may_end(licence, "2027-09-15", "2026-11-25")), "already_ending");
  EXPECT_TRUE(may_cancel_end(licence, "2027-09-14"));
  EXPECT_EQ(code_of(may_cancel_end(licence, "2027-09-15")), "licence_ended");
}

TEST(Contract, R8_1_days_and_seats_are_within_reason) {
  EXPECT_TRUE(is_end_day("2026-11-26", "2026-11-25"));
  for (const char* day : {"2026-11-25", "2026-02-30", "", "2036-11-26", "morgen"}) {
    EXPECT_EQ(code_of(is_end_day(day, "2026-11-25")), "bad_day") << day;
  }
  EXPECT_TRUE(is_start_day("2016-11-25", "2026-11-25"));
  EXPECT_TRUE(is_start_day("2036-11-25", "2026-11-25"));
  EXPECT_EQ(code_of(is_start_day("2016-11-24", "2026-11-25")), "bad_day");
  EXPECT_TRUE(is_number_of_seats(1, 0));
  EXPECT_TRUE(is_number_of_seats(30, 30));
  for (const std::int64_t seats : {0, -1, 100'001}) {
    EXPECT_EQ(code_of(is_number_of_seats(seats, 0)), "bad_seats") << seats;
  }
  const auto refused = is_number_of_seats(29, 30);
  ASSERT_EQ(code_of(refused), "seats_in_use");
  EXPECT_EQ(refused.error().figures.at("used"), 30);
}

TEST(Notices, R1_3_fullness_is_told_at_90_and_100_percent) {
  EXPECT_EQ(fullness(89, 100), 0);
  EXPECT_EQ(fullness(90, 100), 90);
  EXPECT_EQ(fullness(99, 100), 90);
  EXPECT_EQ(fullness(100, 100), 100);
  EXPECT_EQ(fullness(8, 5), 100);
  EXPECT_EQ(fullness(4, 5), 0);
  EXPECT_EQ(fullness(1, 1), 100);
}

TEST(Notices, R4_13_1_an_end_is_told_60_30_and_7_days_before) {
  const Term term{"2026-08-01", "2027-08-01"};
  EXPECT_EQ(nearness(term, "2027-06-01"), std::nullopt);
  EXPECT_EQ(nearness(term, "2027-06-02"), 60);
  EXPECT_EQ(nearness(term, "2027-07-01"), 60);
  EXPECT_EQ(nearness(term, "2027-07-02"), 30);
  EXPECT_EQ(nearness(term, "2027-07-25"), 7);
  EXPECT_EQ(nearness(term, "2027-07-31"), 7);
  EXPECT_EQ(nearness(term, "2027-08-01"), std::nullopt);
  EXPECT_EQ(nearness({"2026-08-01"}, "2027-07-31"), std::nullopt);
}

Capacity running(std::int64_t id, std::int64_t seats, std::int64_t used, Term term) {
  return {SubscriptionId{id}, std::move(term), seats, used};
}

std::vector<Wish> wishes_of(std::int64_t pupils) {
  std::vector<Wish> wishes;
  for (std::int64_t pupil = 1; pupil <= pupils; ++pupil) wishes.push_back({UserId{pupil}});
  return wishes;
}

/// On which subscription each pupil sits: "1:3 2:1".
std::string seating(const Expected<std::vector<Place>>& places) {
  if (!places) return places.error().code;
  std::string text;
  for (const auto& [subscription, pupil] : *places) {
    text += (text.empty() ? "" : " ") + std::to_string(pupil.value) + ":" +
            std::to_string(subscription.value);
  }
  return text;
}

TEST(Seats, R4_6_6_tells_how_many_are_free_and_how_many_are_needed) {
  const auto refused = place({running(1, 10, 7, {"2026-08-01"})}, wishes_of(5), "Bouw!");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "not_enough_seats");
  EXPECT_EQ(refused.error().figures.at("free"), 3);
  EXPECT_EQ(refused.error().figures.at("needed"), 5);
  EXPECT_EQ(refused.error().concerns.at(0).name, "Bouw!");
}

TEST(Seats, R4_6_6_the_last_seat_can_be_taken) {
  EXPECT_EQ(seating(place({running(1, 10, 7, {"2026-08-01"})}, wishes_of(3), "Bouw!")),
            "1:1 2:1 3:1");
}

TEST(Seats, R4_6_6_who_ends_last_is_filled_first_and_of_those_the_oldest) {
  const std::vector<Capacity> contracts = {
      running(1, 1, 0, {"2020-08-01", "2027-08-01"}),
      running(2, 1, 0, {"2021-08-01", "2028-08-01"}), running(3, 1, 0, {"2026-08-01"}),
      running(4, 2, 1, {"2025-08-01"}), running(5, 1, 0, {"2025-08-01"})};
  EXPECT_EQ(seating(place(contracts, wishes_of(5), "Bouw!")), "1:4 2:5 3:3 4:2 5:1");
}

TEST(Seats, R4_5_2_who_gave_a_seat_up_today_gets_that_one_back_if_it_is_free) {
  const std::vector<Capacity> contracts = {running(1, 1, 0, {"2025-08-01"}),
                                           running(2, 1, 0, {"2025-08-01", "2027-08-01"})};
  const Wish back{UserId{2}, {SubscriptionId{2}}};
  const Wish late{UserId{3}, {SubscriptionId{2}}};
  EXPECT_EQ(seating(place(contracts, {back}, "Bouw!")), "2:2");
  EXPECT_EQ(seating(place(contracts, {{UserId{1}}, back}, "Bouw!")), "2:2 1:1");
  EXPECT_EQ(seating(place(contracts, {back, late}, "Bouw!")), "2:2 3:1");
}

TEST(Seats, a_subscription_that_shrank_below_its_use_has_no_free_seats) {
  const auto refused = place({running(1, 5, 8, {"2026-08-01"}), running(2, 4, 0, {"2026-08-01"})},
                             wishes_of(5), "Bouw!");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().figures.at("free"), 4);
}

TEST(Seats, without_a_subscription_there_is_nothing_to_take) {
  EXPECT_EQ(seating(place({}, wishes_of(1), "Boekies")), "no_subscription");
}

}  // namespace
}  // namespace lexipoort::subscriptions::rules
