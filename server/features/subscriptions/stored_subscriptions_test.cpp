#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <random>
#include <set>
#include <thread>
#include <tuple>
#include <utility>

#include "base/calendar.h"
#include "features/schools/schools.h"
#include "features/subscriptions/end.h"
#include "features/subscriptions/history.h"
#include "features/subscriptions/licences.h"
#include "features/subscriptions/publisher.h"
#include "features/subscriptions/subscriptions.h"
#include "platform/database/migrations.h"
#include "platform/database/test_database.h"

/// Subscriptions in a database, on both engines: what the rules' own tests cannot see. No job runs
/// here: nothing but the mail depends on one.
namespace lexipoort::subscriptions {
namespace {

using database::Engine;
using database::Transaction;
using rules::Status;
using rules::Type;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class StoredSubscriptions : public testing::TestWithParam<Engine> {
 protected:
  template <class Work>
  auto write(Work work) {
    return database_.write(work);
  }

  StoredSubscriptions() {
    database::migrate(database_);
    set_day("2026-08-01");
    write([&](Transaction& tx) { fill(tx); });
  }

  void fill(Transaction& tx) {
    school_ = schools::create(tx,
                              {.id = {},
                               .name = "De Regenboog",
                               .place = "Zwolle",
                               .brin = "01AA",
                               .location_code = "00"},
                              now_)
                  .value();
    bea_ = adult(tx, accounts::Kind::professional, "Bea");
    uma_ = adult(tx, accounts::Kind::operator_, "Uma");
    tx.execute(
        "insert into memberships (school_id, user_id, administrator, supervisor) "
        "values (:school, :user, 1, 1)",
        {{"school", school_}, {"user", bea_}});
    pupils_ = pupils(tx, 6);
    bouw_ = product(tx, "bouw");
    letterster_ = product(tx, "letterster");
    tx.execute(
        "insert into links (school_id, pupil_id, product_id, supervisor_id) "
        "select :school, value, :product, :supervisor from each(:pupils)",
        {{"school", school_}, {"product", bouw_}, {"supervisor", bea_}, {"pupils", pupils_}});
    tx.execute(
        "insert into links (school_id, pupil_id, product_id, supervisor_id) "
        "select :school, value, :product, :supervisor from each(:pupils)",
        {{"school", school_}, {"product", letterster_}, {"supervisor", bea_}, {"pupils", pupils_}});
  }

  UserId adult(Transaction& tx, accounts::Kind kind, const std::string& name) {
    return accounts::create_adult(tx,
                                  {.kind = kind,
                                   .first_name = name,
                                   .infix = "",
                                   .last_name = "Vos",
                                   .email = name + "@school.example",
                                   .password_hash = {}},
                                  now_)
        .value();
  }
  std::vector<UserId> pupils(Transaction& tx, std::size_t count) {
    std::vector<accounts::NewPupil> made;
    for (std::size_t index = 0; index < count; ++index) {
      made.push_back({.first_name = "Kind" + std::to_string(index),
                      .infix = "",
                      .last_name = "Jansen",
                      .user_name = "kind" + std::to_string(index),
                      .password_hash = ""});
    }
    auto ids = accounts::create_pupils(tx, made, now_);
    tx.execute(
        "insert into memberships (school_id, user_id, year_group) "
        "select :school, value, 5 from each(:ids)",
        {{"school", school_}, {"ids", ids}});
    return ids;
  }
  ProductId product(Transaction& tx, const std::string& slug) {
    return tx
        .row<ProductId>("insert into products (slug, name) values (:slug, :slug) returning id",
                        {{"slug", slug}})
        .value();
  }

  void set_day(std::string_view day) { now_ = calendar::start_of_day(day) + 9 * 3600; }
  [[nodiscard]] std::string today() const { return calendar::day_of(now_); }

  [[nodiscard]] accounts::Actor actor(UserId user, accounts::Kind kind) const {
    accounts::Actor actor;
    actor.user = user;
    actor.kind = kind;
    actor.now = now_;
    return actor;
  }
  [[nodiscard]] accounts::Actor bea() const { return actor(bea_, accounts::Kind::professional); }
  [[nodiscard]] accounts::Actor uma() const { return actor(uma_, accounts::Kind::operator_); }

  /// Runs a task in a transaction of its own.
  template <class Out, class In>
  Expected<Out> run(Expected<Out> (*task)(Transaction&, const accounts::Actor&, const In&),
                    const accounts::Actor& actor, const In& request) {
    return write([&](Transaction& tx) { return task(tx, actor, request); });
  }

  SubscriptionId subscribe(ProductId product, Type type, std::int64_t seats,
                           const std::string& starts_on) {
    return create({school_, product, type, seats, starts_on, contracts()}).value().id;
  }
  Expected<Subscription> create(const NewSubscription& asked) {
    return run(&create_subscription, uma(), asked);
  }
  std::int64_t contracts() {
    return std::ssize(run(&list_subscriptions, bea(), {school_}).value().subscriptions);
  }
  Expected<Subscription> resize(SubscriptionId id, std::int64_t seats) {
    return run(&set_seats, uma(), {school_, id, seats, seen(id).seats_total});
  }
  Expected<std::vector<HeldSeat>> take(UserId pupil, ProductId product) {
    return write([&](Transaction& tx) {
      return take_seats(tx, school_, {{pupil, product}}, now_);
    });
  }
  std::vector<HeldSeat> give_back(UserId pupil, ProductId product) {
    return write([&](Transaction& tx) { return end_seats(tx, school_, {{pupil, product}}, now_); });
  }
  void undo_take(const std::vector<HeldSeat>& taken) {
    write([&](Transaction& tx) { release_seats(tx, school_, taken, now_); });
  }
  bool undo_give_back(const std::vector<HeldSeat>& ended) {
    return write(
        [&](Transaction& tx) { return resume_seats(tx, school_, ended, now_).has_value(); });
  }
  bool has_licence(UserId pupil, ProductId product) {
    return database_.read(
        [&](Transaction& tx) { return has_valid_licence(tx, pupil, product, today()); });
  }
  Subscription seen(SubscriptionId id) {
    return run(&find_details, bea(), {school_, id}).value().subscription;
  }
  std::vector<Licence> licences(SubscriptionId id) {
    return run(&find_details, bea(), {school_, id}).value().licences;
  }
  void forget_mails() {
    write([](Transaction& tx) { tx.execute("delete from mails"); });
  }
  std::vector<std::string> lines(std::string_view sql) {
    return database_.read([&](Transaction& tx) { return tx.rows<std::string>(sql); });
  }

  UtcSeconds now_ = 0;
  database::TestDatabase at_{GetParam()};
  database::Database database_{at_.url(), 3};
  SchoolId school_;
  UserId bea_;
  UserId uma_;
  std::vector<UserId> pupils_;
  ProductId bouw_;
  ProductId letterster_;
};

INSTANTIATE_TEST_SUITE_P(Engines, StoredSubscriptions,
                         testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(StoredSubscriptions, R4_13_2_live_through_a_year_without_any_job) {
  const auto id = subscribe(bouw_, Type::school_wide, 5, "2026-08-01");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  EXPECT_EQ(seen(id).status, Status::active);
  EXPECT_EQ(seen(id).renews_on, "2027-08-01");
  ASSERT_TRUE(run(&end_subscription, bea(), {school_, id, "2027-08-01"}));
  ASSERT_TRUE(run(&cancel_end, bea(), {school_, id}));
  EXPECT_EQ(seen(id).status, Status::active);
  ASSERT_TRUE(run(&end_subscription, bea(), {school_, id, "2027-08-01"}));
  EXPECT_EQ(run(&end_subscription, bea(), {school_, id, "2027-08-01"}).error().code,
            "already_ending");
  set_day("2027-07-31");
  EXPECT_EQ(seen(id).status, Status::ending);
  EXPECT_EQ(seen(id).seats_used, 1);
  EXPECT_TRUE(has_licence(pupils_[0], bouw_));
  set_day("2027-08-01");
  EXPECT_EQ(seen(id).status, Status::ended);
  EXPECT_EQ(seen(id).seats_used, 0);
  EXPECT_FALSE(has_licence(pupils_[0], bouw_));
  EXPECT_EQ(run(&cancel_end, bea(), {school_, id}).error().code, "subscription_ended");
  EXPECT_EQ(take(pupils_[1], bouw_).error().code, "no_subscription");
  ASSERT_TRUE(run(&resume, uma(), {school_, id}));
  EXPECT_TRUE(has_licence(pupils_[0], bouw_));
  EXPECT_EQ(seen(id).renews_on, "2028-08-01");
}

TEST_P(StoredSubscriptions, R2_1_who_is_no_administrator_any_more_can_commit_nothing) {
  const auto id = subscribe(bouw_, Type::school_wide, 5, "2026-08-01");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  // Bea's requests were let in while she was one; what they do comes later.
  write([&](Transaction& tx) { tx.execute("update memberships set administrator = 0"); });
  const auto code_of = [&](const auto& result) {
    return result ? std::string("done") : result.error().code;
  };
  EXPECT_EQ(code_of(run(&end_subscription, bea(), {school_, id, "2027-08-01"})), "forbidden");
  EXPECT_EQ(code_of(run(&cancel_end, bea(), {school_, id})), "forbidden");
  EXPECT_EQ(code_of(run(&end_licence, bea(), {school_, id, pupils_[0], today()})), "forbidden");
  EXPECT_EQ(code_of(run(&cancel_licence_end, bea(), {school_, id, pupils_[0]})), "forbidden");
  EXPECT_EQ(code_of(run(&give_licences, bea(), {school_, id, 7})), "forbidden");
  EXPECT_EQ(seen(id).seats_used, 1);
}

TEST_P(StoredSubscriptions,
       R4_13_3_a_pupil_s_licence_ends_at_once_and_comes_back_if_a_seat_is_free) {
  const auto id = subscribe(bouw_, Type::school_wide, 1, "2026-08-01");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  ASSERT_TRUE(run(&end_licence, bea(), {school_, id, pupils_[0], today()}));
  EXPECT_FALSE(has_licence(pupils_[0], bouw_));
  EXPECT_EQ(licences(id).at(0).status, Status::ended);
  EXPECT_EQ(run(&end_licence, bea(), {school_, id, pupils_[0], today()}).error().code,
            "licence_ended");
  ASSERT_TRUE(take(pupils_[1], bouw_));
  const auto refused = run(&cancel_licence_end, bea(), {school_, id, pupils_[0]});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "not_enough_seats");
  EXPECT_EQ(refused.error().figures.at("free"), 0);
  give_back(pupils_[1], bouw_);
  set_day("2026-10-01");
  ASSERT_TRUE(run(&cancel_licence_end, bea(), {school_, id, pupils_[0]}));
  EXPECT_TRUE(has_licence(pupils_[0], bouw_));
  EXPECT_THAT(lines("select starts_on || ' ' || coalesce(ends_on, '') from licences "
                    "order by pupil_id, starts_on"),
              ElementsAre("2026-08-01 2026-08-01", "2026-10-01 ", "2026-08-01 2026-08-01"))
      << "what was before stays known, for practice that is delivered late";
}

TEST_P(StoredSubscriptions, R4_13_3_who_was_archived_or_lost_the_link_is_linked_anew_instead) {
  const auto id = subscribe(bouw_, Type::school_wide, 5, "2026-08-01");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  ASSERT_TRUE(run(&end_licence, bea(), {school_, id, pupils_[0], today()}));
  write([&](Transaction& tx) { tx.execute("delete from links"); });
  EXPECT_EQ(run(&cancel_licence_end, bea(), {school_, id, pupils_[0]}).error().code, "not_linked");
  EXPECT_THAT(licences(id), IsEmpty());
  EXPECT_EQ(run(&end_licence, bea(), {school_, id, pupils_[3], today()}).error().code, "not_found");
}

TEST_P(StoredSubscriptions, R4_13_4_each_pupil_s_licence_renews_on_its_own_date) {
  const auto id = subscribe(bouw_, Type::per_pupil, 5, "2026-08-01");
  set_day("2028-02-29");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  set_day("2028-03-10");
  ASSERT_TRUE(take(pupils_[1], bouw_));
  EXPECT_EQ(licences(id).at(0).renews_on, "2029-02-28");
  EXPECT_EQ(licences(id).at(1).renews_on, "2029-03-10");
  ASSERT_TRUE(run(&end_licence, bea(), {school_, id, pupils_[0], "2029-02-28"}));
  set_day("2029-02-27");
  EXPECT_TRUE(has_licence(pupils_[0], bouw_));
  ASSERT_TRUE(run(&cancel_licence_end, bea(), {school_, id, pupils_[0]}));
  ASSERT_TRUE(run(&end_licence, bea(), {school_, id, pupils_[0], "2029-02-28"}));
  set_day("2029-02-28");
  EXPECT_FALSE(has_licence(pupils_[0], bouw_));
  EXPECT_EQ(seen(id).seats_used, 1);
  EXPECT_EQ(run(&cancel_licence_end, bea(), {school_, id, pupils_[0]}).error().code,
            "licence_ended");
  EXPECT_TRUE(take(pupils_[0], bouw_)) << "linking starts a new year";
  EXPECT_EQ(licences(id).at(0).renews_on, "2030-02-28");
}

TEST_P(StoredSubscriptions, R4_5_2_a_seat_given_back_and_taken_the_same_day_goes_on_as_it_was) {
  const auto id = subscribe(bouw_, Type::per_pupil, 5, "2026-08-01");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  set_day("2026-11-25");
  ASSERT_TRUE(run(&end_licence, bea(), {school_, id, pupils_[0], "2027-08-01"}));
  give_back(pupils_[0], bouw_);
  EXPECT_FALSE(has_licence(pupils_[0], bouw_));
  ASSERT_TRUE(take(pupils_[0], bouw_));
  EXPECT_EQ(licences(id).at(0).status, Status::ending);
  EXPECT_EQ(licences(id).at(0).ends_on, "2027-08-01") << "the renewal was stopped before";
  EXPECT_THAT(lines("select starts_on from licences"), ElementsAre("2026-08-01"));
}

TEST_P(StoredSubscriptions, R8_1_the_publisher_changes_and_all_of_it_can_be_read_back) {
  const auto id = subscribe(bouw_, Type::school_wide, 5, "2026-08-01");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  ASSERT_TRUE(take(pupils_[1], bouw_));
  EXPECT_EQ(resize(id, 1).error().code, "seats_in_use");
  EXPECT_EQ(resize(id, 2).value().seats_total, 2);
  ASSERT_TRUE(run(&end_licence, bea(), {school_, id, pupils_[0], today()}));
  EXPECT_EQ(run(&end_on_day, uma(), {school_, id, today()}).error().code, "bad_day");
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, id, "2026-08-02"}));
  EXPECT_EQ(create({school_, ProductId{99}, Type::per_pupil, 1, today(), 1}).error().code,
            "unknown_product");
  EXPECT_EQ(create({SchoolId{99}, bouw_, Type::per_pupil, 1, today(), 1}).error().code,
            "not_found");
  const auto history = run(&find_history, bea(), {school_, id}).value();
  EXPECT_EQ(history.school, "De Regenboog");
  ASSERT_THAT(history.changes, SizeIs(4));
  EXPECT_EQ(history.changes[0].action, Action::ended);
  EXPECT_EQ(history.changes[0].by, "") << "the publisher";
  EXPECT_EQ(history.changes[1].action, Action::licence_ended);
  EXPECT_EQ(history.changes[1].by, "Bea Vos");
  EXPECT_EQ(history.changes[1].pupil, "Kind0 Jansen");
  EXPECT_EQ(history.changes[2].seats_before, 5);
  EXPECT_EQ(history.changes[2].seats, 2);
  EXPECT_EQ(history.changes[3].action, Action::created);
  EXPECT_EQ(run(&find_history, uma(), {school_, id}).value().changes[1].pupil, std::nullopt)
      << "the publisher has no need of a child's name";
  EXPECT_THAT(lines("select action from audit order by id"),
              ElementsAre("subscriptions.created", "subscriptions.seats_changed",
                          "subscriptions.licence_ended", "subscriptions.ended"));
}

