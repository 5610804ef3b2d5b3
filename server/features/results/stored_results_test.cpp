#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/algorithm/string/replace.hpp>
#include <future>
#include <latch>
#include <string>

#include "base/calendar.h"
#include "base/text.h"
#include "features/results/deliveries.h"
#include "features/results/overview.h"
#include "features/results/recent.h"
#include "features/results/report.h"
#include "features/results/results.h"
#include "features/results/scores.h"
#include "platform/database/migrations.h"
#include "platform/database/test_database.h"

/// Delivery and overview against a real database: what the rules' own tests cannot see.
namespace lexipoort::results {
namespace {

using database::Engine;
using testing::ElementsAre;

constexpr UtcSeconds kNow = 1'795'000'000;  // Wednesday of 2026-W47, in Amsterdam
constexpr SchoolId kSchool{1};
constexpr UserId kSupervisor{10};
constexpr UserId kPupil{20};
constexpr ProductId kBouw{3};

struct Week {
  std::string week;
  std::int64_t home_seconds = 0;
  std::int64_t school_seconds = 0;
  auto operator<=>(const Week&) const = default;
};
BOOST_DESCRIBE_STRUCT(Week, (), (week, home_seconds, school_seconds))

class StoredResults : public testing::TestWithParam<Engine> {
 protected:
  StoredResults() {
    program_.client_id = "demo";
    program_.products = {{kBouw, "bouw"}, {{4}, "letterster"}};
    program_.now = kNow;
    supervisor_.user = kSupervisor;
    supervisor_.kind = accounts::Kind::professional;
    supervisor_.now = kNow;
    database::migrate(database_);
    database_.write([&](database::Transaction& tx) { fill(tx); });
  }

  static void fill(database::Transaction& tx) {
    tx.execute(
        "insert into schools (id, name, place, brin, location_code, sector, created_at) "
        "values (1, 'De Regenboog', 'Zwolle', '01AB', '00', 'po', 0)");
    tx.execute("insert into school_ip_ranges values (1, :first, :last)",
               {{"first", "00000000000000000000ffffc0000200"},
                {"last", "00000000000000000000ffffc00002ff"}});
    tx.execute(
        "insert into products (id, slug, name) "
        "values (3, 'bouw', 'Bouw!'), (4, 'letterster', 'Letterster')");
    tx.execute(
        "insert into subscriptions (id, school_id, product_id, type, seats, starts_on) "
        "values (5, 1, 3, 'school_wide', 100, '2026-08-01')");
    add_user(tx, {10}, "professional", "Anna", "", "Bos");
    tx.execute("update memberships set supervisor = 1 where user_id = 10");
    add_pupil(tx, {20}, "Piet", "van", "Jansen");
    add_pupil(tx, {21}, "Zoë", "", "Aarts");
  }
  static void add_user(database::Transaction& tx, UserId id, std::string_view kind,
                       const std::string& first, const std::string& infix,
                       const std::string& last) {
    const auto listed = text::listed_name(first, infix, last);
    tx.execute(
        "insert into users (id, kind, first_name, infix, last_name, search, sort_key, subject,"
        " created_at) values (:id, :kind, :first, :infix, :last, :search, :sort, :subject, 0)",
        {{"id", id},
         {"kind", kind},
         {"first", first},
         {"infix", infix},
         {"last", last},
         {"search", text::fold(listed)},
         {"sort", text::sort_key(listed)},
         {"subject", "subject-" + std::to_string(id.value)}});
    tx.execute("insert into memberships (school_id, user_id, year_group) values (1, :id, 4)",
               {{"id", id}});
  }
  static void add_pupil(database::Transaction& tx, UserId id, const std::string& first,
                        const std::string& infix, const std::string& last) {
    add_user(tx, id, "pupil", first, infix, last);
    tx.execute(
        "insert into licences (school_id, subscription_id, pupil_id, starts_on, ends_on) "
        "values (1, 5, :id, '2026-08-01', null)",
        {{"id", id}});
    tx.execute("insert into links values (1, :id, 3, 10)", {{"id", id}});
  }

  static boost::json::object practice(std::string_view id, std::string_view address,
                                      std::int64_t seconds = 60, UtcSeconds at = kNow) {
    return {{"id", id}, {"kind", "practice"},          {"product", "bouw"}, {"pupil", "subject-20"},
            {"at", at}, {"duration_seconds", seconds}, {"address", address}};
  }
  static boost::json::object test(std::string_view id, UtcSeconds at, double score) {
    return {{"id", id},       {"kind", "test"},     {"product", "bouw"},
            {"at", at},       {"test", "Toets 1"},  {"pupil", "subject-20"},
            {"score", score}, {"maximum_score", 20}};
  }
  static boost::json::object progress(std::string_view id, UtcSeconds at, std::int64_t lesson) {
    return {{"id", id}, {"kind", "progress"},      {"product", "bouw"}, {"pupil", "subject-20"},
            {"at", at}, {"highest_lesson", lesson}};
  }

