#include "features/accounts/rules.h"

#include <gtest/gtest.h>

namespace lexipoort::accounts::rules {
namespace {

constexpr UtcSeconds kNow = 1'800'000'000;

TEST(SignIn, waits_longer_after_each_failure_and_never_more_than_a_quarter_of_an_hour) {
  EXPECT_EQ(account_wait({.count = 4, .last_at = kNow}, kNow), 0);
  EXPECT_EQ(account_wait({.count = 5, .last_at = kNow}, kNow), 2);
  EXPECT_EQ(account_wait({.count = 6, .last_at = kNow}, kNow), 4);
  EXPECT_EQ(account_wait({.count = 6, .last_at = kNow - 3}, kNow), 1);
  EXPECT_EQ(account_wait({.count = 6, .last_at = kNow - 5}, kNow), 0);
  EXPECT_EQ(account_wait({.count = 5000, .last_at = kNow}, kNow), 900);
}

TEST(SignIn, forgets_failures_after_an_hour) {
  EXPECT_EQ(account_wait({.count = 5000, .last_at = kNow - 3600}, kNow), 0);
}

TEST(SignIn, one_child_does_not_lock_its_school_out) {
  // However often one account fails, it counts as one for the address it fails from.
  EXPECT_EQ(address_wait({.count = 1, .last_at = kNow}, false, kNow), 0);
  EXPECT_EQ(address_wait({.count = 39, .last_at = kNow}, false, kNow), 0);
  EXPECT_GT(address_wait({.count = 40, .last_at = kNow}, false, kNow), 0);
  EXPECT_LE(address_wait({.count = 9999, .last_at = kNow}, false, kNow), 60);
  EXPECT_EQ(address_wait({.count = 9999, .last_at = kNow}, true, kNow), 0)
      << "who has signed in from here before is not held up";
}

TEST(SignIn, sessions_end_after_a_time_without_use_and_after_a_school_day) {
  EXPECT_TRUE(session_is_valid(Kind::pupil, kNow - 3600, kNow - 60, kNow));
  EXPECT_FALSE(session_is_valid(Kind::pupil, kNow - 3 * 3600, kNow - 2 * 3600, kNow));
  EXPECT_FALSE(session_is_valid(Kind::professional, kNow - 12 * 3600, kNow, kNow));
  EXPECT_FALSE(session_is_valid(Kind::operator_, kNow - 1800, kNow - 1800, kNow));
}

TEST(Passwords, R4_1_1_are_twelve_characters_or_more_and_not_well_known) {
  EXPECT_EQ(acceptable_password(11, 20).error().code, "password_too_short");
  EXPECT_EQ(acceptable_password(11, 20).error().figures.at("minimum"), 12);
  EXPECT_EQ(acceptable_password(12, 7.9).error().code, "password_well_known");
  EXPECT_TRUE(acceptable_password(12, 8.1));
}

TEST(SignIn, reads_a_login_without_blanks_and_capitals) {
  EXPECT_EQ(canonical_login("  Juf.Anna@School.NL "), "juf.anna@school.nl");
  EXPECT_EQ(canonical_login("\xff\xfe"), "");
}

}  // namespace
}  // namespace lexipoort::accounts::rules