TEST_P(StoredSubscriptions, R4_13_2_after_a_new_contract_those_who_wait_get_their_licences) {
  const auto old = subscribe(bouw_, Type::school_wide, 5, "2025-08-01");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  ASSERT_TRUE(take(pupils_[1], bouw_));
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, old, "2026-08-02"}));
  set_day("2026-08-02");
  const auto fresh = subscribe(bouw_, Type::school_wide, 5, "2026-08-02");
  EXPECT_EQ(run(&find_details, bea(), {school_, fresh}).value().waiting, 6);
  const auto refused = run(&give_licences, bea(), {school_, fresh, 6});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "not_enough_seats");
  ASSERT_TRUE(resize(fresh, 6));
  EXPECT_EQ(run(&give_licences, bea(), {school_, fresh, 6}).value().given, 6);
  EXPECT_TRUE(has_licence(pupils_[0], bouw_));
  ASSERT_TRUE(run(&end_licence, bea(), {school_, fresh, pupils_[0], today()}));
  EXPECT_EQ(run(&find_details, bea(), {school_, fresh}).value().waiting, 0)
      << "who lost it by somebody's choice does not wait";
}

TEST_P(StoredSubscriptions, R4_13_2_the_school_does_not_undo_what_the_publisher_ended) {
  const auto id = subscribe(bouw_, Type::school_wide, 5, "2026-08-01");
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, id, "2026-08-20"}));
  forget_mails();
  EXPECT_TRUE(seen(id).ended_by_publisher);
  EXPECT_EQ(run(&cancel_end, bea(), {school_, id}).error().code, "ended_by_publisher");
  mail_notices(database_, now_);
  EXPECT_THAT(lines("select body from mails"),
              ElementsAre(HasSubstr("contact op met de uitgever")));
  ASSERT_TRUE(run(&resume, uma(), {school_, id}));
  ASSERT_TRUE(run(&end_subscription, bea(), {school_, id, "2027-08-01"}));
  EXPECT_FALSE(seen(id).ended_by_publisher);
  EXPECT_TRUE(run(&cancel_end, bea(), {school_, id}));
}