  rules::DeliverySummary deliver_items(const boost::json::array& items) {
    const auto body = boost::json::serialize(boost::json::object{{"items", items}});
    return deliveries_.take(program_, {.items = {body}}).value();
  }
  std::vector<rules::DeliverySummary> deliver_together(
      const std::vector<boost::json::array>& bodies) {
    std::vector<rules::Batch> batches;
    for (const auto& items : bodies) {
      const auto body = boost::json::serialize(boost::json::object{{"items", items}});
      batches.push_back(read_batch(program_, {.items = {body}}).value());
    }
    rules::Group group;
    for (const auto& batch : batches) group.push_back(&batch);
    return database_.write([&](database::Transaction& tx) { return store_batches(tx, group); });
  }
  std::vector<Week> weeks() {
    return database_.read([](database::Transaction& tx) {
      return tx.rows<Week>("select week, home_seconds, school_seconds from practice_weeks");
    });
  }
  std::int64_t sessions() {
    return database_
        .read([](database::Transaction& tx) {
          return tx.row<std::int64_t>("select count(*) from practice_sessions");
        })
        .value();
  }
  struct Seen : OverviewWeek {
    std::vector<PupilResult> pupils;
  };
  Seen see(std::optional<std::string> week = {}) {
    Seen seen;
    static_cast<OverviewWeek&>(seen) =
        database_
            .read([&](database::Transaction& tx) {
              return visit_pupils(tx, supervisor_, {kSchool, kBouw, week},
                                  [&](const auto& pupil) { seen.pupils.push_back(pupil); });
            })
            .value();
    return seen;
  }

