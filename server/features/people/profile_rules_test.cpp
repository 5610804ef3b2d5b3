#include "features/people/profile_rules.h"

#include <gtest/gtest.h>

namespace lexipoort::people::rules {
namespace {

const ProfileFacts kBart{.name = "Bart van Geleiden", .version = 4};

std::string code(const Expected<Nothing>& answer) {
  return answer ? "" : answer.error().code;
}

TEST(ProfileRules, R4_12_1_who_saw_the_present_version_may_change_it) {
  EXPECT_TRUE(may_change_profile(kBart, 4, {"first_name", "email"}));
}

TEST(ProfileRules, R4_12_1_a_newer_change_by_somebody_else_is_noticed_and_names_the_user) {
  for (const int seen : {3, 5}) {
    const auto refused = may_change_profile(kBart, seen, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "changed_meanwhile");
    EXPECT_EQ(refused.error().kind, RefusalKind::conflict);
    EXPECT_EQ(refused.error().concerns.at(0).name, "Bart van Geleiden");
  }
}

TEST(ProfileRules, R4_12_1_archived_users_cannot_be_changed) {
  auto archived = kBart;
  archived.archived = true;
  EXPECT_EQ(code(may_change_profile(archived, 4, {"first_name"})), "person_archived");
  EXPECT_EQ(code(may_change_profile(archived, 3, {"first_name"})), "person_archived");
}

TEST(ProfileRules, R4_12_1_who_works_at_another_school_too_changes_it_alone) {
  auto shared = kBart;
  shared.own_profile_only = true;
  EXPECT_EQ(code(may_change_profile(shared, 4, {"job_title"})), "own_profile_only");
  EXPECT_TRUE(may_change_profile(shared, 4, {})) << "nothing would change";
}

TEST(ProfileRules, R4_12_1_the_address_of_who_is_in_another_archive_is_not_changed_from_here) {
  auto left = kBart;
  left.known_elsewhere = true;
  EXPECT_EQ(code(may_change_profile(left, 4, {"job_title", "email"})), "own_profile_only");
  EXPECT_TRUE(may_change_profile(left, 4, {"first_name", "job_title"}));
}

TEST(ProfileRules, R4_12_2_an_open_screen_is_not_enough_to_take_an_account_over) {
  auto self = kBart;
  self.is_self = true;
  EXPECT_EQ(code(may_change_profile(self, 4, {"first_name", "email"})), "own_profile_only");
  EXPECT_TRUE(may_change_profile(self, 4, {"first_name", "user_name"}));
}

}  // namespace
}  // namespace lexipoort::people::rules