TEST_P(StoredSubscriptions,
       R8_1_a_contract_that_comes_back_gives_nobody_a_second_seat_or_one_too_many) {
  const auto old = subscribe(bouw_, Type::school_wide, 5, "2025-08-01");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  ASSERT_TRUE(take(pupils_[1], bouw_));
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, old, "2026-08-02"}));
  set_day("2026-08-02");
  ASSERT_TRUE(resize(old, 1));
  EXPECT_EQ(run(&resume, uma(), {school_, old}).error().code, "seats_in_use");
  ASSERT_TRUE(resize(old, 5));
  subscribe(bouw_, Type::school_wide, 5, "2026-08-02");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  const auto refused = run(&resume, uma(), {school_, old});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "other_contract_runs");
  EXPECT_EQ(refused.error().figures.at("pupils"), 1);
}

TEST_P(StoredSubscriptions, R4_13_3_one_of_two_contracts_changes_without_the_other) {
  const auto first = subscribe(bouw_, Type::school_wide, 1, "2026-07-01");
  const auto second = subscribe(bouw_, Type::school_wide, 5, "2026-08-01");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  ASSERT_TRUE(run(&end_licence, bea(), {school_, first, pupils_[0], today()}));
  ASSERT_TRUE(take(pupils_[1], bouw_)) << "takes the one seat of the first";
  ASSERT_TRUE(take(pupils_[0], bouw_)) << "so the second gives one";
  EXPECT_EQ(seen(second).seats_used, 1);
  EXPECT_EQ(run(&cancel_licence_end, bea(), {school_, first, pupils_[0]}).error().code,
            "has_licence");
}

TEST_P(StoredSubscriptions, R4_6_6_a_request_from_before_midnight_sees_the_seat_taken_after_it) {
  const auto id = subscribe(bouw_, Type::school_wide, 1, "2026-08-01");
  const auto before_midnight = now_;
  set_day("2026-08-02");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  const auto late = write([&](Transaction& tx) {
    return take_seats(tx, school_, {{pupils_[1], bouw_}}, before_midnight);
  });
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "not_enough_seats");
  write([&](Transaction& tx) { end_seats(tx, school_, {{pupils_[0], bouw_}}, before_midnight); });
  EXPECT_TRUE(take(pupils_[0], bouw_));
  EXPECT_EQ(seen(id).seats_used, 1);
}

