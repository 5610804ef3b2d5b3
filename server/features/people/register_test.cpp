#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <latch>
#include <random>
#include <utility>

#include "features/people/archive.h"
#include "features/people/create.h"
#include "features/people/create_professional.h"
#include "features/people/link.h"
#include "features/people/overview.h"
#include "features/people/people.h"
#include "features/people/profile.h"
#include "features/people/roles.h"
#include "features/people/roles_and_products.h"
#include "features/people/undo.h"
#include "features/people/year_group.h"
#include "features/schools/schools.h"
#include "platform/database/migrations.h"
#include "platform/database/test_database.h"

/// The tasks on a real register, on both databases: what the rules' own tests cannot see, and what
/// must hold after whatever anybody does.
namespace lexipoort::people {
namespace {

using database::Engine;
using database::Transaction;
using rules::Role;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr UtcSeconds kNow = 1'795'000'000;
constexpr const char* kDay = "2026-08-01";

/// One row of what is compared and checked; texts, so that a failure can be read.
using Lines = std::vector<std::string>;

class Register : public testing::TestWithParam<Engine> {
 protected:
  template <class Work>
  auto write(Work work) {
    return database_.write(work);
  }

  Register() {
    database::migrate(database_);
    write([&](Transaction& tx) { fill(tx); });
  }

  accounts::Actor administrator(UserId user) const {
    accounts::Actor actor;
    actor.user = user;
    actor.kind = accounts::Kind::professional;
    actor.now = now_;
    return actor;
  }

  SchoolId school(Transaction& tx, const std::string& brin) {
    return schools::create(tx,
                           {.id = {},
                            .name = "School " + brin,
                            .place = "Zwolle",
                            .brin = brin,
                            .location_code = "00"},
                           kNow)
        .value();
  }
  UserId professional(Transaction& tx, SchoolId school, const std::string& name, bool administrator,
                      bool supervisor) {
    const auto user =
        accounts::create_adult(tx,
                               {.first_name = name,
                                .infix = "",
                                .last_name = "Vos",
                                .email = name + std::to_string(school.value) + "@school.example",
                                .password_hash = {}},
                               kNow)
            .value();
    tx.execute(
        "insert into memberships (school_id, user_id, administrator, supervisor) "
        "values (:school, :user, :administrator, :supervisor)",
        {{"school", school},
         {"user", user},
         {"administrator", administrator},
         {"supervisor", supervisor}});
    return user;
  }
  std::vector<UserId> pupils(Transaction& tx, SchoolId school, std::size_t count) {
    std::vector<accounts::NewPupil> made;
    for (std::size_t index = 0; index < count; ++index) {
      const auto number = std::to_string(index);
      made.push_back({.first_name = "Kind" + number,
                      .infix = "",
                      .last_name = "Jansen",
                      .user_name = "kind" + number + "." + std::to_string(school.value),
                      .password_hash = ""});
    }
    auto ids = accounts::create_pupils(tx, made, kNow);
    tx.execute(
        "insert into memberships (school_id, user_id, year_group, archived_at) "
        "select :school, value, 5, :now from each(:ids)",
        {{"school", school}, {"now", kNow}, {"ids", ids}});
    return ids;
  }
  ProductId product(Transaction& tx, const std::string& slug, std::int64_t seats,
                    const std::vector<SchoolId>& schools) {
    const auto id =
        tx.row<ProductId>("insert into products (slug, name) values (:slug, :slug) returning id",
                          {{"slug", slug}})
            .value();
    tx.execute(
        "insert into subscriptions (school_id, product_id, type, seats, starts_on) "
        "select value, :product, 'school_wide', :seats, :day from each(:schools)",
        {{"product", id}, {"seats", seats}, {"day", kDay}, {"schools", schools}});
    return id;
  }

  void fill(Transaction& tx) {
    school_ = school(tx, "01AA");
    const auto willows = school(tx, "02BB");
    bea_ = professional(tx, school_, "Bea", true, false);
    bart_ = professional(tx, school_, "Bart", false, true);
    anna_ = professional(tx, school_, "Anna", true, true);
    other_ = professional(tx, willows, "Olaf", true, true);
    pupils_ = pupils(tx, school_, 12);
    foreign_ = pupils(tx, willows, 2);
    bouw_ = product(tx, "bouw", 9, {school_, willows});
    letterster_ = product(tx, "letterster", 4, {school_});
  }

  std::vector<rules::Ticked> ticked(const std::vector<UserId>& users) {
    return database_.read([&](Transaction& tx) {
      std::vector<rules::Ticked> ticked;
      for (const auto& member : find_members(tx, school_, users)) {
        ticked.push_back({member.id, member.version});
      }
      return ticked;
    });
  }
  rules::Ticked seen(UserId user) { return ticked({user}).front(); }

  /// Runs a task in a transaction of its own.
  template <class Request>
  Expected<Done> run(Expected<Done> (*task)(Transaction&, const accounts::Actor&, const Request&),
                     const Request& request, UserId actor) {
    return write([&](Transaction& tx) { return task(tx, administrator(actor), request); });
  }
  Expected<Done> run_link(const std::vector<UserId>& pupils, ProductId product,
                          const std::vector<UserId>& supervisors) {
    return run(&link_pupils, {school_, ticked(pupils), {{product, supervisors}}}, bea_);
  }
  Expected<Done> run_archive(const std::vector<UserId>& users, UserId actor) {
    return run(&archive, {school_, ticked(users)}, actor);
  }
  Expected<Done> run_undo(const Done& done, UserId actor) {
    return run(&undo, {school_, done.undo.value()}, actor);
  }