  database::TestDatabase at_{GetParam()};
  database::Database database_{at_.url(), 2};
  Deliveries deliveries_{database_};
  programs::Program program_;
  accounts::Actor supervisor_;
};

INSTANTIATE_TEST_SUITE_P(Engines, StoredResults,
                         testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(StoredResults, R3_7_tell_home_from_school_by_the_school_s_addresses) {
  const auto summary = deliver_items(
      {practice("a", "192.0.2.7", 100), practice("b", "198.51.100.1", 20, kNow - 100)});
  EXPECT_EQ(summary.accepted, 2);
  EXPECT_THAT(weeks(), ElementsAre(Week{"2026-W47", 20, 100}));
  EXPECT_EQ(sessions(), 2);
}

TEST_P(StoredResults, R3_6_count_what_comes_twice_once) {
  deliver_items({practice("a", "192.0.2.7")});
  const auto again =
      deliver_items({practice("a", "192.0.2.7"), practice("b", "192.0.2.7", 60, kNow - 60),
                     practice("b", "192.0.2.7", 60, kNow - 60)});
  EXPECT_EQ(again.accepted, 1);
  EXPECT_EQ(again.repeated, 2);
  EXPECT_TRUE(again.refused.empty());
  EXPECT_THAT(weeks(), ElementsAre(Week{"2026-W47", 0, 120}));
  EXPECT_EQ(sessions(), 2);
}

TEST_P(StoredResults, R3_6_count_once_what_comes_twice_at_the_same_time) {
  boost::json::array items;
  for (int index = 0; index < 200; ++index) {
    items.push_back(practice("item-" + std::to_string(index), "192.0.2.7", 60, kNow - 60 * index));
  }
  std::latch both(2);
  const auto at_once = [&] {
    both.arrive_and_wait();
    return deliver_items(items);
  };
  auto other = std::async(std::launch::async, at_once);
  const auto mine = at_once();
  const auto theirs = other.get();
  EXPECT_EQ(mine.accepted + theirs.accepted, 200);
  EXPECT_EQ(mine.repeated + theirs.repeated, 200);
  EXPECT_THAT(weeks(), ElementsAre(Week{"2026-W47", 0, 200 * 60}));
  EXPECT_EQ(sessions(), 200);
}

TEST_P(StoredResults, R3_6_know_an_item_again_as_long_as_it_may_come) {
  const auto known = [&] {
    return database_
        .read([](database::Transaction& tx) {
          return tx.row<std::int64_t>("select count(*) from delivered_items");
        })
        .value();
  };
  constexpr UtcSeconds kLast = kNow + 400 * 24 * 3600;
  deliver_items({practice("a", "192.0.2.7"), progress("b", kNow + 60, 12)});
  clear_delivered(database_, kLast);
  EXPECT_EQ(known(), 2);
  program_.now = kLast;
  EXPECT_EQ(deliver_items({practice("a", "192.0.2.7")}).repeated, 1);

  clear_delivered(database_, kLast + 1);
  EXPECT_EQ(known(), 1);
  program_.now = kLast + 1;
  EXPECT_EQ(deliver_items({practice("a", "192.0.2.7")}).refused.at(0).code, rules::Code::bad_time);
  EXPECT_EQ(sessions(), 1);
}

TEST_P(StoredResults, R3_6_name_what_is_refused_in_order_and_keep_the_rest) {
  auto stranger = practice("stranger", "192.0.2.7");
  stranger["pupil"] = "subject-99";
  auto adult = practice("adult", "192.0.2.7");
  adult["pupil"] = "subject-10";
  auto unlicensed = practice("unlicensed", "192.0.2.7");
  unlicensed["product"] = "letterster";
  auto early = practice("early", "192.0.2.7");
  early["at"] = 1'785'535'199;  // the last second of 31 July 2026
  const auto summary = deliver_items({stranger, practice("wrong", "nowhere"), adult, unlicensed,
                                      practice("good", "192.0.2.7"), early, 7});
  EXPECT_EQ(summary.accepted, 1);
  std::vector<std::string> refused;
  for (const auto& item : summary.refused) {
    refused.push_back(item.id + ":" + std::string(reflect::enum_name(item.code)));
  }
  EXPECT_THAT(refused,
              ElementsAre("stranger:unknown_pupil", "wrong:bad_address", "adult:unknown_pupil",
                          "unlicensed:no_licence", "early:no_licence", ":bad_item"));
  EXPECT_EQ(sessions(), 1);
}

TEST_P(StoredResults, R3_6_refuse_a_score_that_is_no_number_without_losing_the_rest) {
  auto score = test("score", kNow, 17);
  score["score"] = "endless";
  auto maximum = test("maximum", kNow, 17);
  maximum["maximum_score"] = "endless";
  auto body = boost::json::serialize(
      boost::json::object{{"items", {score, maximum, test("good", kNow, 17)}}});
  boost::replace_all(body, "\"endless\"", "1e999");
  const auto summary = deliveries_.take(program_, {.items = {body}}).value();
  EXPECT_EQ(summary.accepted, 1);
  ASSERT_EQ(summary.refused.size(), 2U);
  for (const auto& refused : summary.refused) EXPECT_EQ(refused.code, rules::Code::bad_score);
}

TEST_P(StoredResults, R3_6_refuse_a_body_that_is_no_batch) {
  const auto code_of = [&](const std::string& body) {
    return deliveries_.take(program_, {.items = {body}}).error().code;
  };
  EXPECT_EQ(code_of(""), "invalid_request");
  EXPECT_EQ(code_of("[]"), "invalid_request");
  EXPECT_EQ(code_of(R"({"items":{}})"), "invalid_request");
  boost::json::array many(1001);
  EXPECT_EQ(code_of(boost::json::serialize(boost::json::object{{"items", many}})),
            "too_many_items");
}

TEST_P(StoredResults, R3_6_take_a_thousand_items_with_as_many_statements_as_one) {
  const auto statements = [&](std::size_t count, const std::string& start, UtcSeconds at) {
    boost::json::array items;
    for (std::size_t index = 0; index < count; ++index) {
      const auto ago = 60 * static_cast<UtcSeconds>(index);
      items.push_back(practice(start + std::to_string(index), "192.0.2.7", 60, at - ago));
    }
    const auto before = database_.statements();
    EXPECT_EQ(deliver_items(items).accepted, static_cast<std::int64_t>(count));
    return database_.statements() - before;
  };
  EXPECT_EQ(statements(1, "one-", kNow), statements(1000, "many-", kNow - 60));
}

TEST_P(StoredResults, R3_6_count_an_item_of_two_batches_that_are_stored_together_once) {
  const auto told = deliver_together(
      {{practice("a", "192.0.2.7", 60, kNow - 200)},
       {practice("a", "192.0.2.7", 60, kNow - 200), practice("b", "192.0.2.7", 60, kNow - 100)}});
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].accepted, 1);
  EXPECT_EQ(told[0].repeated, 0);
  EXPECT_EQ(told[1].accepted, 1);
  EXPECT_EQ(told[1].repeated, 1);
  EXPECT_EQ(sessions(), 2);
  EXPECT_THAT(weeks(), ElementsAre(Week{"2026-W47", 0, 120}));
}

TEST_P(StoredResults, R3_6_count_time_once_that_two_batches_have_stored_together) {
  deliver_items({practice("before", "192.0.2.7", 100, kNow - 1000)});
  const auto told = deliver_together({{practice("a", "192.0.2.7", 200, kNow - 950)},
                                      {practice("b", "198.51.100.1", 300, kNow - 900)}});
  EXPECT_EQ(told[0].accepted + told[1].accepted, 2);
  EXPECT_THAT(weeks(), ElementsAre(Week{"2026-W47", 150, 250}));
}

TEST_P(StoredResults, R3_6_store_many_batches_with_as_many_statements_as_one) {
  const auto statements = [&](std::size_t count, UtcSeconds at) {
    std::vector<boost::json::array> batches;
    for (std::size_t index = 0; index < count; ++index) {
      const auto start = at - 60 * static_cast<UtcSeconds>(index);
      batches.push_back({practice(std::to_string(start), "192.0.2.7", 60, start)});
    }
    const auto before = database_.statements();
    for (const auto& told : deliver_together(batches)) EXPECT_EQ(told.accepted, 1);
    return database_.statements() - before;
  };
  EXPECT_EQ(statements(1, kNow), statements(50, kNow - 60));
}

TEST_P(StoredResults, R3_6_a_batch_that_cannot_be_stored_does_not_take_the_others_with_it) {
  auto poison = practice("poison", "192.0.2.7", 60, kNow - 60);
  poison["lesson"] = 13;
  database_.write([](database::Transaction& tx) {
    tx.execute(
        "insert into practice_sessions (school_id, pupil_id, product_id, started_at, seconds, "
        "place, lesson) values (1, 21, 3, 0, 60, 'home', 13)");
    tx.execute("create unique index only_once on practice_sessions (lesson)");
  });
  constexpr int kGood = 8;
  std::latch all(kGood + 2);
  const auto deliver_at_once = [&](boost::json::array items) {
    all.arrive_and_wait();
    return deliver_items(items);
  };
  std::vector<std::future<rules::DeliverySummary>> good;
  std::future<rules::DeliverySummary> bad;
  // Whoever comes while another writes is stored with the rest.
  database_.write([&](database::Transaction& tx) {
    tx.execute("insert into delivered_items (product_id, item_id, at) values (3, 'good-0', 0)");
    for (int index = 0; index < kGood; ++index) {
      good.push_back(
          std::async(std::launch::async, deliver_at_once,
                     boost::json::array{practice("good-" + std::to_string(index), "192.0.2.7", 60,
                                                 kNow - 60 * (index + 2))}));
    }
    bad = std::async(std::launch::async, deliver_at_once, boost::json::array{poison});
    all.arrive_and_wait();
  });
  EXPECT_THROW(bad.get(), std::runtime_error);
  std::int64_t accepted = 0;
  for (auto& answer : good) accepted += answer.get().accepted;
  EXPECT_EQ(accepted, kGood - 1) << "good-0 was there";
  EXPECT_EQ(sessions(), kGood);
  EXPECT_THAT(weeks(), ElementsAre(Week{"2026-W47", 0, 60 * (kGood - 1)}));
}

TEST_P(StoredResults, R3_6_keep_the_newest_progress_however_late_the_older_comes) {
  deliver_items({progress("a", kNow - 10, 12)});
  deliver_items({progress("b", kNow - 20, 11)});
  EXPECT_EQ(see().pupils.back().highest_lesson, 12);
  deliver_items({progress("c", kNow - 5, 10)});
  EXPECT_EQ(see().pupils.back().highest_lesson, 10);
}

TEST_P(StoredResults, R3_6_keep_the_last_of_two_reports_of_one_second) {
  deliver_items({progress("a", kNow, 7), progress("b", kNow, 8)});
  const auto reported = [&] {
    return database_.read([](database::Transaction& tx) {
      return tx.rows<std::int64_t>("select highest_lesson from progress_reports");
    });
  };
  EXPECT_THAT(reported(), ElementsAre(8));
  deliver_items({progress("c", kNow, 9)});
  EXPECT_THAT(reported(), ElementsAre(9));
  EXPECT_EQ(see().pupils.back().highest_lesson, 9);
}

TEST_P(StoredResults, R3_6_divide_practice_over_the_weeks_in_which_it_was_done) {
  const auto midnight = calendar::start_of_day("2026-11-16");
  deliver_items({practice("a", "192.0.2.7", 3600, midnight - 1800)});
  deliver_items({practice("b", "192.0.2.7", 7200, midnight - 3600)});
  EXPECT_THAT(weeks(),
              testing::UnorderedElementsAre(Week{"2026-W46", 0, 3600}, Week{"2026-W47", 0, 3600}));
  EXPECT_EQ(recompute_weeks(database_), 0);
}

TEST_P(StoredResults, R3_2_show_the_supervisor_s_pupils_by_name_with_their_week) {
  deliver_items({practice("a", "192.0.2.7", 100), practice("b", "198.51.100.1", 20, kNow - 100),
                 progress("c", kNow, 12)});
  const auto shown = see();
  EXPECT_EQ(shown.week, "2026-W47");
  EXPECT_EQ(shown.product.name, "Bouw!");
  ASSERT_EQ(shown.pupils.size(), 2U);
  EXPECT_EQ(shown.pupils[0].display_name, text::listed_name("Zoë", "", "Aarts"));
  EXPECT_EQ(shown.pupils[0].home_seconds, 0);
  EXPECT_EQ(shown.pupils[0].highest_lesson, std::nullopt);
  EXPECT_EQ(shown.pupils[1].id, kPupil);
  EXPECT_EQ(shown.pupils[1].display_name, text::listed_name("Piet", "van", "Jansen"));
  EXPECT_EQ(shown.pupils[1].year_group, 4);
  EXPECT_EQ(shown.pupils[1].home_seconds, 20);
  EXPECT_EQ(shown.pupils[1].school_seconds, 100);
  EXPECT_EQ(shown.pupils[1].highest_lesson, 12);
  EXPECT_EQ(shown.pupils[1].lessons_until_test, std::nullopt);
  EXPECT_EQ(see("2026-W46").pupils[1].school_seconds, 0);
}

TEST_P(StoredResults, R3_1_hide_pupils_who_are_archived_or_somebody_else_s) {
  database_.write([](database::Transaction& tx) {
    tx.execute("update memberships set archived_at = 1 where user_id = 21");
    add_user(tx, {11}, "professional", "Bram", "", "Cox");
    add_user(tx, {22}, "pupil", "Kees", "", "Daal");
    tx.execute("insert into links values (1, 22, 3, 11)");
  });
  const auto shown = see();
  ASSERT_EQ(shown.pupils.size(), 1U);
  EXPECT_EQ(shown.pupils[0].id, kPupil);
}

TEST_P(StoredResults, R3_2_refuse_a_week_that_does_not_exist_and_an_unknown_product) {
  const auto code_of = [&](ProductId product, std::string week) {
    return database_
        .read([&](database::Transaction& tx) {
          return overview(tx, supervisor_, {kSchool, product, std::move(week)});
        })
        .error()
        .code;
  };
  EXPECT_EQ(code_of(kBouw, "2025-W53"), "bad_week");
  EXPECT_EQ(code_of(kBouw, "48"), "bad_week");
  EXPECT_EQ(code_of({99}, "2026-W47"), "not_found");
}

TEST_P(StoredResults, R3_1_offer_the_products_that_the_supervisor_has_pupils_for) {
  const auto offered = database_.read([&](database::Transaction& tx) {
    return supervised_products(tx, supervisor_, {kSchool}).value();
  });
  EXPECT_EQ(offered.this_week, "2026-W47");
  ASSERT_EQ(offered.products.size(), 1U);
  EXPECT_EQ(offered.products[0].slug, "bouw");
  EXPECT_EQ(offered.products[0].icon, "/icons/bouw.svg");
}

TEST_P(StoredResults, R3_6_count_time_once_in_whichever_order_it_comes) {
  deliver_items({practice("a", "192.0.2.7", 100, kNow - 1000)});
  deliver_items({practice("b", "198.51.100.1", 300, kNow - 1100)});
  EXPECT_THAT(weeks(), ElementsAre(Week{"2026-W47", 200, 100}));
  EXPECT_EQ(deliver_items({practice("c", "192.0.2.7", 50, kNow - 990)}).accepted, 1);
  EXPECT_THAT(weeks(), ElementsAre(Week{"2026-W47", 200, 100}));
  EXPECT_EQ(sessions(), 3) << "b in two pieces, c in none";
}

TEST_P(StoredResults, R3_6_late_practice_lands_in_its_own_week) {
  deliver_items({practice("late", "192.0.2.7", 60, kNow - 8 * 24 * 3600)});
  EXPECT_THAT(weeks(), ElementsAre(Week{"2026-W46", 0, 60}));
}

TEST_P(StoredResults, R3_6_recompute_makes_the_sums_that_deliveries_made) {
  boost::json::array items;
  for (int index = 0; index < 300; ++index) {
    items.push_back(practice("item-" + std::to_string(index),
                             index % 3 == 0 ? "192.0.2.7" : "198.51.100.1", 1 + index * 7 % 200,
                             kNow - index * 5000));
  }
  deliver_items(items);
  const auto sums = weeks();
  EXPECT_GT(sums.size(), 2U);
  EXPECT_EQ(recompute_weeks(database_), 0);
  EXPECT_EQ(weeks(), sums);
  database_.write([](database::Transaction& tx) {
    tx.execute("update practice_weeks set home_seconds = home_seconds + 1 where week = '2026-W47'");
    tx.execute("delete from practice_weeks where week = '2026-W46'");
  });
  EXPECT_EQ(recompute_weeks(database_), 2);
  EXPECT_THAT(weeks(), testing::UnorderedElementsAreArray(sums));
}

class StoredReport : public StoredResults {
 protected:
  Expected<Report> ask(const std::string& from, const std::string& until, UserId pupil = kPupil) {
    return database_.read([&](database::Transaction& tx) {
      return report(tx, supervisor_, {kSchool, kBouw, pupil, from, until});
    });
  }
  Expected<Remarks> remark(const std::string& text, UserId pupil = kPupil) {
    return database_.write([&](database::Transaction& tx) {
      return add_remark(tx, supervisor_, {kSchool, kBouw, pupil, text});
    });
  }
  Expected<Nothing> remove(RemarkId remark) {
    return database_.write([&](database::Transaction& tx) {
      return remove_remark(tx, supervisor_, {kSchool, kBouw, kPupil, remark});
    });
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, StoredReport, testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(StoredReport, R3_3_has_all_that_a_pupil_did_in_the_period) {
  deliver_items({practice("a", "192.0.2.7", 100), practice("b", "198.51.100.1", 20, kNow - 100),
                 practice("before", "192.0.2.7", 60, kNow - 30 * 24 * 3600),
                 progress("c", kNow - 50, 12), progress("d", kNow, 13), test("e", kNow, 17.5)});
  const auto shown = ask("2026-11-09", "2026-11-22").value();
  EXPECT_EQ(shown.pupil.last_name, "Jansen");
  EXPECT_EQ(shown.product.name, "Bouw!");
  EXPECT_EQ(shown.highest_lesson, 13);
  ASSERT_EQ(shown.weeks.size(), 2U);
  EXPECT_EQ(shown.weeks[0].week, "2026-W46");
  EXPECT_EQ(shown.weeks[0].school_seconds, 0);
  EXPECT_EQ(shown.weeks[1].home_seconds, 20);
  EXPECT_EQ(shown.weeks[1].school_seconds, 100);
  ASSERT_EQ(shown.sessions.size(), 2U);
  EXPECT_EQ(shown.sessions[0].at, kNow);
  EXPECT_EQ(shown.sessions[0].place, rules::Place::school);
  ASSERT_EQ(shown.lessons.size(), 2U);
  EXPECT_EQ(shown.lessons[1].highest_lesson, 13);
  ASSERT_EQ(shown.tests.size(), 1U);
  EXPECT_EQ(shown.tests[0].test, "Toets 1");
  EXPECT_EQ(shown.tests[0].score, 17.5);
  EXPECT_EQ(shown.tests[0].maximum_score, 20);
}

TEST_P(StoredReport, R3_3_of_one_day_is_that_day_in_Amsterdam) {
  const auto midnight = calendar::start_of_day("2026-11-18");
  deliver_items(
      {practice("a", "192.0.2.7", 60, midnight - 60), practice("b", "192.0.2.7", 30, midnight)});
  const auto shown = ask("2026-11-18", "2026-11-18").value();
  ASSERT_EQ(shown.sessions.size(), 1U);
  EXPECT_EQ(shown.weeks[0].school_seconds, 30);
}

TEST_P(StoredReport, R3_3_tells_how_far_the_pupil_was_at_the_end_of_the_period) {
  constexpr UtcSeconds kDay = 24 * 3600;
  auto newest = progress("c", kNow, 14);
  newest["lessons_until_test"] = 2;
  deliver_items({progress("a", kNow - 20 * kDay, 40), progress("b", kNow - 5 * kDay, 12), newest});
  const auto past = ask("2026-11-09", "2026-11-14").value();
  EXPECT_EQ(past.highest_lesson, 12);
  EXPECT_EQ(past.lessons_until_test, std::nullopt);
  EXPECT_EQ(past.reached_before, 40);
  const auto present = ask("2026-11-14", "2026-11-18").value();
  EXPECT_EQ(present.highest_lesson, 14);
  EXPECT_EQ(present.lessons_until_test, 2);
  const auto early = ask("2026-10-01", "2026-10-02").value();
  EXPECT_EQ(early.highest_lesson, std::nullopt);
  EXPECT_EQ(early.reached_before, std::nullopt);
}

TEST_P(StoredReport, R3_1_is_of_one_s_own_pupils_only) {
  EXPECT_EQ(ask("2026-11-18", "2026-11-18", {99}).error().code, "not_found");
  supervisor_.user = {11};
  EXPECT_EQ(ask("2026-11-18", "2026-11-18").error().code, "not_found");
  EXPECT_EQ(remark("Mag niet").error().code, "not_found");
  EXPECT_EQ(ask("2026-11-19", "2026-11-18").error().code, "bad_period");
}

TEST_P(StoredReport, R3_4_remarks_are_kept_with_who_wrote_them_and_when) {
  EXPECT_EQ(remark("Leest vlot.").value().remarks.size(), 1U);
  const auto both = remark("Oefent thuis weinig.").value().remarks;
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].remark, "Oefent thuis weinig.");
  EXPECT_EQ(both[0].author, "Anna Bos");
  EXPECT_EQ(both[0].written_at, kNow);
  EXPECT_TRUE(both[0].is_own);
  EXPECT_EQ(ask("2026-11-18", "2026-11-18").value().remarks.size(), 2U);
  EXPECT_EQ(remark(" ").error().code, "faulty");
  EXPECT_TRUE(remove(both[0].id).has_value());
  EXPECT_EQ(ask("2026-11-18", "2026-11-18").value().remarks.size(), 1U);
  EXPECT_EQ(remove(both[0].id).error().code, "not_found") << "gone already";
}

TEST_P(StoredReport, R3_4_remarks_outlive_the_link_of_their_writer_who_may_still_remove_them) {
  const auto mine = remark("Leest vlot.").value().remarks.at(0).id;
  const auto other = remark("Oefent thuis weinig.").value().remarks.at(0).id;
  database_.write([](database::Transaction& tx) {
    add_user(tx, {11}, "professional", "Bram", "", "Cox");
    tx.execute("update memberships set supervisor = 1 where user_id = 11");
    tx.execute("insert into links values (1, 20, 3, 11)");
    tx.execute("delete from links where supervisor_id = 10");
  });
  EXPECT_TRUE(remove(mine).has_value());
  const auto set = [&](const std::string& change) {
    database_.write([&](database::Transaction& tx) { tx.execute("update memberships " + change); });
  };
  set("set supervisor = 0 where user_id = 10");
  EXPECT_EQ(remove(other).error().code, "not_found") << "no supervisor any more";
  supervisor_.user = {11};
  EXPECT_FALSE(ask("2026-11-18", "2026-11-18").value().remarks.at(0).is_removable);
  EXPECT_EQ(remove(other).error().code, "not_found") << "somebody else's";
  set("set administrator = 1 where user_id = 11");
  supervisor_.memberships = {{.school = kSchool, .administrator = true, .supervisor = true}};
  EXPECT_TRUE(ask("2026-11-18", "2026-11-18").value().remarks.at(0).is_removable);
  EXPECT_TRUE(remove(other).has_value());
}

TEST_P(StoredReport, R3_2_eight_weeks_show_who_falls_behind) {
  deliver_items({practice("a", "192.0.2.7", 100), practice("b", "198.51.100.1", 20, kNow - 100),
                 practice("c", "192.0.2.7", 60, kNow - 49 * 24 * 3600),
                 practice("d", "192.0.2.7", 60, kNow - 56 * 24 * 3600)});
  const auto shown = database_.read([&](database::Transaction& tx) {
    return recent(tx, supervisor_, {kSchool, kBouw, std::nullopt}).value();
  });
  EXPECT_THAT(shown.weeks, ElementsAre("2026-W40", "2026-W41", "2026-W42", "2026-W43", "2026-W44",
                                       "2026-W45", "2026-W46", "2026-W47"));
  ASSERT_EQ(shown.pupils.size(), 1U);
  EXPECT_EQ(shown.pupils[0].id, kPupil);
  EXPECT_THAT(shown.pupils[0].seconds, ElementsAre(60, 0, 0, 0, 0, 0, 0, 120));
}

class FixedClock final : public Clock {
 public:
  [[nodiscard]] UtcSeconds now() const override { return kNow; }
};

/// Of the report of one pupil.
struct TestRow {
  std::string test;
  double score = 0;
  double maximum_score = 0;
  bool operator==(const TestRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(TestRow, (), (test, score, maximum_score))

class StoredScores : public StoredResults {
 protected:
  StoredScores() {
    item_ = database_.write([](database::Transaction& tx) {
      add_user(tx, {22}, "pupil", "Sem", "", "Berg");
      return tx
          .row<LineItemId>(
              "insert into line_items (school_id, product_id, label, maximum_score, linked) "
              "values (1, 3, 'Toets 1', 20, 0) returning id")
          .value();
    });
  }

  /// A final score out of 20, sent at this moment on 18 November.
  std::string send(double score, const std::string& time, const std::string& pupil = "subject-20",
                   const std::string& grading = "FullyGraded") {
    const boost::json::object sent{{"userId", pupil},
                                   {"scoreGiven", score},
                                   {"scoreMaximum", 20},
                                   {"activityProgress", "Completed"},
                                   {"gradingProgress", grading},
                                   {"timestamp", "2026-11-18T" + time + "Z"}};
    const auto taken = database_.write([&](database::Transaction& tx) {
      return take_score(tx, program_, {kSchool, kBouw, item_, {boost::json::serialize(sent)}});
    });
    return taken ? "taken" : taken.error().code;
  }
  std::vector<TestRow> tests() {
    return database_.read([](database::Transaction& tx) {
      return tx.rows<TestRow>(
          "select test, score, maximum_score from test_results order by pupil_id");
    });
  }
  /// What the program reads back: pseudonym and score.
  std::vector<std::pair<std::string, double>> read_back(const ScoresRequest& request) {
    http::Exchange exchange{
        .request = request_, .caller = &program_, .now = kNow, .reply_headers = {}};
    std::vector<std::pair<std::string, double>> found;
    const auto list = boost::json::parse(list_scores(settings_, exchange, request)->text);
    for (const auto& result : list.as_array()) {
      found.emplace_back(result.at("userId").as_string(),
                         result.at("resultScore").to_number<double>());
    }
    has_more_ = !exchange.reply_headers.empty();
    return found;
  }
  ScoresRequest all() const { return {.school = kSchool, .product = kBouw, .line_item = item_}; }

  LineItemId item_;
  bool has_more_ = false;
  FixedClock clock_;
  crypto::SealKey seal_key_ = crypto::SealKey::random();
  programs::Settings settings_{.database = database_,
                               .clock = clock_,
                               .seal_key = seal_key_,
                               .public_url = "https://portaal.example"};
  http::Request request_;
};

INSTANTIATE_TEST_SUITE_P(Engines, StoredScores, testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(StoredScores, R3_6_keep_the_newest_in_whichever_order_they_come) {
  EXPECT_EQ(send(10, "10:00:00"), "taken");
  EXPECT_EQ(send(17, "10:00:02"), "taken");
  EXPECT_EQ(send(17, "10:00:02"), "taken") << "a repeat does no harm";
  EXPECT_EQ(send(12, "10:00:01"), "older_score");
  EXPECT_EQ(send(18, "10:00:02"), "older_score") << "another one of the same moment";
  EXPECT_THAT(tests(), ElementsAre(TestRow{"Toets 1", 17, 20}));
  EXPECT_EQ(send(18, "10:00:02.000001"), "taken");
  EXPECT_THAT(tests(), ElementsAre(TestRow{"Toets 1", 18, 20}));
}

TEST_P(StoredScores, R3_6_that_are_not_final_are_no_test_and_leave_the_final_one) {
  EXPECT_EQ(send(5, "10:00:00", "subject-20", "Pending"), "taken");
  EXPECT_TRUE(tests().empty());
  EXPECT_TRUE(read_back(all()).empty());
  EXPECT_EQ(send(17, "10:00:01"), "taken");
  EXPECT_EQ(send(5, "10:00:02", "subject-20", "Pending"), "taken");
  EXPECT_THAT(tests(), ElementsAre(TestRow{"Toets 1", 17, 20}));
  EXPECT_THAT(read_back(all()), ElementsAre(std::pair<std::string, double>{"subject-20", 17}));
}

TEST_P(StoredScores, R3_6_go_by_the_name_and_on_the_scale_that_the_line_item_has_now) {
  send(17, "10:00:00");
  http::Exchange exchange{
      .request = request_, .caller = &program_, .now = kNow, .reply_headers = {}};
  const auto changed =
      change_line_item(settings_, exchange,
                       {kSchool, kBouw, item_, {R"({"label": "Toets A", "scoreMaximum": 10})"}});
  EXPECT_EQ(boost::json::parse(changed->text).at("label"), "Toets A");
  EXPECT_THAT(tests(), ElementsAre(TestRow{"Toets A", 8.5, 10}));
  EXPECT_THAT(read_back(all()), ElementsAre(std::pair<std::string, double>{"subject-20", 8.5}));
}

TEST_P(StoredScores, R3_6_of_pupils_without_a_licence_at_the_moment_are_refused) {
  EXPECT_EQ(send(10, "10:00:00", "nobody"), "unknown_pupil");
  EXPECT_EQ(send(10, "10:00:00", "subject-22"), "no_licence");
  database_.write([](database::Transaction& tx) {
    tx.execute("update licences set ends_on = '2026-11-18' where pupil_id = 20");
  });
  EXPECT_EQ(send(10, "10:00:00"), "no_licence") << "a day after the last one";
  EXPECT_TRUE(tests().empty());
}

TEST_P(StoredScores, R3_6_are_read_back_by_pupil_and_by_page) {
  send(10, "10:00:00");
  send(15, "10:00:00", "subject-21");
  using Row = std::pair<std::string, double>;
  EXPECT_THAT(read_back(all()), ElementsAre(Row{"subject-20", 10}, Row{"subject-21", 15}));
  EXPECT_FALSE(has_more_);
  auto request = all();
  request.limit = 1;
  EXPECT_THAT(read_back(request), ElementsAre(Row{"subject-20", 10}));
  EXPECT_TRUE(has_more_);
  request.after = 20;
  EXPECT_THAT(read_back(request), ElementsAre(Row{"subject-21", 15}));
  request = all();
  request.user_id = "subject-21";
  EXPECT_THAT(read_back(request), ElementsAre(Row{"subject-21", 15}));
  request.user_id = "subject-22";
  EXPECT_TRUE(read_back(request).empty());
}

TEST_P(StoredScores, R3_6_go_with_their_line_item_but_the_test_stays_with_the_school) {
  send(17, "10:00:00");
  database_.write([&](database::Transaction& tx) {
    tx.execute("delete from line_items where id = :item", {{"item", item_}});
  });
  EXPECT_THAT(tests(), ElementsAre(TestRow{"Toets 1", 17, 20}));
  EXPECT_EQ(send(18, "10:00:01"), "not_found");
}

TEST_P(StoredScores, R3_6_of_another_program_are_out_of_reach) {
  send(17, "10:00:00");
  program_.products = {{{4}, "letterster"}};
  EXPECT_EQ(send(18, "10:00:01"), "not_found");
  http::Exchange exchange{
      .request = request_, .caller = &program_, .now = kNow, .reply_headers = {}};
  EXPECT_EQ(list_scores(settings_, exchange, all()).error().code, "not_found");
  EXPECT_THAT(tests(), ElementsAre(TestRow{"Toets 1", 17, 20}));
}

}  // namespace
}  // namespace lexipoort::results
