#include "base/calendar.h"

#include <gtest/gtest.h>

namespace lexipoort::calendar {
namespace {

// 2026-11-24T12:00:00Z, a Tuesday
constexpr UtcSeconds kNoon = 1'795'521'600;

TEST(Calendar, days_begin_in_Amsterdam_summer_and_winter) {
  EXPECT_EQ(day_of(kNoon), "2026-11-24");
  EXPECT_EQ(start_of_day("2026-11-24"), kNoon - 13 * 3600) << "winter: one hour before UTC";
  EXPECT_EQ(day_of(start_of_day("2026-07-01")), "2026-07-01");
  EXPECT_EQ(day_of(start_of_day("2026-07-01") - 1), "2026-06-30");
  EXPECT_EQ(start_of_day("2026-03-30") - start_of_day("2026-03-29"), 23 * 3600) << "clocks go on";
  EXPECT_EQ(start_of_day("2026-10-26") - start_of_day("2026-10-25"), 25 * 3600) << "and back";
  EXPECT_EQ(end_of_day("2026-10-25"), start_of_day("2026-10-26"));
  EXPECT_EQ(day_of(end_of_day("9999-12-31") - 1), "9999-12-31") << "the last day we can write";
}

TEST(Calendar, R4_13_5_summer_time_goes_on_after_2037) {
  for (const char* day : {"2038-03-28", "2040-03-25", "2066-03-28", "2099-03-29"}) {
    EXPECT_EQ(end_of_day(day) - start_of_day(day), 23 * 3600) << day;
  }
  for (const char* day : {"2038-10-31", "2040-10-28", "2066-10-31", "2099-10-25"}) {
    EXPECT_EQ(end_of_day(day) - start_of_day(day), 25 * 3600) << day;
  }
  const auto midnight = moment_of("2038-07-31T22:00:00Z").value();
  EXPECT_EQ(start_of_day("2038-08-01"), midnight);
  EXPECT_EQ(day_of(midnight), "2038-08-01");
  EXPECT_EQ(day_of(midnight - 1), "2038-07-31");
  EXPECT_EQ(day_of(moment_of("2037-12-31T23:00:00Z").value()), "2038-01-01");
  EXPECT_EQ(week_of(midnight), "2038-W30");
  EXPECT_EQ(end_of_day("2037-12-31"), start_of_day("2038-01-01"));
}

TEST(Calendar, reads_moments) {
  EXPECT_EQ(moment_of("2026-11-24T12:00:00Z"), kNoon);
  EXPECT_EQ(moment_of("2026-11-24 12:00"), std::nullopt);
}

TEST(Calendar, R3_2_weeks_are_ISO_weeks) {
  EXPECT_EQ(week_of(kNoon), "2026-W48");
  EXPECT_EQ(week_of(start_of_day("2027-01-01")), "2026-W53");
  EXPECT_EQ(week_of(start_of_day("2027-01-04")), "2027-W01");
  EXPECT_EQ(week_of(start_of_day("2024-12-30")), "2025-W01");
  EXPECT_EQ(week_of(start_of_day("2026-11-30") - 1), "2026-W48") << "Sunday before midnight";
}

TEST(Calendar, tells_the_time_in_Amsterdam_summer_and_winter) {
  EXPECT_EQ(clock_time_of(kNoon), "13:00");
  EXPECT_EQ(clock_time_of(start_of_day("2026-07-01") + 9 * 3600 + 5 * 60), "09:05");
}

TEST(Calendar, R3_3_weeks_go_on_across_years) {
  EXPECT_EQ(first_day_of("2026-W48"), "2026-11-23");
  EXPECT_EQ(first_day_of("2025-W01"), "2024-12-30");
  EXPECT_EQ(week_of_day("2026-11-29"), "2026-W48");
  EXPECT_EQ(weeks_later("2026-W53", 1), "2027-W01");
  EXPECT_EQ(weeks_later("2027-W01", -1), "2026-W53");
  EXPECT_EQ(weeks_later("2026-W48", 0), "2026-W48");
  EXPECT_THROW(std::ignore = first_day_of("2025-W53"), std::invalid_argument);
}

TEST(Calendar, R3_2_knows_which_weeks_exist) {
  for (const char* week : {"2026-W01", "2026-W48", "2026-W53", "2020-W53"}) {
    EXPECT_TRUE(is_week(week)) << week;
  }
  for (const char* week :
       {"2025-W53", "2026-W00", "2026-W54", "2026-48", "2026-W1", "", "abcd-W01", "2026-W-1"}) {
    EXPECT_FALSE(is_week(week)) << week;
  }
}

TEST(Calendar, R3_2_reckons_beyond_the_years_that_may_be_asked_for) {
  for (const char* week : {"0001-W01", "1999-W52", "2101-W01"}) EXPECT_FALSE(is_week(week)) << week;
  for (const char* day : {"0000-01-01", "1999-12-31", "2101-01-01"}) EXPECT_FALSE(is_day(day));
  EXPECT_TRUE(is_week("2000-W01") && is_week("2100-W52"));
  EXPECT_TRUE(is_day("2000-01-01") && is_day("2100-12-31"));
  EXPECT_EQ(weeks_later("2000-W01", -8), "1999-W45");
  EXPECT_EQ(week_of_day("2000-01-01"), "1999-W52");
  EXPECT_EQ(years_later("2100-12-31", 10), "2110-12-31");
}

TEST(Calendar, knows_which_days_exist) {
  EXPECT_TRUE(is_day("2028-02-29"));
  for (const char* day : {"2026-02-29", "2026-13-01", "2026-1-1", "2026-11-31", "vandaag", ""}) {
    EXPECT_FALSE(is_day(day)) << day;
  }
}

TEST(Calendar, R4_13_5_anniversaries_of_29_February) {
  EXPECT_EQ(years_later("2024-02-29", 1), "2025-02-28");
  EXPECT_EQ(years_later("2024-02-29", 4), "2028-02-29");
  EXPECT_EQ(years_later("2025-08-01", 1), "2026-08-01");
  EXPECT_EQ(days_later("2026-02-28", 1), "2026-03-01");
  EXPECT_EQ(days_later("2026-01-01", -1), "2025-12-31");
  EXPECT_EQ(days_between("2028-02-28", "2028-03-01"), 2);
  EXPECT_EQ(days_between("2026-03-29", "2026-03-28"), -1);
  EXPECT_EQ(in_dutch("2027-07-31"), "31-07-2027");
}

}  // namespace
}  // namespace lexipoort::calendar