  Expected<CreatedPupil> create_pupil_by(UserId actor, const std::string& user_name) {
    return create_pupil(settings_, administrator(actor),
                        {.school = school_,
                         .first_name = "Fenna",
                         .infix = "",
                         .last_name = "Later",
                         .year_group = 5,
                         .user_name = user_name,
                         .password = "boom-vis-27",
                         .links = {{bouw_, {bart_}}},
                         .accept_duplicate = true});
  }
  Expected<CreatedProfessional> create_professional_by(UserId actor, const std::string& email) {
    return create_professional(settings_, administrator(actor),
                               {.school = school_,
                                .first_name = "Kim",
                                .infix = "",
                                .last_name = "Later",
                                .email = email,
                                .roles = {Role::supervisor},
                                .products = {bouw_},
                                .links = {}});
  }
  Expected<Profile> rename_by(UserId actor, UserId professional) {
    return change_profile(settings_, administrator(actor),
                          {.school = school_,
                           .user = professional,
                           .version = seen(professional).version,
                           .first_name = "Bert",
                           .infix = "",
                           .last_name = "Vos",
                           .year_group = {},
                           .user_name = {},
                           .password = {},
                           .email = "bart" + std::to_string(school_.value) + "@school.example",
                           .job_title = {}});
  }

  Lines lines(std::string_view sql) {
    return database_.read([&](Transaction& tx) { return tx.rows<std::string>(sql); });
  }
  std::int64_t number(std::string_view sql) {
    return database_.read([&](Transaction& tx) { return tx.row<std::int64_t>(sql).value(); });
  }
  std::int64_t seats_used() {
    return number("select count(*) from licences where ends_on is null");
  }

  /// All that tasks may change, but for the versions.
  Lines everything() {
    auto all = lines(
        "select 'm ' || school_id || ' ' || user_id || ' ' || administrator || ' ' || supervisor "
        "|| ' ' || coalesce(year_group, 0) || ' ' || coalesce(archived_at, 0) from memberships "
        "union all select 'l ' || school_id || ' ' || pupil_id || ' ' || product_id || ' ' || "
        "supervisor_id from links union all select 'p ' || school_id || ' ' || supervisor_id || "
        "' ' || product_id from supervised_products union all select 's ' || school_id || ' ' || "
        "subscription_id || ' ' || pupil_id || ' ' || starts_on || ' ' || coalesce(ends_on, '') "
        "from licences where ends_on is null or ends_on > starts_on "
        "union all select 'u ' || id from users");
    std::ranges::sort(all);
    return all;
  }

