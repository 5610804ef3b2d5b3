#include "features/people/professionals_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lexipoort::people::rules {
namespace {

using accounts::Kind;
using person::Fault;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Roles kBoth{.administrator = true, .supervisor = true};

TEST(Roles, R4_4_4_are_read_as_people_write_them) {
  for (const auto* text : {"Beheerder", " beheerder ", "BEHEERDER"}) {
    EXPECT_EQ(roles_in(text), (Roles{.administrator = true})) << text;
  }
  EXPECT_EQ(roles_in("begeleider"), (Roles{.supervisor = true}));
  for (const auto* text :
       {"Beheerder en begeleider", "begeleider, beheerder", "Beheerder/Begeleider",
        "begeleider + beheerder", "beheerder;begeleider", "beheerder & begeleider"}) {
    EXPECT_EQ(roles_in(text), kBoth) << text;
  }
}

TEST(Roles, R4_4_4_another_word_is_not_a_role) {
  for (const auto* text : {"", "en", "leraar", "beheerder van school", "beheerdr", ","}) {
    EXPECT_EQ(roles_in(text), std::nullopt) << text;
  }
}

TEST(Roles, R4_4_4_are_written_as_the_drop_down_has_them) {
  for (const Roles roles : {kBoth, Roles{.administrator = true}, Roles{.supervisor = true}}) {
    EXPECT_EQ(roles_in(roles_text(roles)), roles);
  }
  EXPECT_EQ(roles_text(kBoth), "Beheerder en begeleider");
  EXPECT_EQ(roles_text({}), "");
}

TEST(Professionals, R4_4_4_all_but_the_infix_is_mandatory) {
  EXPECT_THAT(faults_of({.first_name = "Anna",
                         .infix = "",
                         .last_name = "Groot",
                         .roles = "Begeleider",
                         .email = "anna@school.example"}),
              IsEmpty());
  EXPECT_THAT(faults_of(ProfessionalDraft{}),
              ElementsAre(Fault{"first_name", "required"}, Fault{"last_name", "required"},
                          Fault{"roles", "required"}, Fault{"email", "required"}));
  EXPECT_THAT(faults_of({.first_name = "Anna",
                         .infix = "",
                         .last_name = "Gr00t",
                         .roles = "juf",
                         .email = "anna"}),
              ElementsAre(Fault{"last_name", "not_a_name"}, Fault{"roles", "not_a_role"},
                          Fault{"email", "not_an_address"}));
}

TEST(Professionals, R4_4_3_who_works_elsewhere_can_come_who_is_here_or_no_professional_cannot) {
  EXPECT_EQ(address_fault(std::nullopt), "");
  EXPECT_EQ(address_fault(Holder{.kind = Kind::professional}), "");
  EXPECT_EQ(address_fault(Holder{.kind = Kind::professional, .here = true}), "already_here");
  EXPECT_EQ(address_fault(Holder{.kind = Kind::professional, .here = true, .archived_here = true}),
            "already_here_archived");
  EXPECT_EQ(address_fault(Holder{.kind = Kind::pupil}), "not_allowed");
  EXPECT_EQ(address_fault(Holder{.kind = Kind::operator_}), "not_allowed");
  EXPECT_EQ(address_fault(Holder{.kind = Kind::pupil, .here = true}), "not_allowed");
}

}  // namespace
}  // namespace lexipoort::people::rules
