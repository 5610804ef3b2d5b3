#include <libpq-fe.h>
#include <sqlite3.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

#include "base/calendar.h"
#include "base/clock.h"
#include "bench.h"
#include "platform/crypto/crypto.h"
#include "platform/database/database.h"
#include "platform/database/dialect.h"

namespace lexipoort::bench {
namespace {

constexpr int kConnections = 8;
constexpr std::int64_t kSeconds = 300;
/// A pupil's sessions lie so far apart, so that each counts whole. bench/ingest.lua does the same.
constexpr std::int64_t kApart = 2 * 3600;
constexpr std::int64_t kHistory = 100;  ///< sessions that each pupil has before it starts

struct Pupil {
  SchoolId school;
  UserId pupil;
  ProductId product;
  std::string subject;
};
BOOST_DESCRIBE_STRUCT(Pupil, (), (school, pupil, product, subject))

std::vector<Pupil> practising_pupils(database::Transaction& tx) {
  return tx.rows<Pupil>(
      "select l.school_id, l.pupil_id, s.product_id, u.subject from licences l "
      "join subscriptions s on s.id = l.subscription_id "
      "join products p on p.id = s.product_id join users u on u.id = l.pupil_id "
      "where p.slug = 'bouw' and l.school_id = 1 and l.ends_on is null order by l.pupil_id");
}

struct Practised {
  SchoolId school;
  UserId pupil;
  ProductId product;
  UtcSeconds at = 0;
};
BOOST_DESCRIBE_STRUCT(Practised, (), (school, pupil, product, at))

/// Some months of practice, a session a day, between those that will come.
void fill_history(database::Transaction& tx, const std::vector<Pupil>& pupils) {
  const auto start = SystemClock().now() / kApart * kApart - kApart / 2;
  std::vector<Practised> sessions;
  for (std::int64_t day = 0; day < kHistory; ++day) {
    for (const auto& [school, pupil, product, subject] : pupils) {
      sessions.push_back({school, pupil, product, start - day * 24 * 3600});
    }
  }
  tx.execute("delete from practice_sessions");  // the demo's own would overlap what comes
  tx.execute("delete from practice_weeks");
  tx.execute(
      "insert into practice_sessions (school_id, pupil_id, product_id, started_at, seconds, place) "
      "select school, pupil, product, at, 300, 'home' from each(:sessions)",
      {{"sessions", sessions}});
}

/// One row of each of the three tables that a session of practice is stored in.
struct Practice {
  const Pupil* pupil = nullptr;
  std::string item;
  UtcSeconds at = 0;
  std::string week;
};

/// Deals out sessions to the connections: all pupils in turn, ever further back.
class Sessions {
 public:
  Sessions(std::vector<Pupil> pupils, UtcSeconds start)
      : pupils_(std::move(pupils)), start_(start) {}

  std::vector<Practice> take(std::size_t size) {
    thread_local std::mt19937_64 random{std::random_device{}()};
    const auto first = next_.fetch_add(size);
    std::vector<Practice> batch(size);
    for (std::size_t index = 0; index < size; ++index) {
      auto& practice = batch[index];
      practice.pupil = &pupils_[(first + index) % pupils_.size()];
      practice.at = start_ - static_cast<UtcSeconds>((first + index) / pupils_.size()) * kApart;
      practice.item.resize(32);
      std::snprintf(practice.item.data(), 33, "%016lx%016lx", random(), random());
      const bool same_moment = index > 0 && batch[index - 1].at == practice.at;
      practice.week = same_moment ? batch[index - 1].week : calendar::week_of(practice.at);
    }
    return batch;
  }

