#include "features/people/import.h"

#include <gtest/gtest.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <mutex>
#include <semaphore>

#include "features/schools/schools.h"
#include "platform/database/migrations.h"
#include "platform/database/test_database.h"

/// Lists of people beside what others write at the same time, on both databases.
namespace lexipoort::people {
namespace {

using namespace std::chrono_literals;
using database::Engine;
using database::Transaction;

constexpr UtcSeconds kNow = 1'795'000'000;

/// The code of a refusal, or nothing.
template <class T>
std::string refusal_of(const Expected<T>& answer) {
  return answer ? "" : answer.error().code;
}

/// Tells that a line was written to the log.
class Listener final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  std::counting_semaphore<> logged{0};

 protected:
  void sink_it_(const spdlog::details::log_msg&) override { logged.release(); }
  void flush_() override {}
};

class Imports : public testing::TestWithParam<Engine> {
 protected:
  Imports() {
    crypto::initialise();
    database::migrate(database_);
    database_.write([&](Transaction& tx) {
      school_ = schools::create(tx,
                                {.id = {},
                                 .name = "De Linde",
                                 .place = "Zwolle",
                                 .brin = "01AA",
                                 .location_code = "00"},
                                kNow)
                    .value();
      actor_.user = accounts::create_adult(tx,
                                           {.first_name = "Bea",
                                            .infix = "",
                                            .last_name = "Vos",
                                            .email = "bea@school.example",
                                            .password_hash = {}},
                                           kNow)
                        .value();
      tx.execute(
          "insert into memberships (school_id, user_id, administrator, supervisor) "
          "values (:school, :user, 1, 1)",
          {{"school", school_}, {"user", actor_.user}});
    });
    actor_.kind = accounts::Kind::professional;
    actor_.now = kNow;
  }

  static RowEdit row(const std::string& first_name, const std::string& year_group = "3") {
    return {.number = 2,
            .first_name = first_name,
            .infix = "",
            .last_name = "Jansen",
            .year_group = year_group,
            .user_name = "kind.j",
            .password = "boom-vis-27",
            .roles = "",
            .email = ""};
  }

  ImportRequest list(const std::vector<RowEdit>& rows, ImportState state = ImportState::ready) {
    const auto sealed = seal_rows(seal_key_, school_, actor_.user, rows);
    return database_.write([&](Transaction& tx) {
      return ImportRequest{
          .school = school_,
          .import = tx.row<ImportId>(
                          "insert into imports (school_id, created_by, file_name, state, "
                          "sealed_rows, row_count, created_at) values (:school, :maker, 'klas.csv',"
                          " :state, :rows, :count, :now) returning id",
                          {{"school", school_},
                           {"maker", actor_.user},
                           {"state", state},
                           {"rows", sealed},
                           {"count", rows.size()},
                           {"now", kNow}})
                        .value()};
    });
  }

  /// What `work` answers while somebody else is writing and does not finish before it.
  template <class Work>
  std::string refused_while_writing(Work&& work) {
    return database_.write([&](Transaction& tx) {
      tx.execute("update schools set name = 'De Linde' where id = :school", {{"school", school_}});
      return refusal_of(work());
    });
  }

  void take_role() {
    database_.write(
        [&](Transaction& tx) { tx.execute("update memberships set administrator = 0"); });
  }

  std::string states() {
    return database_.read([](Transaction& tx) {
      std::string states;
      for (const auto& state : tx.rows<std::string>("select state from imports order by id")) {
        states += state + " ";
      }
      return states;
    });
  }

  SystemClock clock_;
  database::TestDatabase store_{GetParam()};
  database::Database database_{store_.url(), 4};
  crypto::SealKey seal_key_ = crypto::SealKey::random();
  ImportRunner runner_{database_, clock_, seal_key_, ""};
  Settings settings_{.database = database_,
                     .clock = clock_,
                     .seal_key = seal_key_,
                     .runner = runner_,
                     .public_url = ""};
  SchoolId school_;
  accounts::Actor actor_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Imports, testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(Imports, R4_4_9_a_list_is_read_and_checked_while_others_write) {
  const auto faulty = list({row("K1nd")});
  EXPECT_EQ(refused_while_writing([&] { return save_import(settings_, actor_, faulty); }),
            "rows_faulty");
  const auto saved = list({row("Kind")}, ImportState::saved);
  EXPECT_EQ(refused_while_writing([&] {
              return edit_import(settings_, actor_,
                                 {.school = school_, .import = saved.import, .rows = {}});
            }),
            "conflict");
}

TEST_P(Imports, R4_4_9_who_administrates_no_more_changes_no_list) {
  const auto mine = list({row("Kind")});
  take_role();
  const EditRequest edit{.school = school_, .import = mine.import, .rows = {row("Anders")}};
  EXPECT_EQ(refusal_of(edit_import(settings_, actor_, edit)), "forbidden");
  EXPECT_EQ(refusal_of(save_import(settings_, actor_, mine)), "forbidden");
  EXPECT_EQ(
      refusal_of(database_.write([&](Transaction& tx) { return delete_import(tx, actor_, mine); })),
      "forbidden");
  ASSERT_EQ(states(), "ready ");
  EXPECT_EQ(find_import(settings_, actor_, mine).value().rows.front().first_name, "Kind");
}

TEST_P(Imports, R4_4_9_a_list_is_given_back_when_the_database_is_there_again) {
  const auto mine = list({row("Kind")}, ImportState::saving);
  const auto rename = [&](const std::string& from, const std::string& to) {
    database_.write(
        [&](Transaction& tx) { tx.execute("alter table " + from + " rename to " + to); });
  };
  const auto log = spdlog::default_logger();
  const auto listener = std::make_shared<Listener>();
  auto& logged = listener->logged;
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("test", listener));
  {
    ImportRunner runner(database_, clock_, seal_key_, "");
    rename("imports", "away");
    runner.save(mine.import);
    EXPECT_TRUE(logged.try_acquire_for(10s)) << "that it cannot be saved";
    EXPECT_TRUE(logged.try_acquire_for(10s)) << "nor be given back";
    rename("away", "imports");
    while (states() != "ready " && logged.try_acquire_for(10s)) continue;
  }
  spdlog::set_default_logger(log);
  EXPECT_EQ(states(), "ready ");
}

TEST_P(Imports, R4_4_9_whole_lists_run_where_heavy_work_does) {
  http::Routes routes(database_);
  add_routes(routes, settings_);
  int heavy = 0;
  for (const auto& [route, operation, run] : routes.rows()) {
    const bool whole_list = route.body_limit > 1U << 20U || route.path.ends_with("/save");
    if (!whole_list) continue;
    EXPECT_EQ(route.lane, http::Lane::heavy) << route.path;
    ++heavy;
  }
  EXPECT_EQ(heavy, 5);
}

}  // namespace
}  // namespace lexipoort::people