TEST_P(StoredSubscriptions, R3_1_a_contract_that_never_ran_does_not_move_the_end_of_a_product) {
  const auto id = subscribe(bouw_, Type::school_wide, 5, "2025-08-01");
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, id, "2026-08-02"}));
  const auto never = subscribe(bouw_, Type::school_wide, 5, "2030-08-01");
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, never, "2028-01-01"}));
  subscribe(bouw_, Type::school_wide, 5, "2030-09-01");
  set_day("2026-08-03");
  EXPECT_EQ(seen(never).status, Status::ended);
  const auto ended =
      database_.read([&](Transaction& tx) { return ended_products(tx, school_, today()); });
  ASSERT_THAT(ended, SizeIs(1));
  EXPECT_EQ(ended[0].ended_on, "2026-08-02");
}

TEST_P(StoredSubscriptions, R4_6_6_the_last_seat_goes_to_one_of_two_at_the_same_time) {
  for (int round = 0; round < 20; ++round) {
    const auto product = write(
        [&](Transaction& tx) { return this->product(tx, "product" + std::to_string(round)); });
    const auto id = subscribe(product, Type::school_wide, 1, "2026-08-01");
    std::latch ready(2);
    std::array<bool, 2> got{};
    {
      std::vector<std::jthread> administrators;
      for (std::size_t each = 0; each < 2; ++each) {
        administrators.emplace_back([&, each] {
          ready.arrive_and_wait();
          got.at(each) = take(pupils_[each], product).has_value();
        });
      }
    }
    EXPECT_NE(got[0], got[1]);
    EXPECT_EQ(seen(id).seats_used, 1);
  }
}

TEST_P(StoredSubscriptions, R4_13_1_administrators_hear_of_an_end_at_60_30_and_7_days_once) {
  const auto id = subscribe(bouw_, Type::school_wide, 50, "2026-08-01");
  forget_mails();
  ASSERT_TRUE(run(&end_subscription, bea(), {school_, id, "2027-08-01"}));
  const auto mails_on = [&](const char* day) {
    set_day(day);
    mail_notices(database_, now_);
    mail_notices(database_, now_);
    auto subjects = lines("select subject from mails order by id");
    forget_mails();
    return subjects;
  };
  EXPECT_THAT(mails_on("2027-06-01"), IsEmpty());
  EXPECT_THAT(mails_on("2027-06-05"), ElementsAre("Het abonnement op bouw eindigt op 01-08-2027"));
  EXPECT_THAT(mails_on("2027-06-20"), IsEmpty());
  EXPECT_THAT(mails_on("2027-07-26"), SizeIs(1)) << "30 was missed: the nearest is told, once";
  EXPECT_THAT(mails_on("2027-08-01"), IsEmpty());
  set_day("2027-07-20");
  const auto notices =
      database_.read([&](Transaction& tx) { return find_notices(tx, school_, today()); });
  ASSERT_THAT(notices, SizeIs(2));
  EXPECT_EQ(notices[0].kind, NoticeKind::ends);
  EXPECT_EQ(notices[0].days, 12);
  EXPECT_EQ(notices[1].kind, NoticeKind::waiting);
  EXPECT_EQ(notices[1].pupils, 6);
}

TEST_P(StoredSubscriptions, R4_13_2_administrators_hear_once_that_pupils_wait) {
  const auto hear = [&] {
    mail_notices(database_, now_);
    mail_notices(database_, now_);
    auto bodies = lines("select body from mails where subject like '%wachten%' order by id");
    forget_mails();
    return bodies;
  };
  subscribe(bouw_, Type::school_wide, 6, "2020-08-01");
  EXPECT_THAT(hear(), ElementsAre(HasSubstr("6 leerlingen van De Regenboog zijn gekoppeld aan "
                                            "bouw, maar hebben geen licentie.")))
      << "from when the publisher adds it, however long ago it began";
  for (const auto pupil : pupils_) ASSERT_TRUE(take(pupil, bouw_));
  const auto first = run(&list_subscriptions, bea(), {school_}).value().subscriptions.front().id;
  ASSERT_TRUE(run(&end_licence, bea(), {school_, first, pupils_[1], today()}));
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, first, "2026-09-01"}));
  subscribe(bouw_, Type::school_wide, 6, "2026-08-15");
  set_day("2026-08-31");
  EXPECT_THAT(hear(), IsEmpty()) << "everybody has one on the first contract";
  set_day("2026-09-05");
  EXPECT_THAT(hear(), ElementsAre(HasSubstr("5 leerlingen"))) << "the job was late";
  set_day("2026-09-07");
  EXPECT_THAT(hear(), IsEmpty());
  const auto notices =
      database_.read([&](Transaction& tx) { return find_notices(tx, school_, today()); });
  ASSERT_THAT(notices, SizeIs(1));
  EXPECT_EQ(notices[0].kind, NoticeKind::waiting);
  EXPECT_EQ(notices[0].pupils, 5);
}

TEST_P(StoredSubscriptions, R1_3_administrators_hear_when_seats_run_out_once_a_year) {
  const auto id = subscribe(bouw_, Type::school_wide, 2, "2026-08-01");
  forget_mails();
  ASSERT_TRUE(take(pupils_[0], bouw_));
  EXPECT_THAT(lines("select subject from mails"), IsEmpty());
  ASSERT_TRUE(take(pupils_[1], bouw_));
  EXPECT_THAT(lines("select body from mails"),
              ElementsAre(HasSubstr("Alle 2 licenties van bouw zijn in gebruik.")));
  give_back(pupils_[1], bouw_);
  ASSERT_TRUE(take(pupils_[1], bouw_));
  EXPECT_THAT(lines("select subject from mails"), SizeIs(1)) << "they know";
  give_back(pupils_[1], bouw_);
  set_day("2027-09-01");
  ASSERT_TRUE(take(pupils_[1], bouw_));
  EXPECT_THAT(lines("select subject from mails"), SizeIs(2)) << "another year";
  ASSERT_TRUE(resize(id, 10));
  ASSERT_TRUE(take(pupils_[2], bouw_));
  EXPECT_THAT(lines("select subject from mails"), SizeIs(2)) << "3 of 10";
  ASSERT_TRUE(resize(id, 4));
  ASSERT_TRUE(take(pupils_[3], bouw_));
  EXPECT_THAT(lines("select subject from mails"), SizeIs(3)) << "full again, of another number";
}