  UtcSeconds now_ = kNow;
  database::TestDatabase at_{GetParam()};
  database::Database database_{at_.url(), 2};
  SystemClock clock_;
  crypto::SealKey seal_key_ = crypto::SealKey::random();
  ImportRunner runner_{database_, clock_, seal_key_, "https://lexipoort.example"};
  Settings settings_{.database = database_,
                     .clock = clock_,
                     .seal_key = seal_key_,
                     .runner = runner_,
                     .public_url = "https://lexipoort.example"};
  SchoolId school_;
  UserId bea_;
  UserId bart_;
  UserId anna_;
  UserId other_;
  std::vector<UserId> pupils_;
  std::vector<UserId> foreign_;
  ProductId bouw_;
  ProductId letterster_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Register, testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(Register, R4_5_2_archiving_frees_seats_ends_sessions_and_remembers_links) {
  ASSERT_TRUE(run_link(pupils_, letterster_, {bart_}).error().code == "not_enough_seats");
  const std::vector<UserId> two(pupils_.begin(), pupils_.begin() + 2);
  ASSERT_TRUE(run_link(two, bouw_, {bart_, anna_}));
  write([&](Transaction& tx) {
    tx.execute("insert into sessions select 'h' || value, value, 0, 0 from each(:users)",
               {{"users", two}});
  });
  EXPECT_EQ(seats_used(), 2);
  const auto done = run_archive({two[0]}, bea_);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->archived, 1);
  EXPECT_EQ(seats_used(), 1);
  EXPECT_EQ(number("select count(*) from sessions"), 1);
  EXPECT_EQ(number("select count(*) from links"), 4);
  const auto back = run(&unarchive, {school_, ticked({two[0]})}, bea_);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->activated, 1);
  EXPECT_EQ(seats_used(), 2);
}

TEST_P(Register, R4_5_3_only_who_is_alone_with_a_pupil_s_product_cannot_go) {
  ASSERT_TRUE(run_link({pupils_[0]}, bouw_, {bart_}));
  ASSERT_TRUE(run_link({pupils_[1]}, bouw_, {bart_, anna_}));
  const auto before = everything();
  const auto refused = run_archive({bart_}, bea_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "only_supervisor");
  ASSERT_EQ(refused.error().concerns.size(), 1U);
  EXPECT_EQ(refused.error().concerns[0].name, "Bart Vos");
  EXPECT_EQ(refused.error().concerns[0].about, "Kind0 Jansen (bouw)");
  EXPECT_EQ(everything(), before);
  EXPECT_EQ(run(&remove_role, {school_, ticked({bart_}), Role::supervisor}, bea_).error().code,
            "only_supervisor");
  // Together with the pupil there is nobody left alone; so is it once somebody else took over.
  EXPECT_TRUE(run_archive({bart_, pupils_[0]}, bea_));
}

TEST_P(Register, R4_5_3_R2_3_nobody_archives_themself_and_the_last_administrator_stays) {
  EXPECT_EQ(run_archive({bea_}, bea_).error().code, "archive_yourself");
  ASSERT_TRUE(run_archive({anna_}, bea_));
  const auto refused = run(&remove_role, {school_, ticked({bea_}), Role::administrator}, bea_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "archive_yourself") << "no role left is the archive";
  ASSERT_TRUE(run(&link_professionals, {school_, ticked({bea_}), {Role::supervisor}, {}}, bea_));
  const auto last = run(&remove_role, {school_, ticked({bea_}), Role::administrator}, bea_);
  ASSERT_FALSE(last);
  EXPECT_EQ(last.error().code, "last_administrator");
  EXPECT_EQ(last.error().concerns.at(0).name, "Bea Vos");
}

TEST_P(Register, R2_1_who_is_no_administrator_any_more_can_commit_nothing) {
  // Anna's requests were let in while she was one; what they do comes later.
  ASSERT_TRUE(run(&remove_role, {school_, ticked({anna_}), Role::administrator}, bea_));
  const auto before = everything();
  EXPECT_EQ(run_archive({bart_}, anna_).error().code, "forbidden");
  EXPECT_EQ(create_pupil_by(anna_, "late.pupil").error().code, "forbidden");
  EXPECT_EQ(create_professional_by(anna_, "late@school.example").error().code, "forbidden");
  EXPECT_EQ(rename_by(anna_, bart_).error().code, "forbidden");
  EXPECT_EQ(everything(), before);
  EXPECT_EQ(number("select count(*) from users where user_name = 'late.pupil' or "
                   "email = 'late@school.example' or first_name = 'Bert'"),
            0);

  ASSERT_TRUE(create_pupil_by(bea_, "late.pupil"));
  ASSERT_TRUE(create_professional_by(bea_, "late@school.example"));
  ASSERT_TRUE(rename_by(bea_, bart_));
  ASSERT_TRUE(
      run(&link_professionals, {school_, ticked({anna_}), {Role::administrator}, {}}, bea_));
  ASSERT_TRUE(run_archive({bea_}, anna_));
  EXPECT_EQ(run_archive({bart_}, bea_).error().code, "forbidden") << "nor from the archive";
}

TEST_P(Register, R2_1_two_administrators_who_archive_each_other_do_not_both_go) {
  const auto bea = ticked({bea_});
  const auto anna = ticked({anna_});
  std::latch both(2);
  auto other = std::async(std::launch::async, [&] {
    both.arrive_and_wait();
    return run(&archive, {school_, bea}, anna_);
  });
  both.arrive_and_wait();
  const auto mine = run(&archive, {school_, anna}, bea_);
  const auto theirs = other.get();
  EXPECT_NE(mine.has_value(), theirs.has_value());
  EXPECT_EQ((mine ? theirs : mine).error().code, "forbidden");
}

TEST_P(Register, R4_6_2_links_come_back_as_far_as_they_are_still_valid) {
  ASSERT_TRUE(run_link({pupils_[0]}, bouw_, {bart_, anna_}));
  ASSERT_TRUE(run_link({pupils_[0]}, letterster_, {bart_}));
  ASSERT_TRUE(run_archive({pupils_[0]}, bea_));
  ASSERT_TRUE(run_archive({bart_}, bea_)) << "his pupil is in the archive";
  ASSERT_TRUE(run(&unarchive, {school_, ticked({pupils_[0]})}, bea_));
  EXPECT_THAT(lines("select p.slug || ' ' || u.first_name from links l join products p on p.id = "
                    "l.product_id join users u on u.id = l.supervisor_id order by 1"),
              ElementsAre("bouw Anna", "bouw Bart"))
      << "Letterster had nobody left; Bart's link to Bouw! sleeps";
  EXPECT_EQ(seats_used(), 1);

  ASSERT_TRUE(run_link({pupils_[1]}, letterster_, {anna_}));
  ASSERT_TRUE(run_archive({pupils_[1]}, bea_));
  write([&](Transaction& tx) {
    tx.execute("update subscriptions set ends_on = '2026-09-01' where product_id = :product",
               {{"product", letterster_}});
  });
  EXPECT_EQ(run(&unarchive, {school_, ticked({pupils_[1]})}, bea_).error().code, "links_gone");
  EXPECT_EQ(run(&unarchive, {school_, ticked({pupils_[2]})}, bea_).error().code, "never_linked");
  EXPECT_EQ(run(&unarchive, {school_, ticked({pupils_[0]})}, bea_).error().code, "already_active");
}

TEST_P(Register, R4_6_3_R4_6_5_a_link_takes_a_pupil_out_of_the_archive_with_what_is_still_valid) {
  ASSERT_TRUE(run_link({pupils_[0]}, bouw_, {anna_}));
  ASSERT_TRUE(run_link({pupils_[0]}, letterster_, {bart_}));
  ASSERT_TRUE(run_archive({pupils_[0]}, bea_));
  const auto before = everything();
  const auto linked = run_link({pupils_[0]}, letterster_, {anna_});
  ASSERT_TRUE(linked);
  const auto links =
      "select p.slug || ' ' || u.first_name from links l join products p on p.id = l.product_id "
      "join users u on u.id = l.supervisor_id order by 1";
  EXPECT_THAT(lines(links), ElementsAre("bouw Anna", "letterster Anna", "letterster Bart"));
  EXPECT_EQ(seats_used(), 2);
  ASSERT_TRUE(run_undo(*linked, bea_));
  EXPECT_EQ(everything(), before);

  write([&](Transaction& tx) {
    tx.execute("update subscriptions set ends_on = '2026-09-01' where product_id = :product",
               {{"product", bouw_}});
  });
  ASSERT_TRUE(run_link({pupils_[0]}, letterster_, {anna_}));
  EXPECT_THAT(lines(links), ElementsAre("letterster Anna", "letterster Bart"))
      << "there is no Bouw! any more";
}

TEST_P(Register, R4_6_2_R4_6_6_seats_are_needed_to_come_back) {
  const std::vector<UserId> four(pupils_.begin(), pupils_.begin() + 4);
  ASSERT_TRUE(run_link(four, letterster_, {bart_}));
  ASSERT_TRUE(run_archive({four[0]}, bea_));
  ASSERT_TRUE(run_link({pupils_[5]}, letterster_, {bart_}));
  const auto refused = run(&unarchive, {school_, ticked({four[0]})}, bea_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "not_enough_seats");
  EXPECT_EQ(refused.error().figures.at("free"), 0);
  EXPECT_EQ(refused.error().figures.at("needed"), 1);
}

TEST_P(Register, R4_6_4_R4_6_3_professionals_get_roles_and_products_and_leave_the_archive) {
  ASSERT_TRUE(run_archive({anna_}, bea_));
  const auto done =
      run(&link_professionals,
          {school_, ticked({anna_, bart_}), {Role::supervisor}, {bouw_, letterster_}}, bea_);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->people, 2);
  EXPECT_EQ(done->activated, 1);
  EXPECT_EQ(number("select count(*) from supervised_products"), 4);
  EXPECT_EQ(run(&link_professionals, {school_, ticked({bea_}), {}, {bouw_}}, bea_).error().code,
            "not_a_supervisor");
  EXPECT_EQ(run(&link_professionals, {school_, ticked({pupils_[0]}), {Role::supervisor}, {}}, bea_)
                .error()
                .code,
            "not_a_professional");
}

