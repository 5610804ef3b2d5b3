#include "features/results/words.h"

#include <gtest/gtest.h>

#include "base/calendar.h"

namespace lexipoort::results::words {
namespace {

TEST(ResultWords, R3_4_time_is_said_as_people_do) {
  EXPECT_EQ(time(0), "0 min");
  EXPECT_EQ(time(1), "< 1 min");
  EXPECT_EQ(time(59), "< 1 min");
  EXPECT_EQ(time(89), "1 min");
  EXPECT_EQ(time(90), "2 min");
  EXPECT_EQ(time(3'569), "59 min");
  EXPECT_EQ(time(3'570), "1 u");
  EXPECT_EQ(time(4'800), "1 u 20 min");
}

TEST(ResultWords, R3_4_weeks_moments_and_figures_are_Dutch) {
  EXPECT_EQ(week("2026-W48"), "week 48 van 2026");
  EXPECT_EQ(week("2027-W01"), "week 1 van 2027");
  EXPECT_EQ(weeks("2026-W48", "2026-W48"), "week 48 van 2026");
  EXPECT_EQ(weeks("2026-W09", "2026-W12"), "week 9 t/m 12 van 2026");
  EXPECT_EQ(weeks("2026-W53", "2027-W01"), "week 53 van 2026 t/m week 1 van 2027");
  EXPECT_EQ(moment(calendar::start_of_day("2026-11-25") + 605 * 60), "2026-11-25 10:05");
  EXPECT_EQ(number(17.5), "17,5");
  EXPECT_EQ(number(17), "17");
  EXPECT_EQ(digits(17.5), "17.5");
  EXPECT_EQ(number(20.0 / 3), "6,67");
  EXPECT_EQ(digits(20.0 / 3), "6.67");
  EXPECT_EQ(number(1e15), "1e+15");
  EXPECT_EQ(minutes(90), "1.5");
  EXPECT_EQ(minutes(20), "0.33") << "what was practised is never nothing";
  EXPECT_EQ(year_group(schools::Sector::po, 5), "Groep 5");
  EXPECT_EQ(year_group(schools::Sector::vo, 2), "Leerjaar 2");
}

}  // namespace
}  // namespace lexipoort::results::words