TEST_P(StoredSubscriptions, R1_3_fewer_seats_or_a_contract_that_comes_back_can_be_full_too) {
  const auto id = subscribe(bouw_, Type::school_wide, 5, "2026-08-01");
  forget_mails();
  const auto bodies = [&] { return lines("select body from mails order by id"); };
  ASSERT_TRUE(take(pupils_[0], bouw_));
  ASSERT_TRUE(resize(id, 1));
  EXPECT_THAT(bodies(), ElementsAre(HasSubstr("De enige licentie van bouw is in gebruik.")));
  ASSERT_TRUE(resize(id, 2));
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, id, "2026-08-02"}));
  ASSERT_TRUE(take(pupils_[1], bouw_));
  write([](Transaction& tx) { tx.execute("delete from subscription_notices"); });
  forget_mails();
  set_day("2026-08-02");
  ASSERT_TRUE(run(&resume, uma(), {school_, id}));
  EXPECT_THAT(bodies(), ElementsAre(HasSubstr("Alle 2 licenties van bouw zijn in gebruik.")));
}

TEST_P(StoredSubscriptions, R8_1_what_is_sent_twice_or_from_an_old_page_is_done_once) {
  const NewSubscription asked{.school = school_,
                              .product = bouw_,
                              .type = Type::school_wide,
                              .seats = 5,
                              .starts_on = today(),
                              .contracts_before = 0};
  const auto made = create(asked).value();
  EXPECT_EQ(create(asked).error().code, "changed_meanwhile");
  EXPECT_EQ(contracts(), 1);
  ASSERT_TRUE(run(&set_seats, uma(), {school_, made.id, 8, 5}));
  EXPECT_EQ(run(&set_seats, uma(), {school_, made.id, 6, 5}).error().code, "changed_meanwhile");
  EXPECT_EQ(seen(made.id).seats_total, 8);
}

TEST_P(StoredSubscriptions, R4_13_2_the_contract_that_ends_last_is_filled_first) {
  const auto ending = subscribe(bouw_, Type::school_wide, 2, "2025-08-01");
  const auto lasting = subscribe(bouw_, Type::school_wide, 2, "2026-07-01");
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, ending, "2026-09-01"}));
  for (std::size_t pupil = 0; pupil < 3; ++pupil) ASSERT_TRUE(take(pupils_[pupil], bouw_));
  EXPECT_EQ(seen(lasting).seats_used, 2);
  EXPECT_EQ(seen(ending).seats_used, 1);
}

TEST_P(StoredSubscriptions, R4_5_2_archived_and_back_the_same_day_is_the_same_contract) {
  const auto old = subscribe(bouw_, Type::per_pupil, 2, "2025-08-01");
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, old, "2026-12-01"}));
  ASSERT_TRUE(take(pupils_[0], bouw_));
  const auto lasting = subscribe(bouw_, Type::per_pupil, 2, "2026-07-01");
  give_back(pupils_[0], bouw_);
  ASSERT_TRUE(take(pupils_[0], bouw_));
  EXPECT_EQ(seen(old).seats_used, 1);
  EXPECT_EQ(seen(lasting).seats_used, 0);
  set_day("2026-08-02");
  give_back(pupils_[0], bouw_);
  set_day("2026-08-03");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  EXPECT_EQ(seen(lasting).seats_used, 1) << "another day, a new licence";
}

TEST_P(StoredSubscriptions, R4_5_2_undoing_gives_back_the_seat_that_was_taken_and_no_other) {
  const auto first = subscribe(bouw_, Type::school_wide, 2, "2025-08-01");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, first, "2026-08-02"}));
  set_day("2026-08-02");
  const auto second = subscribe(bouw_, Type::school_wide, 2, "2026-08-02");
  const auto taken = take(pupils_[0], bouw_).value();
  ASSERT_THAT(taken, SizeIs(1));
  EXPECT_EQ(taken[0].subscription_id, second);
  undo_take(taken);
  EXPECT_EQ(seen(second).seats_used, 0);
  ASSERT_TRUE(run(&resume, uma(), {school_, first}));
  EXPECT_TRUE(has_licence(pupils_[0], bouw_)) << "the licence on the first was there before";
}

TEST_P(StoredSubscriptions, R4_13_2_pupils_move_to_another_contract_before_theirs_ends) {
  const auto old = subscribe(bouw_, Type::school_wide, 3, "2025-08-01");
  const auto taken = take(pupils_[0], bouw_).value();
  for (std::size_t pupil = 1; pupil < 3; ++pupil) ASSERT_TRUE(take(pupils_[pupil], bouw_));
  const auto fresh = subscribe(bouw_, Type::school_wide, 2, "2026-07-01");
  const auto moving = [&](SubscriptionId id) {
    return run(&find_details, bea(), {school_, id}).value().moving;
  };
  EXPECT_EQ(moving(fresh), 0) << "nobody's ends";
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, old, "2026-09-01"}));
  EXPECT_EQ(moving(fresh), 3);
  EXPECT_EQ(moving(old), 0);
  EXPECT_EQ(run(&move_licences, bea(), {school_, fresh, 3}).error().code, "not_enough_seats");
  EXPECT_EQ(seen(old).seats_used, 3) << "all or nothing";
  ASSERT_TRUE(resize(fresh, 3));
  EXPECT_EQ(run(&move_licences, bea(), {school_, fresh, 3}).value().given, 3);
  EXPECT_EQ(seen(old).seats_used, 0);
  EXPECT_EQ(seen(fresh).seats_used, 3);
  EXPECT_EQ(run(&find_history, bea(), {school_, fresh}).value().changes[0].action,
            Action::licences_moved);
  const auto left = run(&find_history, bea(), {school_, old}).value().changes[0];
  EXPECT_EQ(left.action, Action::licences_moved_away);
  EXPECT_EQ(left.seats, 3);
  EXPECT_THAT(run(&find_details, bea(), {school_, old}).value().licences, IsEmpty())
      << "nobody's licence ended: it goes on elsewhere";
  undo_take(taken);
  EXPECT_EQ(seen(fresh).seats_used, 2) << "a link that is undone gives back the seat it has now";
  set_day("2026-09-01");
  EXPECT_TRUE(has_licence(pupils_[1], bouw_));
}

TEST_P(StoredSubscriptions, R4_13_4_whose_renewal_was_stopped_is_neither_moved_nor_waits) {
  const auto old = subscribe(bouw_, Type::per_pupil, 3, "2025-08-01");
  for (std::size_t pupil = 0; pupil < 3; ++pupil) ASSERT_TRUE(take(pupils_[pupil], bouw_));
  ASSERT_TRUE(run(&end_licence, bea(), {school_, old, pupils_[0], "2027-08-01"}));
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, old, "2026-09-01"}));
  const auto fresh = subscribe(bouw_, Type::per_pupil, 5, "2026-07-01");
  EXPECT_EQ(run(&find_details, bea(), {school_, fresh}).value().moving, 2);
  const auto waiting = [&] { return run(&find_details, bea(), {school_, fresh}).value().waiting; };
  const auto before = waiting();
  set_day("2026-09-01");
  EXPECT_EQ(waiting(), before + 2) << "the two who would have gone on";
}