TEST_P(Register, R4_6_4_the_same_product_many_times_is_one) {
  const std::vector<ProductId> doubled(rules::kMostLinks, bouw_);
  ASSERT_TRUE(run(&link_professionals,
                  {school_, ticked({anna_, bart_}), {Role::supervisor, Role::supervisor}, doubled},
                  bea_));
  EXPECT_EQ(number("select count(*) from supervised_products"), 2);
  EXPECT_THAT(lines("select details from audit where action = 'people.professionals_linked'"),
              ElementsAre(testing::HasSubstr(R"("roles":"supervisor")")));
}

TEST_P(Register, R4_9_1_a_supervisor_no_more_loses_links_and_goes_when_no_role_is_left) {
  ASSERT_TRUE(run_link({pupils_[0]}, bouw_, {bart_, anna_}));
  const auto before = everything();
  const auto done =
      run(&remove_role, {school_, ticked({bart_, anna_, bea_}), Role::administrator}, bea_);
  EXPECT_EQ(done.error().code, "archive_yourself");
  const auto gone = run(&remove_role, {school_, ticked({bart_, bea_}), Role::supervisor}, bea_);
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->people, 1) << "Bea was no supervisor";
  EXPECT_EQ(gone->archived, 1);
  EXPECT_EQ(number("select count(*) from links"), 1);
  ASSERT_TRUE(run_undo(*gone, bea_));
  EXPECT_EQ(everything(), before);
}

TEST_P(Register, R4_10_1_a_year_group_up_names_who_is_at_the_end) {
  ASSERT_TRUE(run_link({pupils_[0], pupils_[1]}, bouw_, {bart_}));
  write([&](Transaction& tx) {
    tx.execute("update memberships set year_group = 8 where user_id = :user",
               {{"user", pupils_[1]}});
  });
  const auto refused = run(&change_year_group,
                           {school_, ticked({pupils_[0], pupils_[1]}), rules::Direction::up}, bea_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "year_group_limit");
  EXPECT_EQ(refused.error().concerns.at(0).name, "Kind1 Jansen");
  EXPECT_TRUE(run(&change_year_group,
                  {school_, ticked({pupils_[0], pupils_[1]}), rules::Direction::down}, bea_));
  EXPECT_EQ(run(&change_year_group, {school_, ticked({pupils_[2]}), rules::Direction::up}, bea_)
                .error()
                .code,
            "person_archived");
}

TEST_P(Register, R4_10_1_a_subscription_that_ended_does_not_stand_in_the_way) {
  ASSERT_TRUE(run_link({pupils_[0]}, bouw_, {bart_}));
  write([&](Transaction& tx) { tx.execute("update subscriptions set ends_on = '2026-09-01'"); });
  EXPECT_TRUE(run(&change_year_group, {school_, ticked({pupils_[0]}), rules::Direction::up}, bea_));
  EXPECT_TRUE(run_archive({pupils_[0]}, bea_));
}

