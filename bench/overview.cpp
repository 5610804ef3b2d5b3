#include <sqlite3.h>

#include <stdexcept>
#include <vector>

#include "base/calendar.h"
#include "base/clock.h"
#include "bench.h"
#include "features/accounts/accounts.h"
#include "features/results/overview.h"
#include "platform/crypto/crypto.h"
#include "platform/database/database.h"

namespace lexipoort::bench {
namespace {

struct Supervisor {
  SchoolId school;
  UserId user;
  ProductId product;
};
BOOST_DESCRIBE_STRUCT(Supervisor, (), (school, user, product))

Supervisor demo_supervisor(database::Transaction& tx) {
  return tx
      .row<Supervisor>(
          "select m.school_id, u.id, p.id from users u join memberships m on m.user_id = u.id "
          "join products p on p.slug = 'bouw' where u.email = :email",
          {{"email", "begeleider@demo.lexipoort.example"}})
      .value();
}

struct Result {
  UserId pupil;
  std::int64_t lesson = 0;
};
BOOST_DESCRIBE_STRUCT(Result, (), (pupil, lesson))

sqlite3* open(const std::string& path) {
  sqlite3* database = nullptr;
  if (sqlite3_open(path.c_str(), &database) != SQLITE_OK) throw std::runtime_error("cannot open");
  return database;
}

/// The overview's rows, stepped with SQLite's own interface and no more.
std::function<void()> bare_overview(const std::string& path, const Supervisor& demo,
                                    const std::string& week, int expected) {
  sqlite3* database = open(path);
  sqlite3_stmt* statement = nullptr;
  const std::string sql(results::pupils_query);
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(database));
  }
  const auto place = [&](const char* name) {
    return sqlite3_bind_parameter_index(statement, name);
  };
  sqlite3_bind_int64(statement, place(":school"), demo.school.value);
  sqlite3_bind_int64(statement, place(":supervisor"), demo.user.value);
  sqlite3_bind_int64(statement, place(":product"), demo.product.value);
  sqlite3_bind_text(statement, place(":week"), week.c_str(), -1, SQLITE_TRANSIENT);
  return [statement, expected] {
    int rows = 0;
    while (sqlite3_step(statement) == SQLITE_ROW) ++rows;
    sqlite3_reset(statement);
    if (rows != expected) throw std::runtime_error("the bare loop saw other rows");
  };
}

}  // namespace

void fill(const std::string& url, std::size_t count) {
  crypto::initialise();
  database::Database database(url, 1);
  const auto now = SystemClock().now();
  database.write([&](database::Transaction& tx) {
    const auto demo = demo_supervisor(tx);
    const auto has = tx.row<std::size_t>("select count(*) from links where supervisor_id = :user",
                                         {{"user", demo.user}})
                         .value();
    std::vector<accounts::NewPupil> pupils;
    for (auto index = has; index < count; ++index) {
      const auto number = std::to_string(index);
      pupils.push_back({.first_name = "Voornaam" + number,
                        .infix = index % 3 == 0 ? "van der" : "",
                        .last_name = "Achternaam" + std::to_string(index * 7919 % 1000),
                        .user_name = "bench." + number,
                        .password_hash = "none"});
    }
    std::vector<Result> results;
    for (const auto pupil : accounts::create_pupils(tx, pupils, now)) {
      results.push_back({pupil, 1 + static_cast<std::int64_t>(results.size() % 40)});
    }
    const auto week = calendar::week_of(now);
    const auto at_school = [&](const std::string& sql) {
      tx.execute(sql, {{"school", demo.school}, {"results", results}});
    };
    at_school(
        "insert into memberships (school_id, user_id, year_group) "
        "select :school, pupil, 5 from each(:results)");
    const database::Parameters all = {{"school", demo.school},
                                      {"product", demo.product},
                                      {"user", demo.user},
                                      {"week", week},
                                      {"results", results}};
    const auto with = [&](std::initializer_list<std::size_t> chosen) {
      database::Parameters some;
      for (const auto index : chosen) some.push_back(all[index]);
      return some;
    };
    tx.execute(
        "insert into links (school_id, pupil_id, product_id, supervisor_id) "
        "select :school, pupil, :product, :user from each(:results)",
        with({0, 1, 2, 4}));
    tx.execute(
        "insert into practice_weeks (school_id, product_id, week, pupil_id, home_seconds, "
        "school_seconds) select :school, :product, :week, pupil, 600, 900 "
        "from each(:results)",
        with({0, 1, 3, 4}));
    tx.execute(
        "insert into progress (school_id, product_id, pupil_id, highest_lesson, "
        "lessons_until_test, reported_at) select :school, :product, pupil, lesson, 3, 0 "
        "from each(:results)",
        with({0, 1, 4}));
  });
}

void overview(const std::string& path, double seconds, int pupils) {
  database::Database database("sqlite:" + path, 1);
  const auto demo = database.read(demo_supervisor);
  const auto week = calendar::week_of(SystemClock().now());
  print_rate(seconds, [&] { return bare_overview(path, demo, week, pupils); });
}

}  // namespace lexipoort::bench