TEST_P(StoredSubscriptions, R4_13_2_giving_and_moving_are_for_as_many_as_were_shown) {
  const auto old = subscribe(bouw_, Type::school_wide, 1, "2025-08-01");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  const auto fresh = subscribe(bouw_, Type::school_wide, 9, "2026-07-01");
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, old, "2026-09-01"}));
  EXPECT_EQ(run(&give_licences, bea(), {school_, fresh, 4}).error().code, "changed_meanwhile");
  EXPECT_EQ(run(&move_licences, bea(), {school_, fresh, 2}).error().code, "changed_meanwhile");
  EXPECT_EQ(seen(fresh).seats_used, 0);
}

TEST_P(StoredSubscriptions, R1_3_a_product_is_full_when_all_its_contracts_are) {
  subscribe(bouw_, Type::school_wide, 2, "2026-07-01");
  subscribe(bouw_, Type::school_wide, 2, "2026-07-02");
  forget_mails();
  for (std::size_t pupil = 0; pupil < 3; ++pupil) ASSERT_TRUE(take(pupils_[pupil], bouw_));
  EXPECT_THAT(lines("select body from mails"), IsEmpty()) << "one is full, one has a seat";
  ASSERT_TRUE(take(pupils_[3], bouw_));
  EXPECT_THAT(lines("select body from mails"),
              ElementsAre(HasSubstr("Alle 4 licenties van bouw zijn in gebruik.")));
}

TEST_P(StoredSubscriptions, R4_13_1_the_mail_about_an_end_says_what_it_means_for_whom) {
  const auto old = subscribe(bouw_, Type::school_wide, 2, "2025-08-01");
  ASSERT_TRUE(take(pupils_[0], bouw_));
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, old, "2026-08-20"}));
  const auto mail = [&] {
    write([](Transaction& tx) { tx.execute("delete from subscription_notices"); });
    forget_mails();
    mail_notices(database_, now_);
    return lines("select body from mails where subject like '%eindigt op%'");
  };
  EXPECT_THAT(mail(), ElementsAre(HasSubstr("kunnen je leerlingen er niet meer mee oefenen")));
  const auto fresh = subscribe(bouw_, Type::school_wide, 2, "2026-07-01");
  EXPECT_THAT(mail(), ElementsAre(HasSubstr("Nog 1 leerling heeft een licentie van dit abonnement, "
                                            "en kan vanaf die dag niet meer oefenen.")));
  ASSERT_TRUE(run(&move_licences, bea(), {school_, fresh, 1}));
  EXPECT_THAT(mail(), ElementsAre(HasSubstr("Er zijn geen leerlingen met een licentie")));
}

TEST_P(StoredSubscriptions, R4_13_2_who_waits_gets_a_seat_on_whichever_contract_has_one) {
  const auto one = subscribe(bouw_, Type::school_wide, 2, "2025-08-01");
  const auto other = subscribe(bouw_, Type::school_wide, 4, "2026-07-01");
  EXPECT_EQ(run(&give_licences, bea(), {school_, other, 6}).value().given, 6);
  EXPECT_EQ(seen(one).seats_used, 2);
  EXPECT_EQ(run(&find_history, bea(), {school_, one}).value().changes[0].seats, 2);
  EXPECT_EQ(run(&find_history, bea(), {school_, other}).value().changes[0].seats, 4);
  ASSERT_TRUE(run(&end_licence, bea(), {school_, one, pupils_[4], today()}).has_value() ||
              run(&end_licence, bea(), {school_, one, pupils_[0], today()}).has_value());
  EXPECT_EQ(run(&find_details, bea(), {school_, other}).value().waiting, 0)
      << "who lost it by somebody's choice does not wait for another contract either";
}

TEST_P(StoredSubscriptions, R8_1_the_history_tells_per_day_which_seats_were_taken_and_freed) {
  const auto id = subscribe(bouw_, Type::school_wide, 5, "2026-08-01");
  for (std::size_t pupil = 0; pupil < 3; ++pupil) ASSERT_TRUE(take(pupils_[pupil], bouw_));
  set_day("2026-10-01");
  give_back(pupils_[0], bouw_);
  ASSERT_TRUE(take(pupils_[3], bouw_));
  ASSERT_TRUE(take(pupils_[4], bouw_));
  ASSERT_TRUE(run(&end_on_day, uma(), {school_, id, "2026-12-01"}));
  const auto told = [&] {
    std::vector<std::string> days;
    const auto history = run(&find_history, uma(), {school_, id}).value();
    for (const auto& [day, taken, freed, used] : history.seats) {
      days.push_back(day + " +" + std::to_string(taken) + " -" + std::to_string(freed) + " =" +
                     std::to_string(used));
    }
    return days;
  };
  EXPECT_THAT(told(), ElementsAre("2026-10-01 +2 -1 =4", "2026-08-01 +3 -0 =3"));
  set_day("2026-12-01");
  EXPECT_THAT(told(),
              ElementsAre("2026-12-01 +0 -4 =0", "2026-10-01 +2 -1 =4", "2026-08-01 +3 -0 =3"));
}

// --- ten years, day by day, beside a model that is too simple to be wrong
// --------------------------

/// A licence in the model: it is there or it is not, and each morning it may be gone.
struct ModelLicence {
  bool there = false;
  bool ever = false;
  std::string start;
  std::optional<std::string> stop;
  std::string cut_day;
  std::optional<std::string> cut_stop;
  /// How the earlier ones ended: on which day, and whether they were cut off.
  std::vector<std::pair<std::string, bool>> ends;

  void begin(const std::string& today) {
    if (there) return;
    if (cut_day == today) {
      stop = cut_stop;
    } else {
      if (ever) ends.emplace_back(*stop, !cut_day.empty());
      start = today;
      stop.reset();
    }
    cut_day.clear();
    there = ever = true;
  }
  void cut(const std::string& today) {
    if (!there) return;
    there = false;
    cut_day = today;
    cut_stop = stop;
    stop = today;
  }
};

struct ModelContract {
  SubscriptionId id;
  ProductId product;
  Type type = Type::school_wide;
  std::int64_t seats = 0;
  std::string start;
  std::optional<std::string> stop;
  std::map<UserId, ModelLicence> licences;

  [[nodiscard]] bool runs(const std::string& today) const {
    return start <= today && (!stop || today < *stop);
  }
  [[nodiscard]] bool seats_pupil(UserId pupil) const {
    const auto found = licences.find(pupil);
    return found != licences.end() && found->second.there;
  }
  [[nodiscard]] std::int64_t there() const {
    return std::ranges::count_if(licences, [](const auto& each) { return each.second.there; });
  }
  [[nodiscard]] std::int64_t used(const std::string& today) const {
    return runs(today) ? there() : 0;
  }
  [[nodiscard]] std::int64_t free(const std::string& today) const {
    return runs(today) ? seats - there() : 0;
  }
  [[nodiscard]] std::string last() const { return stop.value_or("9999-12-31"); }
};

