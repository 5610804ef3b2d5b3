#include "features/people/professionals.h"

#include <gtest/gtest.h>

#include "platform/database/migrations.h"
#include "platform/database/test_database.h"

/// Professionals who come into a real register, on both databases.
namespace lexipoort::people {
namespace {

using database::Engine;
using database::Transaction;

constexpr UtcSeconds kNow = 1'795'000'000;

class Professionals : public testing::TestWithParam<Engine> {
 protected:
  Professionals() {
    database::migrate(database_);
    database_.write([&](Transaction& tx) {
      school_ = make_school(tx, "01AB");
      other_ = make_school(tx, "02AB");
    });
  }

  static schools::School make_school(Transaction& tx, const std::string& brin) {
    const schools::School school{
        .id = {}, .name = "School " + brin, .place = "Zwolle", .brin = brin, .location_code = "00"};
    return schools::find(tx, schools::create(tx, school, kNow).value()).value();
  }

  /// `count` colleagues, numbered from `first`.
  static std::vector<Entrant> colleagues(int first, int count) {
    std::vector<Entrant> entrants;
    for (int number = first; number < first + count; ++number) {
      entrants.push_back({.first_name = "Collega",
                          .infix = "",
                          .last_name = "Jansen",
                          .email = "collega" + std::to_string(number) + "@school.example",
                          .roles = {.supervisor = true}});
    }
    return entrants;
  }

  std::vector<Entered> enter(const schools::School& school, const std::vector<Entrant>& entrants) {
    return database_.write([&](Transaction& tx) {
      return take_in(tx, school, "https://lexipoort.example", entrants, kNow);
    });
  }

  std::uint64_t statements_for(const schools::School& school,
                               const std::vector<Entrant>& entrants) {
    const auto before = database_.statements();
    enter(school, entrants);
    return database_.statements() - before;
  }

  std::int64_t count(std::string_view of) {
    return database_.read([&](Transaction& tx) {
      return tx.row<std::int64_t>("select count(*) from " + std::string(of)).value();
    });
  }

  database::TestDatabase test_{GetParam()};
  database::Database database_{test_.url(), 2};
  schools::School school_;
  schools::School other_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Professionals,
                         testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(Professionals, R4_4_4_a_thousand_take_as_many_statements_as_ten) {
  const auto few = statements_for(school_, colleagues(0, 10));
  EXPECT_EQ(statements_for(school_, colleagues(10, 1000)), few);
  EXPECT_LE(few, 10U);
  EXPECT_EQ(count("users"), 1010);
  EXPECT_EQ(count("memberships where supervisor = 1 and archived_at is null"), 1010);
  EXPECT_EQ(count("mails"), 1010);
  EXPECT_EQ(count("password_tokens"), 1010);
}

TEST_P(Professionals, R4_4_3_who_is_known_elsewhere_joins_among_those_who_are_new) {
  const auto first = enter(school_, colleagues(0, 3));
  auto entrants = colleagues(1, 3);
  entrants[0].first_name = "Iemand";
  const auto second = enter(other_, entrants);
  EXPECT_TRUE(second.at(0).joined);
  EXPECT_EQ(second.at(0).user, first.at(1).user);
  EXPECT_EQ(second.at(1).user, first.at(2).user);
  EXPECT_FALSE(second.at(2).joined);
  EXPECT_EQ(count("users"), 4);
  EXPECT_EQ(count("users where first_name = 'Collega'"), 4) << "their names stay as they are";
  EXPECT_EQ(count("password_tokens"), 4) << "who had an account gets no new link";
  EXPECT_EQ(count("mails"), 6);
}

TEST_P(Professionals, R4_4_3_holders_are_seen_from_the_school) {
  enter(school_, colleagues(0, 1));
  auto archived = colleagues(1, 1);
  archived[0].archived = true;
  enter(school_, archived);
  const auto holders = [&](SchoolId school) {
    return database_.read([&](Transaction& tx) {
      return holders_of(tx, school,
                        {"collega0@school.example", "collega1@school.example", "x@y.nl"});
    });
  };
  const auto here = holders(school_.id);
  ASSERT_EQ(here.size(), 2U);
  EXPECT_TRUE(here.at("collega0@school.example").here);
  EXPECT_FALSE(here.at("collega0@school.example").archived_here);
  EXPECT_TRUE(here.at("collega1@school.example").archived_here);
  const auto elsewhere = holders(other_.id);
  ASSERT_EQ(elsewhere.size(), 2U);
  EXPECT_FALSE(elsewhere.at("collega1@school.example").here);
  EXPECT_FALSE(elsewhere.at("collega1@school.example").archived_here);
}

}  // namespace
}  // namespace lexipoort::people