TEST_P(Register, R4_12_3_a_pupil_s_products_on_and_off) {
  ASSERT_TRUE(run_link({pupils_[0]}, bouw_, {bart_}));
  const auto set = [&](std::vector<PupilProduct> rows) {
    const auto now = seen(pupils_[0]);
    return run(&set_products, {school_, now.id, now.version, std::move(rows)}, bea_);
  };
  ASSERT_TRUE(set({{letterster_, {anna_, bart_}}}));
  EXPECT_EQ(seats_used(), 1) << "the seat on Bouw! is free again";
  EXPECT_EQ(number("select count(*) from links"), 2);
  EXPECT_EQ(set({{letterster_, {}}}).error().code, "no_supervisors");
  EXPECT_EQ(set({{letterster_, {bea_}}}).error().code, "not_a_supervisor");
  const auto off = set({});
  ASSERT_TRUE(off);
  EXPECT_EQ(off->archived, 1);
  EXPECT_EQ(number("select count(*) from links"), 2) << "remembered";
  EXPECT_EQ(set({{bouw_, {bart_}}}).error().code, "person_archived");
}

TEST_P(Register, R4_12_3_a_supervisor_s_pupils_and_both_roles_off) {
  ASSERT_TRUE(run_link({pupils_[0], pupils_[1]}, bouw_, {bart_}));
  const auto set = [&](std::vector<Role> roles, std::vector<ProductId> products,
                       std::vector<ProductPupils> links) {
    const auto now = seen(bart_);
    return run(
        &set_roles,
        {school_, now.id, now.version, std::move(roles), std::move(products), std::move(links)},
        bea_);
  };
  EXPECT_EQ(set({Role::supervisor}, {}, {{bouw_, {pupils_[0]}}}).error().code, "only_supervisor");
  EXPECT_EQ(set({Role::administrator}, {}, {}).error().code, "only_supervisor");
  EXPECT_EQ(
      set({Role::supervisor}, {}, {{bouw_, {pupils_[0], pupils_[1], pupils_[2]}}}).error().code,
      "person_archived");
  EXPECT_EQ(set({Role::supervisor}, {}, {{bouw_, {foreign_[0]}}}).error().code, "not_a_pupil");
  ASSERT_TRUE(set({Role::supervisor, Role::administrator}, {letterster_},
                  {{bouw_, {pupils_[0], pupils_[1]}}}));
  ASSERT_TRUE(run_link({pupils_[0], pupils_[1]}, bouw_, {anna_}));
  const auto off = set({}, {}, {});
  ASSERT_TRUE(off);
  EXPECT_EQ(off->archived, 1);
  EXPECT_EQ(number("select count(*) from links"), 4) << "remembered";
}

TEST_P(Register, R4_12_3_links_that_sleep_in_the_archive_survive_an_edit) {
  ASSERT_TRUE(run_link({pupils_[0]}, bouw_, {bart_, anna_}));
  ASSERT_TRUE(run_archive({bart_}, bea_));
  const auto now = seen(pupils_[0]);
  ASSERT_TRUE(run(&set_products, {school_, now.id, now.version, {{bouw_, {anna_}}}}, bea_));
  EXPECT_EQ(number("select count(*) from links"), 2);
}

TEST_P(Register, R4_6_6_who_changed_meanwhile_is_named_and_nothing_is_done) {
  ASSERT_TRUE(run_link({pupils_[0], pupils_[1]}, bouw_, {bart_}));
  const auto looked = ticked({pupils_[0], pupils_[1], bart_});
  ASSERT_TRUE(
      run(&change_year_group, {school_, ticked({pupils_[1]}), rules::Direction::up}, anna_));
  const auto before = everything();
  const auto refused = run(&archive, {school_, looked}, bea_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "changed_meanwhile");
  ASSERT_EQ(refused.error().concerns.size(), 1U);
  EXPECT_EQ(refused.error().concerns[0].name, "Kind1 Jansen");
  EXPECT_EQ(everything(), before);
  // A new link counts at both its ends: who edits the supervisor now would lose it otherwise.
  const auto supervisor = seen(bart_);
  ASSERT_TRUE(run_link({pupils_[2]}, bouw_, {bart_}));
  EXPECT_NE(seen(bart_).version, supervisor.version);
}

TEST_P(Register, R4_5_1_a_task_can_be_undone_once_in_time_by_who_did_it) {
  ASSERT_TRUE(run_link({pupils_[0], pupils_[1]}, bouw_, {bart_}));
  const auto before = everything();
  const auto done = run_archive({pupils_[0], pupils_[1]}, bea_);
  ASSERT_TRUE(done);
  EXPECT_EQ(run_undo(*done, anna_).error().code, "undo_gone") << "it is Bea's";
  const auto undone = run_undo(*done, bea_);
  ASSERT_TRUE(undone);
  EXPECT_EQ(undone->people, 2);
  EXPECT_EQ(everything(), before);
  EXPECT_EQ(run_undo(*done, bea_).error().code, "undo_gone") << "once";

  const auto again = run_archive({pupils_[0]}, bea_);
  ASSERT_TRUE(again);
  now_ += 30 * 60;
  EXPECT_EQ(run_undo(*again, bea_).error().code, "undo_gone") << "in time";
}