/// Walks the calendar until the day and month come round again.
std::string walk_to_anniversary(const std::string& start, const std::string& today) {
  const auto wanted = start.substr(5);
  auto day = std::max(start, today);
  while (true) {
    day = calendar::days_later(day, 1);
    if (day.substr(5) == wanted) return day;
    const bool last_of_february =
        day.substr(5) == "02-28" && calendar::days_later(day, 1).substr(5) == "03-01";
    if (wanted == "02-29" && last_of_february) return day;
  }
}

/// Each step does the same to the portal and to the model. Two contracts on each product, so that
/// pupils of one can sit on either.
class TenYears : public StoredSubscriptions {
 protected:
  /// What the last step did, while it can be undone: any other step makes that too late.
  struct WayBack {
    std::vector<HeldSeat> taken;
    std::vector<HeldSeat> ended;
  };

  std::size_t below(std::size_t bound) { return chance_() % bound; }

  void start_contract(ProductId product, Type type, std::int64_t seats, const std::string& start) {
    contracts_.push_back({.id = subscribe(product, type, seats, start),
                          .product = product,
                          .type = type,
                          .seats = seats,
                          .start = start,
                          .stop = {},
                          .licences = {}});
  }

  ModelContract& contract(SubscriptionId id) {
    return *std::ranges::find(contracts_, id, &ModelContract::id);
  }
  /// The contracts on a product in the order in which they are filled.
  std::vector<ModelContract*> on(ProductId product) {
    std::vector<ModelContract*> found;
    for (auto& each : contracts_) {
      if (each.product == product) found.push_back(&each);
    }
    std::ranges::sort(found, [](const auto* one, const auto* other) {
      if (one->last() != other->last()) return one->last() > other->last();
      return std::tie(one->start, one->id) < std::tie(other->start, other->id);
    });
    return found;
  }
  ModelContract* seat_of(UserId pupil, ProductId product) {
    for (auto* each : on(product)) {
      if (each->runs(today()) && each->seats_pupil(pupil)) return each;
    }
    return nullptr;
  }

  /// Without a seat, and not because somebody chose so for the last one: stopped its renewal, or
  /// cut it off while its contract went on.
  bool model_waits(UserId pupil, ProductId product) {
    if (seat_of(pupil, product) != nullptr) return false;
    std::string last;
    bool chosen = false;
    for (auto* each : on(product)) {
      const auto& licence = each->licences[pupil];
      auto ends = licence.ends;
      if (licence.ever && licence.stop) ends.emplace_back(*licence.stop, !licence.cut_day.empty());
      if (licence.ever && !licence.stop) ends.emplace_back(each->last(), true);
      for (const auto& [stop, was_cut] : ends) {
        const auto end = std::min(stop, each->last());
        const bool by_choice = !was_cut || stop < each->last();
        if (end == last) chosen = chosen || by_choice;
        if (end > last) {
          last = end;
          chosen = by_choice;
        }
      }
    }
    return !chosen;
  }

  bool model_take(const std::vector<UserId>& pupils, ProductId product) {
    const auto day = today();
    std::int64_t free = 0;
    for (const auto* each : on(product)) free += std::max<std::int64_t>(0, each->free(day));
    std::vector<UserId> left;
    for (const auto pupil : pupils) {
      if (seat_of(pupil, product) == nullptr) left.push_back(pupil);
    }
    if (std::ssize(left) > free) return false;
    for (const bool back : {true, false}) {
      for (const auto pupil : left) {
        for (auto* each : on(product)) {
          const bool gave_up = each->licences[pupil].cut_day == day;
          const bool fits = each->free(day) > 0 && (gave_up || !back);
          if (!fits || seat_of(pupil, product) != nullptr) continue;
          each->licences[pupil].begin(day);
        }
      }
    }
    return std::ranges::any_of(on(product), [&](const auto* each) { return each->runs(day); });
  }

  void act(ModelContract& model) {
    const auto pupil = pupils_[below(pupils_.size())];
    const auto before = std::exchange(way_back_, WayBack{});
    switch (below(15)) {
      case 0:
      case 1:
      case 2:
        link(pupil, model.product);
        break;
      case 3:
        archive(pupil, model.product);
        break;
      case 4:
      case 5:
        undo(before);
        break;
      case 6:
        end_by_school(model);
        break;
      case 7:
        cancel_by_school(model);
        break;
      case 8:
        end_by_publisher(model);
        break;
      case 9:
        resume_by_publisher(model);
        break;
      case 10:
        end_one(model, pupil);
        break;
      case 11:
        cancel_one(model, pupil);
        break;
      case 12:
        change_seats(model);
        break;
      case 13:
        give(model);
        break;
      default:
        move(model);
    }
  }

  void link(UserId pupil, ProductId product) {
    const auto taken = take(pupil, product);
    EXPECT_EQ(taken.has_value(), model_take({pupil}, product));
    if (taken) way_back_.taken = *taken;
  }
  void archive(UserId pupil, ProductId product) {
    way_back_.ended = give_back(pupil, product);
    for (auto* each : on(product)) each->licences[pupil].cut(today());
  }

  /// Maybe days later, when a contract has begun or ended meanwhile.
  void undo(const WayBack& before) {
    undo_take(before.taken);
    for (const auto& [id, pupil, start] : before.taken) {
      for (auto* each : on(contract(id).product)) {
        if (each->id == id || each->runs(today())) each->licences[pupil].cut(today());
      }
    }
    // One pupil's: on each contract one seat.
    bool room = true;
    for (const auto& seat : before.ended) {
      const auto& held = contract(seat.subscription_id);
      room = room && (!held.runs(today()) || held.free(today()) > 0);
    }
    EXPECT_EQ(undo_give_back(before.ended), room);
    for (const auto& [id, pupil, start] : before.ended) {
      auto& licence = contract(id).licences[pupil];
      if (!room) continue;
      licence.stop = licence.cut_stop;
      licence.cut_day.clear();
      licence.there = !licence.stop || today() < *licence.stop;
    }
  }

