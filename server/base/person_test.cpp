#include "base/person.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lexipoort::person {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Person, R4_12_1_all_names_but_the_infix_are_mandatory) {
  EXPECT_THAT(name_faults("Zoë", "", "O'Neill-de Vries"), IsEmpty());
  EXPECT_THAT(name_faults("", "", ""),
              ElementsAre(Fault{"first_name", "required"}, Fault{"last_name", "required"}));
  EXPECT_THAT(name_faults("R2D2", "3", std::string(61, 'a')),
              ElementsAre(Fault{"first_name", "not_a_name"}, Fault{"infix", "not_a_name"},
                          Fault{"last_name", "too_long"}));
}

TEST(Person, R4_4_4_tells_an_address_from_what_is_none) {
  for (const auto* address : {"juf.anna@school.nl", "a+b_c@sub.school-1.example", "0@1.nl"}) {
    EXPECT_TRUE(is_email(address)) << address;
  }
  for (const auto* address :
       {"anna", "anna@", "@school.nl", "anna@school", "anna@school.n", "an na@school.nl",
        "anna@@school.nl", "anna@school..nl", ".anna@school.nl", "anna.@school.nl",
        "an..na@school.nl", "anna@-school.nl", "anna@school-.nl", "anna@school.nl.",
        "Anna@school.nl", "<anna@school.nl>", "anna@school.nl\nbcc: x@y.nl", "zoë@school.nl"}) {
    EXPECT_FALSE(is_email(address)) << address;
  }
}

TEST(Person, R4_4_4_an_address_has_to_be_there_and_has_an_end) {
  EXPECT_THAT(email_faults("juf.anna@school.nl"), IsEmpty());
  EXPECT_THAT(email_faults(""), ElementsAre(Fault{"email", "required"}));
  EXPECT_THAT(email_faults("anna"), ElementsAre(Fault{"email", "not_an_address"}));
  EXPECT_THAT(email_faults(std::string(250, 'a') + "@b.nl"),
              ElementsAre(Fault{"email", "too_long"}));
}

TEST(Person, R4_4_6_user_names_are_what_a_child_can_type) {
  for (const auto* name : {"fenna.j", "a-1", "0_0", "x23456789012345678901234567890123456789y"}) {
    EXPECT_TRUE(is_user_name(name)) << name;
  }
  for (const auto* name : {"", "ab", ".ab", "Fenna", "fenna j", "fenna@j", "zoë",
                           "x234567890123456789012345678901234567890y"}) {
    EXPECT_FALSE(is_user_name(name)) << name;
  }
}

TEST(Person, reads_a_login_without_blanks_and_capitals) {
  EXPECT_EQ(canonical_login("  Juf.Anna@School.NL "), "juf.anna@school.nl");
  EXPECT_EQ(canonical_login("\xff\xfe"), "");
}

}  // namespace
}  // namespace lexipoort::person