 private:
  std::vector<Pupil> pupils_;
  UtcSeconds start_;
  std::atomic<std::size_t> next_ = 0;
};

/// Stores batches until the time is over; prints the sessions a second.
template <class MakeStore>
void measure(double seconds, std::size_t size, int connections, Sessions& sessions,
             MakeStore make_store) {
  using Clock = std::chrono::steady_clock;
  std::atomic<std::size_t> stored = 0;
  const auto started = Clock::now();
  const auto until = started + std::chrono::duration<double>(seconds);
  std::vector<std::jthread> threads;
  for (int connection = 0; connection < connections; ++connection) {
    threads.emplace_back([&] {
      auto store = make_store();
      while (Clock::now() < until) {
        store(sessions.take(size));
        stored += size;
      }
    });
  }
  threads.clear();
  const std::chrono::duration<double> took = Clock::now() - started;
  std::printf("rate %.1f\n", static_cast<double>(stored) / took.count());
}

/// SQLite has one writer: eight would only wait for each other, so one does the work of all.
class BareSqlite {
 public:
  explicit BareSqlite(const std::string& path) {
    sqlite3* opened = nullptr;
    require(sqlite3_open(path.c_str(), &opened));
    database_.reset(opened, sqlite3_close);
    for (const auto setup : database::dialect::session_setup(database::Engine::sqlite)) {
      require(sqlite3_exec(opened, std::string(setup).c_str(), nullptr, nullptr, nullptr));
    }
    begin_ = prepare("begin immediate");
    commit_ = prepare("commit");
    item_ = prepare("insert into delivered_items (product_id, item_id, at) values (?, ?, ?)");
    session_ = prepare(
        "insert into practice_sessions (school_id, pupil_id, product_id, started_at, seconds,"
        " place, lesson) values (?, ?, ?, ?, ?, 'home', 7)");
    week_ = prepare(
        "insert into practice_weeks (school_id, product_id, week, pupil_id, home_seconds,"
        " school_seconds) values (?, ?, ?, ?, ?, 0) "
        "on conflict (school_id, product_id, week, pupil_id) do update set "
        "home_seconds = home_seconds + excluded.home_seconds");
  }

  void operator()(const std::vector<Practice>& batch) {
    run(begin_);
    for (const auto& practice : batch) {
      const auto& pupil = *practice.pupil;
      run(item_, pupil.product.value, practice.item, practice.at);
      run(session_, pupil.school.value, pupil.pupil.value, pupil.product.value, practice.at,
          kSeconds);
      run(week_, pupil.school.value, pupil.product.value, practice.week, pupil.pupil.value,
          kSeconds);
    }
    run(commit_);
  }

 private:
  using Statement = std::shared_ptr<sqlite3_stmt>;