  void end_by_school(ModelContract& model) {
    if (model.stop || below(4) != 0) return;
    const auto end = walk_to_anniversary(model.start, today());
    EXPECT_TRUE(run(&end_subscription, bea(), {school_, model.id, end}));
    model.stop = end;
    by_publisher_.erase(model.id);
  }
  void cancel_by_school(ModelContract& model) {
    const bool may = model.stop && today() < *model.stop && !by_publisher_.contains(model.id);
    EXPECT_EQ(run(&cancel_end, bea(), {school_, model.id}).has_value(), may);
    if (may) model.stop.reset();
  }
  void end_by_publisher(ModelContract& model) {
    if (below(6) != 0) return;
    const auto end = calendar::days_later(today(), 1 + static_cast<int>(below(90)));
    const bool may = !model.stop || (today() < *model.stop && model.start < *model.stop);
    EXPECT_EQ(run(&end_on_day, uma(), {school_, model.id, end}).has_value(), may);
    if (!may) return;
    model.stop = end;
    by_publisher_.insert(model.id);
  }
  void resume_by_publisher(ModelContract& model) {
    if (!model.stop) return;
    bool may = true;
    if (*model.stop <= today() || *model.stop <= model.start) {
      may = model.there() <= model.seats;
      for (const auto& [pupil, licence] : model.licences) {
        may = may && (!licence.there || seat_of(pupil, model.product) == nullptr);
      }
    }
    EXPECT_EQ(run(&resume, uma(), {school_, model.id}).has_value(), may);
    if (may) model.stop.reset();
  }

  void end_one(ModelContract& model, UserId pupil) {
    const auto day = today();
    auto& licence = model.licences[pupil];
    const bool at_once = model.type == Type::school_wide;
    const auto end = at_once || !licence.ever ? day : walk_to_anniversary(licence.start, day);
    const bool may = model.runs(day) && licence.there && (at_once || !licence.stop);
    EXPECT_EQ(run(&end_licence, bea(), {school_, model.id, pupil, end}).has_value(), may);
    if (!may) return;
    if (at_once) {
      licence.cut(day);
    } else {
      licence.stop = end;
    }
  }
  void cancel_one(ModelContract& model, UserId pupil) {
    const auto day = today();
    auto& licence = model.licences[pupil];
    const bool at_once = model.type == Type::school_wide;
    bool may = model.runs(day) && licence.ever;
    if (at_once) {
      may = may && seat_of(pupil, model.product) == nullptr && model.free(day) > 0;
    } else {
      may = may && licence.there && licence.stop;
    }
    EXPECT_EQ(run(&cancel_licence_end, bea(), {school_, model.id, pupil}).has_value(), may);
    if (!may) return;
    if (at_once) {
      licence.begin(day);
    } else {
      licence.stop.reset();
    }
  }

  void change_seats(ModelContract& model) {
    const auto seats = static_cast<std::int64_t>(1 + below(5));
    const bool may = seats >= model.used(today());
    EXPECT_EQ(resize(model.id, seats).has_value(), may);
    if (may) model.seats = seats;
  }

  void give(ModelContract& model) {
    const auto found = database_.read([&](Transaction& tx) {
      return waiting_pupils(tx, school_, find(tx, school_, model.id, today()).value(), today());
    });
    std::vector<UserId> waiting;
    for (const auto pupil : pupils_) {
      if (model.runs(today()) && model_waits(pupil, model.product)) waiting.push_back(pupil);
    }
    EXPECT_EQ(found, waiting) << today();
    const auto given = run(&give_licences, bea(), {school_, model.id, std::ssize(waiting)});
    EXPECT_EQ(given.has_value(), waiting.empty() || model_take(waiting, model.product));
  }

  void move(ModelContract& model) {
    const auto day = today();
    std::vector<UserId> moving;
    for (const auto pupil : pupils_) {
      auto* from = seat_of(pupil, model.product);
      if (!model.runs(day) || from == nullptr || from->last() >= model.last()) continue;
      if (!from->licences[pupil].stop) moving.push_back(pupil);
    }
    const bool may = moving.empty() || std::ssize(moving) <= model.free(day);
    EXPECT_EQ(run(&move_licences, bea(), {school_, model.id, std::ssize(moving)}).has_value(), may);
    if (!may) return;
    for (const auto pupil : moving) {
      for (auto* each : on(model.product)) each->licences[pupil].cut(day);
      model.licences[pupil].begin(day);
    }
  }

  void morning(const std::string& today) {
    for (auto& each : contracts_) {
      for (auto& [pupil, licence] : each.licences) {
        if (licence.there && licence.stop == today) licence.there = false;
      }
    }
  }

  void compare() {
    const auto day = today();
    const auto list = run(&list_subscriptions, bea(), {school_}).value().subscriptions;
    for (const auto& model : contracts_) {
      const auto found = std::ranges::find(list, model.id, &Subscription::id);
      ASSERT_NE(found, list.end());
      const bool never = model.stop && *model.stop <= model.start;
      const auto status = never || (model.stop && *model.stop <= day) ? Status::ended
                          : model.start > day                         ? Status::upcoming
                          : model.stop                                ? Status::ending
                                                                      : Status::active;
      ASSERT_EQ(found->status, status) << day;
      ASSERT_EQ(found->seats_used, model.used(day)) << day;
      ASSERT_LE(found->seats_used, found->seats_total) << day;
      ASSERT_EQ(found->ends_on, model.stop) << day;
    }
  }
  void compare_pupils() {
    for (const auto product : {bouw_, letterster_}) {
      for (const auto pupil : pupils_) {
        const auto seats = std::ranges::count_if(on(product), [&](const auto* each) {
          return each->runs(today()) && each->seats_pupil(pupil);
        });
        ASSERT_LE(seats, 1) << "no pupil has two";
        ASSERT_EQ(has_licence(pupil, product), seats == 1) << today();
      }
    }
  }
  void compare_histories() {
    for (const auto& model : contracts_) {
      const auto days = run(&find_history, uma(), {school_, model.id}).value().seats;
      ASSERT_EQ(days.empty() ? 0 : days.front().used, model.used(today()));
    }
  }

  std::mt19937 chance_;
  std::vector<ModelContract> contracts_;
  std::set<SubscriptionId> by_publisher_;
  WayBack way_back_;
};

INSTANTIATE_TEST_SUITE_P(Engines, TenYears, testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(TenYears, R4_13_1_R4_13_5_seats_and_statuses_are_those_of_the_model_every_day) {
  const auto seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  chance_.seed(seed);
  start_contract(bouw_, Type::school_wide, 3, "2026-08-01");
  start_contract(bouw_, Type::school_wide, 2, "2027-02-28");
  start_contract(letterster_, Type::per_pupil, 4, "2028-02-29");
  start_contract(letterster_, Type::school_wide, 2, "2026-09-01");
  std::string day = today();
  while (day < "2036-08-01") {
    set_day(day);
    morning(day);
    for (std::size_t acts = below(8) == 0 ? 1 + below(3) : 0; acts > 0; --acts) {
      act(contracts_[below(contracts_.size())]);
      ASSERT_NO_FATAL_FAILURE(compare_pupils());
    }
    ASSERT_NO_FATAL_FAILURE(compare());
    ASSERT_FALSE(HasFailure()) << day;
    day = calendar::days_later(day, 1);
  }
  ASSERT_NO_FATAL_FAILURE(compare_histories());
}

}  // namespace
}  // namespace lexipoort::subscriptions