TEST_P(Register, R4_5_1_a_second_product_can_be_taken_back) {
  ASSERT_TRUE(run_link({pupils_[0]}, bouw_, {bart_}));
  const auto before = everything();
  const auto linked = run_link({pupils_[0]}, letterster_, {bart_});
  ASSERT_TRUE(linked);
  const auto undone = run_undo(*linked, bea_);
  ASSERT_TRUE(undone) << undone.error().code;
  EXPECT_EQ(everything(), before);
}

TEST_P(Register, R4_5_1_no_undoing_over_what_somebody_did_since) {
  ASSERT_TRUE(run_link({pupils_[0]}, bouw_, {bart_}));
  const auto linked = run_link({pupils_[0]}, bouw_, {anna_});
  ASSERT_TRUE(linked);
  ASSERT_TRUE(run_archive({bart_}, bea_)) << "Anna is there";
  const auto refused = run_undo(*linked, bea_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "only_supervisor") << "without Anna there is nobody";

  const auto archived = run_archive({pupils_[0]}, bea_);
  ASSERT_TRUE(archived);
  ASSERT_TRUE(run_link({pupils_[0]}, letterster_, {anna_}));
  EXPECT_EQ(run_undo(*archived, bea_).error().code, "changed_meanwhile");
}

TEST_P(Register, R4_5_1_undoing_gives_back_the_seats_that_were_ended_and_no_others) {
  ASSERT_TRUE(run_link({pupils_[0]}, bouw_, {bart_}));
  ASSERT_TRUE(run_link({pupils_[0]}, letterster_, {bart_}));
  ASSERT_TRUE(run_link({pupils_[1]}, bouw_, {bart_}));
  now_ += 10 * 24 * 3600;
  write([&](Transaction& tx) {
    tx.execute("update subscriptions set ends_on = '2026-11-20' where product_id = :product",
               {{"product", letterster_}});
    tx.execute("update licences set ends_on = '2026-11-20' where pupil_id = :pupil",
               {{"pupil", pupils_[1]}});
  });
  const auto before = everything();
  const auto done = run_archive({pupils_[0], pupils_[1]}, bea_);
  ASSERT_TRUE(done);
  const auto undone = run_undo(*done, bea_);
  ASSERT_TRUE(undone) << undone.error().code;
  EXPECT_EQ(everything(), before)
      << "Letterster has ended, and so had the licence of the second pupil";
}

TEST_P(Register, R4_5_1_a_licence_goes_on_as_it_was_when_midnight_passes_before_undoing) {
  ASSERT_TRUE(run_link({pupils_[0]}, bouw_, {bart_}));
  now_ = 1'795'906'200;  // ten to midnight on 28 November, in Amsterdam
  const auto before = everything();
  const auto done = run_archive({pupils_[0]}, bea_);
  ASSERT_TRUE(done);
  now_ += 20 * 60;
  ASSERT_TRUE(run_undo(*done, bea_));
  EXPECT_EQ(everything(), before);
}

TEST_P(Register, R4_5_1_R4_6_6_no_undoing_without_a_seat) {
  const std::vector<UserId> four(pupils_.begin(), pupils_.begin() + 4);
  ASSERT_TRUE(run_link(four, letterster_, {bart_}));
  const auto done = run_archive({four[0], four[1]}, bea_);
  ASSERT_TRUE(done);
  ASSERT_TRUE(run_link({pupils_[5]}, letterster_, {bart_}));
  const auto before = everything();
  const auto refused = run_undo(*done, bea_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "not_enough_seats");
  EXPECT_EQ(refused.error().figures.at("free"), 1);
  EXPECT_EQ(refused.error().figures.at("needed"), 2);
  EXPECT_EQ(everything(), before);
}

TEST_P(Register, R4_6_6_a_task_on_a_thousand_takes_as_many_statements_as_one_on_ten) {
  std::vector<UserId> many;
  write([&](Transaction& tx) {
    many = pupils(tx, school(tx, "03CC"), 1000);
    tx.execute(
        "update memberships set school_id = :school where user_id in "
        "(select value from each(:users))",
        {{"school", school_}, {"users", many}});
    tx.execute("update subscriptions set seats = 5000");
  });
  const std::vector<UserId> ten(many.begin(), many.begin() + 10);
  const auto counted = [&](auto task) {
    const auto before = database_.statements();
    EXPECT_TRUE(task());
    return database_.statements() - before;
  };
  const auto tasks = [&](const std::vector<UserId>& users) {
    std::vector<std::uint64_t> counts;
    const std::vector<LinkRow> rows = {{bouw_, {bart_, anna_}}, {letterster_, {bart_}}};
    auto seen = ticked(users);
    counts.push_back(counted([&] {
      return run(&link_pupils, {school_, seen, rows}, bea_).has_value();
    }));
    seen = ticked(users);
    counts.push_back(counted([&] {
      return run(&change_year_group, {school_, seen, rules::Direction::up}, bea_).has_value();
    }));
    seen = ticked(users);
    Done done;
    counts.push_back(counted([&] {
      done = run(&archive, {school_, seen}, bea_).value();
      return done.archived == static_cast<std::int64_t>(users.size());
    }));
    counts.push_back(counted([&] { return run_undo(done, bea_).has_value(); }));
    return counts;
  };
  const auto of_ten = tasks(ten);
  const auto of_a_thousand = tasks(many);
  EXPECT_EQ(of_ten, of_a_thousand);
  for (const auto count : of_a_thousand) EXPECT_LE(count, 30U);
}