  void require(int code) const {
    if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database_.get()));
  }
  Statement prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    require(sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr));
    return {statement, sqlite3_finalize};
  }
  static void bind(sqlite3_stmt* statement, int place, std::int64_t value) {
    sqlite3_bind_int64(statement, place, value);
  }
  static void bind(sqlite3_stmt* statement, int place, const std::string& value) {
    sqlite3_bind_text(statement, place, value.c_str(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
  }
  template <class... Values>
  void run(const Statement& statement, const Values&... values) {
    int place = 0;
    (bind(statement.get(), ++place, values), ...);
    if (sqlite3_step(statement.get()) != SQLITE_DONE) require(sqlite3_errcode(database_.get()));
    sqlite3_reset(statement.get());
  }

  std::shared_ptr<sqlite3> database_;
  Statement begin_, commit_, item_, session_, week_;
};

/// One statement per table for the whole batch, all in one round trip.
class BarePostgresql {
 public:
  explicit BarePostgresql(const std::string& url)
      : connection_(PQconnectdb(url.c_str()), PQfinish) {
    require(PQstatus(connection_.get()) == CONNECTION_OK);
    prepare("begin", "begin");
    prepare("commit", "commit");
    prepare("items",
            "insert into delivered_items (product_id, item_id, at) "
            "select * from unnest($1::bigint[], $2::text[], $3::bigint[])");
    prepare("sessions",
            "insert into practice_sessions (school_id, pupil_id, product_id, started_at, seconds,"
            " place, lesson) select s, u, p, a, 300, 'home', 7 from "
            "unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) as x(s, u, p, a)");
    prepare("weeks",
            "insert into practice_weeks (school_id, product_id, week, pupil_id, home_seconds,"
            " school_seconds) select s, p, w, u, 300, 0 from "
            "unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[]) as x(s, p, w, u) "
            "order by 1, 2, 3, 4 "  // so that connections do not wait for each other crosswise
            "on conflict (school_id, product_id, week, pupil_id) do update set "
            "home_seconds = practice_weeks.home_seconds + excluded.home_seconds");
    require(PQenterPipelineMode(connection_.get()) == 1);
  }

  void operator()(const std::vector<Practice>& batch) {
    const auto school =
        list(batch, [](const auto& one) { return number(one.pupil->school.value); });
    const auto pupil = list(batch, [](const auto& one) { return number(one.pupil->pupil.value); });
    const auto product =
        list(batch, [](const auto& one) { return number(one.pupil->product.value); });
    const auto at = list(batch, [](const auto& one) { return number(one.at); });
    const auto item = list(batch, [](const auto& one) { return one.item; });
    const auto week = list(batch, [](const auto& one) { return one.week; });
    send<0>("begin", {});
    send<3>("items", {product.c_str(), item.c_str(), at.c_str()});
    send<4>("sessions", {school.c_str(), pupil.c_str(), product.c_str(), at.c_str()});
    send<4>("weeks", {school.c_str(), product.c_str(), week.c_str(), pupil.c_str()});
    send<0>("commit", {});
    require(PQpipelineSync(connection_.get()) == 1);
    receive();
  }

 private:
  using Result = std::unique_ptr<PGresult, void (*)(PGresult*)>;

  static std::string number(std::int64_t value) { return std::to_string(value); }

  template <class Field>
  static std::string list(const std::vector<Practice>& batch, Field field) {
    std::string text = "{";
    for (const auto& practice : batch) text += field(practice) + ',';
    text.back() = '}';
    return text;
  }
  void require(bool holds) const {
    if (!holds) throw std::runtime_error(PQerrorMessage(connection_.get()));
  }
  void prepare(const char* name, const char* sql) {
    const Result result(PQprepare(connection_.get(), name, sql, 0, nullptr), PQclear);
    require(PQresultStatus(result.get()) == PGRES_COMMAND_OK);
  }
  template <int count>
  void send(const char* name, std::array<const char*, count> values) {
    require(PQsendQueryPrepared(connection_.get(), name, count, values.data(), nullptr, nullptr,
                                0) == 1);
  }
  /// Every statement's result, each followed by a null, up to that of the sync.
  void receive() {
    for (;;) {
      const Result result(PQgetResult(connection_.get()), PQclear);
      if (!result) continue;
      if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) return;
      require(PQresultStatus(result.get()) == PGRES_COMMAND_OK);
    }
  }

  std::unique_ptr<PGconn, void (*)(PGconn*)> connection_;
};

}  // namespace

void prepare_ingest(const std::string& url, const std::string& token) {
  crypto::initialise();
  database::Database database(url, 1);
  const auto pupils = database.write([&](database::Transaction& tx) {
    tx.execute(
        "insert into program_tokens (token_hash, client_id, scopes, expires_at) "
        "values (:hash, 'demo-program', 'results', :expires_at)",
        {{"hash", crypto::hash_token(token)}, {"expires_at", SystemClock().now() + 24 * 3600}});
    tx.execute(
        "insert into licences (school_id, subscription_id, pupil_id, starts_on) "
        "select k.school_id, s.id, k.pupil_id, s.starts_on from links k "
        "join subscriptions s on s.school_id = k.school_id and s.product_id = k.product_id "
        "join products p on p.id = s.product_id where p.slug = 'bouw' and not exists "
        "(select 1 from licences l where l.pupil_id = k.pupil_id and l.subscription_id = s.id)");
    auto found = practising_pupils(tx);
    fill_history(tx, found);
    return found;
  });
  if (database.engine() == database::Engine::postgresql) {
    // PostgreSQL does so itself within a minute.
    database.write([](database::Transaction& tx) { tx.execute("analyze"); });
  }
  for (const auto& pupil : pupils) std::puts(pupil.subject.c_str());
}

void ingest(const std::string& url, double seconds, std::size_t size, UtcSeconds start) {
  database::Database database(url, 1);
  Sessions sessions(database.read(practising_pupils), start);
  if (database.engine() == database::Engine::sqlite) {
    measure(seconds, size, 1, sessions, [&] { return BareSqlite(url); });
  } else {
    measure(seconds, size, kConnections, sessions, [&] { return BarePostgresql(url); });
  }
}

}  // namespace lexipoort::bench
