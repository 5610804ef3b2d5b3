#include "features/accounts/rules.h"

#include <gmock/gmock.h>
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

TEST(SignIn, an_IPv6_address_counts_as_its_network_of_64_bits) {
  EXPECT_EQ(counted_address("145.1.2.3"), "145.1.2.3");
  EXPECT_EQ(counted_address("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(counted_address("2001:db8:1:2:ffff::"), "2001:db8:1:2::/64");
  EXPECT_NE(counted_address("2001:db8:1:3::1"), counted_address("2001:db8:1:2::1"));
  EXPECT_EQ(counted_address("::1"), "::/64");
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

TEST(SecondFactor, R8_1_is_asked_of_operators_and_of_administrators_where_the_school_asks_it) {
  Actor actor;
  actor.kind = Kind::operator_;
  EXPECT_TRUE(second_factor_demanded(actor));
  actor.kind = Kind::professional;
  actor.memberships = {{.school = SchoolId{1}, .administrator = true, .supervisor = true},
                       {.school = SchoolId{2}, .supervisor = true, .second_factor_demanded = true}};
  EXPECT_FALSE(second_factor_demanded(actor));
  actor.memberships[1].administrator = true;
  EXPECT_TRUE(second_factor_demanded(actor));
}

TEST(SecondFactor, R8_1_a_code_is_read_as_people_type_it) {
  EXPECT_EQ(canonical_code(" 123 456"), "123456");
  EXPECT_EQ(canonical_code("K7MQ-x2fp 9hwd"), "k7mqx2fp9hwd");
  EXPECT_EQ(canonical_code("é-"), "");
  EXPECT_TRUE(is_app_code("123456"));
  EXPECT_FALSE(is_app_code("1234567"));
  EXPECT_FALSE(is_app_code("12345a"));
}

TEST(SecondFactor, R8_1_a_recovery_code_has_nothing_to_mistake) {
  EXPECT_EQ(recovery_code([](std::uint64_t) { return std::uint64_t{0}; }), "aaaa-aaaa-aaaa");
  EXPECT_EQ(recovery_code([](std::uint64_t bound) { return bound - 1; }), "9999-9999-9999");
}

using person::Fault;

const Details kAnna{.first_name = "Anna",
                    .infix = "de",
                    .last_name = "Groot",
                    .user_name = "juf.anna",
                    .email = "juf.anna@school.example",
                    .job_title = "Leerkracht"};

TEST(Details, R4_12_2_of_an_adult_need_a_name_and_an_address) {
  EXPECT_THAT(adult_faults(kAnna), testing::IsEmpty());
  EXPECT_THAT(adult_faults({}),
              testing::ElementsAre(Fault{"first_name", "required"}, Fault{"last_name", "required"},
                                   Fault{"email", "required"}));
}

TEST(Details, R4_12_2_a_user_name_may_be_left_out_but_not_be_odd) {
  auto details = kAnna;
  details.user_name = std::nullopt;
  EXPECT_THAT(adult_faults(details), testing::IsEmpty());
  details.user_name = "juf@anna";  // it would look like somebody's e-mail address
  EXPECT_THAT(adult_faults(details), testing::ElementsAre(Fault{"user_name", "not_allowed"}));
}

TEST(Details, R4_12_2_a_job_title_has_an_end) {
  auto details = kAnna;
  details.job_title = std::string(101, 'x');
  EXPECT_THAT(adult_faults(details), testing::ElementsAre(Fault{"job_title", "too_long"}));
}

TEST(Details, R4_12_1_are_kept_tidy_with_logins_in_lower_case) {
  const auto tidy = tidied({.first_name = " Anna ",
                            .infix = "van  de",
                            .last_name = "Groot",
                            .user_name = " Juf.Anna",
                            .email = "Juf.Anna@School.Example ",
                            .job_title = " Intern  begeleider "});
  EXPECT_EQ(tidy.first_name, "Anna");
  EXPECT_EQ(tidy.infix, "van de");
  EXPECT_EQ(tidy.user_name, "juf.anna");
  EXPECT_EQ(tidy.email, "juf.anna@school.example");
  EXPECT_EQ(tidy.job_title, "Intern begeleider");
  auto blank = kAnna;
  blank.user_name = "  ";
  EXPECT_EQ(tidied(blank).user_name, std::nullopt);
}

TEST(Details, R8_2_what_changed_is_told_by_field) {
  auto after = kAnna;
  after.infix = "";
  after.user_name = std::nullopt;
  EXPECT_THAT(changed_fields(kAnna, after), testing::ElementsAre("infix", "user_name"));
  EXPECT_THAT(changed_fields(kAnna, kAnna), testing::IsEmpty());
}

}  // namespace
}  // namespace lexipoort::accounts::rules