/// Random people do random things; whatever they do, these must hold.
class Anything : public Register {
 protected:
  std::size_t below(std::size_t bound) { return chance_() % bound; }
  bool sometimes(std::size_t one_in) { return below(one_in) == 0; }

  template <class T>
  std::vector<T> some(const std::vector<T>& of, std::size_t most) {
    std::vector<T> chosen;
    std::ranges::sample(of, std::back_inserter(chosen),
                        static_cast<std::ptrdiff_t>(1 + below(most)), chance_);
    return chosen;
  }

  std::vector<UserId> users(std::string_view sql) {
    return database_.read([&](Transaction& tx) {
      return tx.rows<UserId>(sql, {{"school", school_}});
    });
  }

  /// Mostly people whom a task is for; now and then anybody, a stranger, or somebody as they were.
  std::vector<rules::Ticked> choose(const std::string& condition) {
    std::string sql =
        "select m.user_id from memberships m join users u on u.id = m.user_id "
        "where m.school_id = :school";
    if (!sometimes(8)) sql += " and " + condition;
    auto from = users(sql);
    if (sometimes(15) || from.empty()) from.push_back(foreign_[0]);
    auto chosen = ticked(some(from, 4));
    if (sometimes(15) && !chosen.empty()) chosen.front().version -= 1;
    return chosen;
  }
  UserId actor() {
    return some(users("select user_id from memberships where school_id = :school and "
                      "administrator = 1 and archived_at is null"),
                1)
        .front();
  }
  std::vector<Role> roles() {
    std::vector<Role> roles;
    if (sometimes(2)) roles.push_back(Role::administrator);
    if (sometimes(2)) roles.push_back(Role::supervisor);
    return roles;
  }
  std::vector<ProductId> products() { return some(std::vector{bouw_, letterster_}, 2); }
  std::vector<UserId> supervisors() {
    return some(sometimes(10) ? std::vector{bea_, bart_, anna_, other_} : std::vector{bart_, anna_},
                2);
  }

  /// Something by somebody; what can be undone may be undone by a later turn.
  Expected<Done> anything() {
    const auto who = actor();
    if (latest_ && sometimes(6)) return run_undo(*std::exchange(latest_, {}), latest_actor_);
    if (sometimes(25)) return create_somebody(who);
    auto done = any_task(who);
    if (done) {
      latest_ = *done;
      latest_actor_ = who;
    }
    return done;
  }
  Expected<Done> create_somebody(UserId who) {
    const auto number = std::to_string(++created_);
    if (sometimes(2)) {
      const auto made = create_professional_by(who, "nieuw" + number + "@school.example");
      if (!made) return std::unexpected(made.error());
    } else {
      const auto made = create_pupil_by(who, "nieuw" + number);
      if (!made) return std::unexpected(made.error());
      pupils_.push_back(made->id);
    }
    return Done{};
  }
  Expected<Done> any_task(UserId who) {
    switch (below(9)) {
      case 0:
        return run(&archive, {school_, choose("m.archived_at is null")}, who);
      case 1:
        return run(&unarchive, {school_, choose("m.archived_at is not null")}, who);
      case 2:
        return run(&link_professionals, {school_, choose("u.kind <> 'pupil'"), roles(), products()},
                   who);
      case 3:
        return run(&remove_role,
                   {school_, choose("u.kind <> 'pupil' and m.archived_at is null"), role()}, who);
      case 4:
        return run(&change_year_group,
                   {school_, choose("u.kind = 'pupil' and m.archived_at is null"), direction()},
                   who);
      case 5:
        return set_products_of(some(pupils_, 1).front(), who);
      case 6:
        return set_roles_of(some(std::vector{bea_, bart_, anna_}, 1).front(), who);
      default:
        return run(&link_pupils, {school_, choose("u.kind = 'pupil'"), link_rows()}, who);
    }
  }
  Role role() { return sometimes(2) ? Role::administrator : Role::supervisor; }
  rules::Direction direction() {
    return sometimes(2) ? rules::Direction::up : rules::Direction::down;
  }
  std::vector<LinkRow> link_rows() {
    std::vector<LinkRow> rows = {{products().front(), supervisors()}};
    if (sometimes(4)) rows.push_back({std::nullopt, supervisors()});
    return rows;
  }
  Expected<Done> set_products_of(UserId pupil, UserId who) {
    const auto now = seen(pupil);
    std::vector<PupilProduct> rows;
    if (!sometimes(4)) {
      for (const auto product : products()) rows.push_back({product, supervisors()});
    }
    return run(&set_products, {school_, now.id, now.version, rows}, who);
  }
  Expected<Done> set_roles_of(UserId professional, UserId who) {
    const auto now = seen(professional);
    std::vector<ProductPupils> links;
    if (sometimes(2)) links.push_back({products().front(), some(pupils_, 6)});
    return run(&set_roles, {school_, now.id, now.version, roles(), products(), links}, who);
  }

