#include "features/people/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace lexipoort::people::rules {
namespace {

using testing::Contains;
using testing::IsEmpty;

PupilDraft fenna() {
  return {"Fenna", "van der", "Jansen", "6", "fenna.j", "boom-vis-27"};
}

TEST(PupilDraftRules, R4_4_6_a_complete_pupil_has_no_faults) {
  EXPECT_THAT(faults_of(fenna(), 8), IsEmpty());
  auto without_infix = fenna();
  without_infix.infix = "";
  EXPECT_THAT(faults_of(without_infix, 8), IsEmpty());
}

TEST(PupilDraftRules, R4_4_7_all_but_the_infix_are_mandatory) {
  EXPECT_THAT(faults_of({}, 8), testing::UnorderedElementsAre(
                                    Fault{"first_name", "required"}, Fault{"last_name", "required"},
                                    Fault{"year_group", "required"}, Fault{"user_name", "required"},
                                    Fault{"password", "required"}));
}

TEST(PupilDraftRules, R4_4_9_names_each_fault_at_its_cell) {
  const auto fault_of = [](auto field, const std::string& value) {
    auto draft = fenna();
    draft.*field = value;
    const auto faults = faults_of(draft, 8);
    return faults.size() == 1 ? faults[0] : Fault{"not one fault", std::to_string(faults.size())};
  };
  EXPECT_EQ(fault_of(&PupilDraft::first_name, "F3nna"), (Fault{"first_name", "not_a_name"}));
  EXPECT_EQ(fault_of(&PupilDraft::last_name, std::string(61, 'a')),
            (Fault{"last_name", "too_long"}));
  EXPECT_EQ(fault_of(&PupilDraft::infix, "=1+1"), (Fault{"infix", "not_a_name"}));
  EXPECT_EQ(fault_of(&PupilDraft::year_group, "9"), (Fault{"year_group", "not_a_year_group"}));
  EXPECT_EQ(fault_of(&PupilDraft::year_group, "zes"), (Fault{"year_group", "not_a_year_group"}));
  EXPECT_EQ(fault_of(&PupilDraft::user_name, "Fenna J"), (Fault{"user_name", "not_allowed"}));
  EXPECT_EQ(fault_of(&PupilDraft::user_name, "ab"), (Fault{"user_name", "not_allowed"}));
  EXPECT_EQ(fault_of(&PupilDraft::password, "kort"), (Fault{"password", "too_short"}));
}

TEST(PupilDraftRules, R4_4_9_reads_year_groups_as_people_write_them) {
  for (const char* text : {"6", "6.0", "groep 6", "Groep6", "Leerjaar 6", " 6 "}) {
    EXPECT_EQ(year_group_in(text, 8), 6) << text;
  }
  for (const char* text : {"0", "9", "6.5", "-1", "", "groep", "6a", "1e9", "nan"}) {
    EXPECT_EQ(year_group_in(text, 8), std::nullopt) << text;
  }
  EXPECT_EQ(year_group_in("7", 6), std::nullopt) << "vo ends at 6";
}

TEST(UserNames, R4_4_6_read_well) {
  EXPECT_EQ(user_name_for("Fenna", "Jansen"), "fenna.j");
  EXPECT_EQ(user_name_for("Zoë", "Yılmaz"), "zoe.y");
  EXPECT_EQ(user_name_for("Jan-Willem", "van 't Hof"), "janwillem.v");
  EXPECT_EQ(user_name_for("Ab", ""), "ab.lezer") << "two letters are too short";
  EXPECT_EQ(user_name_for("", ""), "leerling");
}

TEST(UserNames, R4_4_6_a_taken_name_gets_the_next_number) {
  EXPECT_THAT(free_user_names({"fenna.j", "daan.v", "fenna.j"}, {"fenna.j", "fenna.j2"}),
              testing::ElementsAre("fenna.j3", "daan.v", "fenna.j4"));
  EXPECT_THAT(free_user_names({"a.b", "a.b2", "a.b"}, {}),
              testing::ElementsAre("a.b", "a.b2", "a.b3"));
}

TEST(UserNames, R4_4_9_a_list_of_one_name_is_numbered_through) {
  const auto names = free_user_names(std::vector<std::string>(100'000, "jan.j"), {});
  EXPECT_EQ(names.front(), "jan.j");
  EXPECT_EQ(names.back(), "jan.j100000") << "5 billion lookups, when each began at 2";
}

TEST(UserNames, R4_4_7_thousands_of_pupils_all_get_one_of_their_own) {
  std::mt19937 chance(7);  // NOLINT: the same names every time
  const std::vector<std::string> first = {"Zoë", "Fenna", "Ö", "J.", "Çağla", "Anne-Fleur", "李"};
  const std::vector<std::string> last = {"de Boer", "Jansen", "Yılmaz", "Ng", "", "'t Hart"};
  std::vector<std::string> asked;
  for (int pupil = 0; pupil < 3000; ++pupil) {
    asked.push_back(user_name_for(first[chance() % first.size()], last[chance() % last.size()]));
  }
  std::set<std::string> taken;
  for (const auto& name : free_user_names(asked, {})) {
    EXPECT_TRUE(person::is_user_name(name)) << name;
    EXPECT_TRUE(taken.insert(name).second) << name;
  }
}

const UserId kPupil{1};
const UserId kOther{2};
const UserId kSupervisor{9};
const ProductId kBouw{5};
const ProductId kLetterster{6};

TEST(LinkRules, R4_6_5_a_row_links_every_pupil_with_every_supervisor) {
  const auto links = links_for({{kPupil, "Fenna", {}}, {kOther, "Daan", {}}},
                               {{kBouw, {kSupervisor, UserId{10}}}});
  ASSERT_TRUE(links);
  EXPECT_EQ(links->size(), 4U);
  EXPECT_THAT(*links, Contains(Link{kOther, kBouw, UserId{10}}));
}

TEST(LinkRules, R4_6_5_a_row_without_product_means_the_current_products) {
  const auto links = links_for({{kPupil, "Fenna", {kBouw, kLetterster}}, {kOther, "Daan", {kBouw}}},
                               {{std::nullopt, {kSupervisor}}});
  ASSERT_TRUE(links);
  EXPECT_EQ(links->size(), 3U);
  EXPECT_THAT(*links, Contains(Link{kPupil, kLetterster, kSupervisor}));
}

TEST(LinkRules, R4_6_5_who_has_no_current_product_is_named) {
  const auto links = links_for({{kPupil, "Fenna", {kBouw}}, {kOther, "Daan", {}}},
                               {{std::nullopt, {kSupervisor}}});
  ASSERT_FALSE(links);
  EXPECT_EQ(links.error().code, "no_current_product");
  ASSERT_EQ(links.error().concerns.size(), 1U);
  EXPECT_EQ(links.error().concerns[0].name, "Daan");
}

TEST(LinkRules, R4_6_5_the_same_link_in_two_rows_is_made_once) {
  const auto links = links_for({{kPupil, "Fenna", {}}},
                               {{kBouw, {kSupervisor}}, {kBouw, {kSupervisor, kSupervisor}}});
  ASSERT_TRUE(links);
  EXPECT_EQ(links->size(), 1U);
}

TEST(LinkRules, R4_6_5_more_links_than_memory_should_hold_are_refused) {
  const std::vector<PupilFacts> pupils(3000, PupilFacts{kPupil, "Fenna", {}});
  const std::vector<UserId> supervisors(100, kSupervisor);
  EXPECT_EQ(links_for(pupils, {{kBouw, supervisors}}).error().code, "too_many_links");
  const PupilFacts busy{kPupil, "Fenna", std::vector<ProductId>(500, kBouw)};
  const std::vector<UserId> many(500, kSupervisor);
  EXPECT_EQ(links_for({busy}, {{std::nullopt, many}}).error().code, "too_many_links");
}

TEST(LinkRules, R4_6_5_nobody_or_nothing_chosen_is_refused) {
  EXPECT_EQ(links_for({}, {{kBouw, {kSupervisor}}}).error().code, "no_pupils");
  EXPECT_EQ(links_for({{kPupil, "Fenna", {}}}, {{kBouw, {}}}).error().code, "no_supervisors");
  EXPECT_EQ(links_for({{kPupil, "Fenna", {}}}, {}).error().code, "no_supervisors");
}

Member member(std::int64_t id, const std::string& first, bool administrator, bool supervisor) {
  Member made;
  made.id = {id};
  made.first_name = first;
  made.last_name = "Vos";
  made.administrator = administrator;
  made.supervisor = supervisor;
  made.version = 3;
  return made;
}
Member pupil(std::int64_t id, const std::string& first, int year_group) {
  auto made = member(id, first, false, false);
  made.pupil = true;
  made.year_group = year_group;
  return made;
}
Member in_archive(Member made) {
  made.archived_at = 1;
  return made;
}
std::string code_of(const auto& result) {
  return result ? "fine" : result.error().code;
}
std::string named_by(const auto& result) {
  std::string names;
  for (const auto& concern : result.error().concerns) names += concern.name + ";";
  return names;
}

TEST(TickedRules, R4_6_6_people_must_be_here_each_once_and_as_they_were_seen) {
  const std::vector found = {member(1, "Bea", true, false), member(2, "Bart", false, true)};
  EXPECT_EQ(code_of(as_seen({{{1}, 3}, {{2}, 3}}, found)), "fine");
  EXPECT_EQ(code_of(as_seen({}, {})), "nobody_chosen");
  EXPECT_EQ(code_of(as_seen({{{1}, 3}}, {})), "not_found_here");
  EXPECT_EQ(code_of(as_seen({{{1}, 3}, {{1}, 3}}, {found[0]})), "not_found_here");
  const auto changed = as_seen({{{1}, 3}, {{2}, 2}}, found);
  EXPECT_EQ(code_of(changed), "changed_meanwhile");
  EXPECT_EQ(named_by(changed), "Bart Vos;");
}

TEST(TickedRules, R4_6_4_R4_6_5_only_whom_a_task_is_for) {
  const auto bart = member(2, "Bart", false, true);
  const auto fenna = pupil(3, "Fenna", 5);
  EXPECT_EQ(code_of(only_pupils({fenna})), "fine");
  EXPECT_EQ(named_by(only_pupils({fenna, bart})), "Bart Vos;");
  EXPECT_EQ(named_by(only_professionals({fenna, bart})), "Fenna Vos;");
  EXPECT_EQ(code_of(only_active({in_archive(bart)}, "already_archived")), "already_archived");
  EXPECT_EQ(code_of(only_active({bart}, "already_archived")), "fine");
  EXPECT_EQ(named_by(only_archived({in_archive(bart), fenna})), "Fenna Vos;");
}

TEST(ArchiveRules, R4_6_2_only_who_had_something_comes_back) {
  EXPECT_EQ(code_of(had_links({member(1, "Bea", true, false)}, {})), "fine");
  EXPECT_EQ(code_of(had_links({pupil(3, "Fenna", 5)}, {UserId{3}})), "fine");
  EXPECT_EQ(named_by(had_links({pupil(3, "Fenna", 5), member(2, "Bart", false, true)}, {})),
            "Fenna Vos;Bart Vos;");
}

TEST(ArchiveRules, R2_3_R4_5_3_what_may_stand) {
  EXPECT_EQ(code_of(may_stand({})), "fine");
  EXPECT_EQ(code_of(may_stand({.actor_archived = true})), "archive_yourself");
  const auto last = may_stand({.administrators = 0, .former_administrators = {"Bea Vos"}});
  EXPECT_EQ(code_of(last), "last_administrator");
  EXPECT_EQ(named_by(last), "Bea Vos;");
  const auto alone = may_stand({.abandoned = {{"Bart Vos", "Fenna Vos", "Bouw!"}}});
  EXPECT_EQ(code_of(alone), "only_supervisor");
  EXPECT_EQ(alone.error().concerns.at(0).about, "Fenna Vos (Bouw!)");
  EXPECT_EQ(code_of(may_stand({.active_without_product = {"Fenna Vos"}})), "links_gone");
}

TEST(RoleRules, R4_6_4_a_role_or_a_product_and_products_for_supervisors) {
  const auto bart = member(2, "Bart", false, true);
  const auto bea = member(1, "Bea", true, false);
  const auto nobody = in_archive(member(4, "Kim", false, false));
  EXPECT_EQ(code_of(may_get({bart}, {}, 0)), "nothing_chosen");
  EXPECT_EQ(code_of(may_get({bart}, {}, 1)), "fine");
  EXPECT_EQ(named_by(may_get({bart, bea}, {}, 1)), "Bea Vos;");
  EXPECT_EQ(code_of(may_get({bart, bea}, {.supervisor = true}, 1)), "fine");
  EXPECT_EQ(code_of(may_get({nobody}, {}, 1)), "not_a_supervisor");
  EXPECT_EQ(code_of(may_get({nobody}, {.administrator = true}, 0)), "fine");
  EXPECT_EQ(code_of(may_get({bart, bart}, {}, kMostLinks / 2)), "fine");
  EXPECT_EQ(code_of(may_get({bart, bart}, {}, kMostLinks / 2 + 1)), "too_many_links");
}

TEST(RoleRules, R4_9_1_only_who_has_a_role_can_lose_it) {
  const auto bart = member(2, "Bart", false, true);
  const auto bea = member(1, "Bea", true, false);
  const auto holders = holders_of({bart, bea}, Role::supervisor);
  ASSERT_TRUE(holders);
  ASSERT_EQ(holders->size(), 1U);
  EXPECT_EQ(holders->front().id, bart.id);
  EXPECT_EQ(code_of(holders_of({bea}, Role::supervisor)), "nobody_has_role");
}

TEST(YearGroupRules, R4_10_1_up_and_down_within_the_range_of_the_sector) {
  const auto up = moved({pupil(1, "Fenna", 5)}, Direction::up, 8);
  ASSERT_TRUE(up);
  EXPECT_EQ(up->front().year_group, 6);
  EXPECT_EQ(moved({pupil(1, "Fenna", 5)}, Direction::down, 8)->front().year_group, 4);
  EXPECT_EQ(named_by(moved({pupil(1, "Fenna", 5), pupil(2, "Gijs", 8)}, Direction::up, 8)),
            "Gijs Vos;");
  EXPECT_EQ(code_of(moved({pupil(2, "Gijs", 6)}, Direction::up, 6)), "year_group_limit");
  EXPECT_EQ(code_of(moved({pupil(2, "Gijs", 1)}, Direction::down, 8)), "year_group_limit");
}

}  // namespace
}  // namespace lexipoort::people::rules