  /// Each query finds what must not be.
  void expect_all_is_well() {
    EXPECT_THAT(lines("select 'active pupil without a link: ' || m.user_id from memberships m "
                      "join users u on u.id = m.user_id where u.kind = 'pupil' and "
                      "m.archived_at is null and not exists (select 1 from links l where "
                      "l.school_id = m.school_id and l.pupil_id = m.user_id)"),
                IsEmpty());
    EXPECT_THAT(
        lines("select 'pupil ' || l.pupil_id || ' has nobody for ' || l.product_id from links l "
              "join memberships m on m.school_id = l.school_id and m.user_id = l.pupil_id "
              "left join memberships g on g.school_id = l.school_id and "
              "g.user_id = l.supervisor_id and g.supervisor = 1 and g.archived_at is null "
              "where m.archived_at is null group by l.pupil_id, l.product_id "
              "having count(g.user_id) = 0"),
        IsEmpty());
    EXPECT_THAT(lines("select 'school without administrator: ' || s.id from schools s where not "
                      "exists (select 1 from memberships m where m.school_id = s.id and "
                      "m.administrator = 1 and m.archived_at is null)"),
                IsEmpty());
    EXPECT_THAT(lines("select 'too many seats on ' || s.id from subscriptions s "
                      "where s.seats < (select count(*) from licences l where "
                      "l.subscription_id = s.id and l.ends_on is null)"),
                IsEmpty());
    const auto seats = lines(
        "select l.school_id || ' ' || l.pupil_id || ' ' || s.product_id from licences l "
        "join subscriptions s on s.id = l.subscription_id where l.ends_on is null order by 1");
    EXPECT_EQ(seats, lines("select distinct l.school_id || ' ' || l.pupil_id || ' ' || "
                           "l.product_id from links l join memberships m on "
                           "m.school_id = l.school_id and m.user_id = l.pupil_id "
                           "where m.archived_at is null order by 1"));
    EXPECT_THAT(lines("select 'archived with a session: ' || s.user_id from sessions s where not "
                      "exists (select 1 from memberships m where m.user_id = s.user_id and "
                      "m.archived_at is null)"),
                IsEmpty());
    EXPECT_THAT(lines("select 'professional without a role: ' || m.user_id from memberships m "
                      "join users u on u.id = m.user_id where u.kind = 'professional' and "
                      "m.archived_at is null and m.administrator = 0 and m.supervisor = 0"),
                IsEmpty());
    EXPECT_THAT(lines("select 'across schools: ' || l.pupil_id from links l where not exists "
                      "(select 1 from memberships m where m.school_id = l.school_id and "
                      "m.user_id = l.pupil_id) or not exists (select 1 from memberships m where "
                      "m.school_id = l.school_id and m.user_id = l.supervisor_id) union all "
                      "select 'across schools: ' || l.pupil_id from licences l where not exists "
                      "(select 1 from memberships m where m.school_id = l.school_id and "
                      "m.user_id = l.pupil_id) or not exists (select 1 from subscriptions s "
                      "where s.school_id = l.school_id and s.id = l.subscription_id)"),
                IsEmpty());
    EXPECT_THAT(lines("select 'out of range: ' || user_id from memberships "
                      "where year_group < 1 or year_group > 8"),
                IsEmpty());
  }

  void letterster_ends(bool ends) {
    write([&](Transaction& tx) {
      tx.execute("update subscriptions set ends_on = :day where product_id = :product",
                 {{"day", ends ? std::optional<std::string>("2026-11-01") : std::nullopt},
                  {"product", letterster_}});
    });
  }

  void sign_everybody_in() {
    write([&](Transaction& tx) {
      tx.execute("delete from sessions");
      tx.execute(
          "insert into sessions select 'h' || user_id, user_id, 0, 0 from memberships "
          "where archived_at is null");
    });
  }

  void two_hundred_times(unsigned seed) {
    chance_.seed(seed);
    int done = 0;
    for (int step = 0; step < 200; ++step) {
      SCOPED_TRACE("seed " + std::to_string(seed) + ", step " + std::to_string(step));
      sign_everybody_in();
      const auto before = everything();
      const auto result = anything();
      expect_all_is_well();
      if (!result) {
        EXPECT_EQ(everything(), before) << "refused (" << result.error().code << "), yet changed";
      } else {
        ++done;
      }
      if (HasFailure()) return;
    }
    EXPECT_GT(done, 50) << "too little happened to prove anything";
  }

  std::mt19937 chance_;  // NOLINT: the same every time
  std::optional<Done> latest_;
  UserId latest_actor_;
  int created_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, Anything, testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(Anything, R2_3_R4_5_3_R4_6_6_after_two_hundred_random_tasks_all_is_well) {
  for (unsigned seed = 1; seed <= 10 && !HasFailure(); ++seed) two_hundred_times(seed);
}

TEST_P(Anything, R4_5_1_whatever_was_done_can_be_undone_to_the_letter) {
  chance_.seed(99);
  int undone = 0;
  for (int step = 0; step < 300 && !HasFailure(); ++step) {
    SCOPED_TRACE("step " + std::to_string(step));
    if (step % 50 == 0) letterster_ends(step % 100 == 50);
    (void)any_task(actor());
    const auto before = everything();
    const auto who = actor();
    const auto done = any_task(who);
    if (!done) continue;
    const auto taken_back = run_undo(*done, who);
    if (!taken_back) {
      EXPECT_EQ(taken_back.error().code, "forbidden") << "who gave away the role for it";
      EXPECT_NE(everything(), before);
      continue;
    }
    EXPECT_EQ(everything(), before);
    ++undone;
  }
  EXPECT_GT(undone, 50);
}

}  // namespace
}  // namespace lexipoort::people
