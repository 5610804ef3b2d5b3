#include "platform/database/database.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <latch>
#include <thread>

#include "platform/database/migrations.h"
#include "platform/database/test_database.h"

namespace lexipoort::database {
namespace {

struct Fruit {
  std::int64_t id = 0;
  std::string name;
  std::optional<std::int64_t> weight;
  double price = 0;
};
BOOST_DESCRIBE_STRUCT(Fruit, (), (id, name, weight, price))

constexpr std::array kFruitMigrations = {Migration{
    1, "0001_fruit",
    "create table fruit (id {id}, name text not null, weight bigint, price double "
    "precision not null default 0);\ncreate unique index fruit_by_name on fruit (name);\n"}};

/// Every test runs on SQLite and, where script/test has started one, on PostgreSQL.
class DatabaseTest : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override { migrate(*database_, kFruitMigrations); }
  void insert(const std::string& name) {
    database_->write([&](Transaction& tx) {
      tx.execute("insert into fruit (name) values (:name)", {{"name", name}});
    });
  }
  std::vector<std::string> names() {
    return database_->read([](Transaction& tx) {
      return tx.rows<std::string>("select name from fruit order by name");
    });
  }

  TestDatabase at_{GetParam()};
  std::unique_ptr<Database> database_ = std::make_unique<Database>(at_.url(), 4);
};

INSTANTIATE_TEST_SUITE_P(Engines, DatabaseTest, testing::Values(Engine::sqlite, Engine::postgresql),
                         [](const auto& engine) {
                           return engine.param == Engine::sqlite ? "sqlite" : "postgresql";
                         });

TEST_P(DatabaseTest, fills_described_structs_and_keeps_null_apart_from_zero) {
  const auto fruit = database_->write([](Transaction& tx) {
    tx.execute("insert into fruit (name, weight, price) values (:name, :weight, :price)",
               {{"price", 1.5}, {"name", "peer"}, {"weight", std::optional<std::int64_t>()}});
    return tx.rows<Fruit>(
        "select id, name, weight, price from fruit where name = :name or :name = ''",
        {{"name", "peer"}});
  });
  ASSERT_EQ(fruit.size(), 1U);
  EXPECT_EQ(fruit[0].name, "peer");
  EXPECT_EQ(fruit[0].weight, std::nullopt);
  EXPECT_DOUBLE_EQ(fruit[0].price, 1.5);
}

TEST_P(DatabaseTest, runs_a_prepared_statement_again_with_other_values) {
  for (const char* name : {"kiwi", "appel", "peer"}) insert(name);
  for (const char* name : {"kiwi", "geen", "peer", "kiwi"}) {
    const auto found = database_->read([&](Transaction& tx) {
      return tx.rows<std::string>("select name from fruit where name = :name", {{"name", name}});
    });
    EXPECT_EQ(found.size(), std::string(name) == "geen" ? 0U : 1U) << name;
  }
}

TEST_P(DatabaseTest, binds_a_list_of_structs_as_one_statement_and_returns_keys) {
  const std::vector<Fruit> fruit = {{0, "kiwi", 75, 0.5},
                                    {0, "o'kers \"x\" \\ é", std::nullopt, 2}};
  const auto before = database_->statements();
  const auto keys = database_->write([&](Transaction& tx) {
    return tx.rows<Fruit>(
        "insert into fruit (name, weight, price) select name, weight, price from each(:fruit) "
        "where true returning id, name, weight, price",
        {{"fruit", fruit}});
  });
  EXPECT_EQ(database_->statements() - before, 1U);
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[1].name, fruit[1].name);
  EXPECT_EQ(keys[0].weight, 75);
  const std::vector<std::int64_t> ids = {keys[1].id, 999};
  const auto left = database_->write([&](Transaction& tx) {
    return tx.execute("delete from fruit where id in (select value from each(:ids))",
                      {{"ids", ids}});
  });
  EXPECT_EQ(left, 1);
  EXPECT_EQ(names(), std::vector<std::string>{"kiwi"});
}

TEST_P(DatabaseTest, reads_with_one_statement_what_was_stored_last_also_after_a_fault) {
  Database one(at_.url(), 1);
  const auto read = [&] { return one.rows<std::string>("select name from fruit order by name"); };
  EXPECT_TRUE(read().empty());
  insert("peer");
  EXPECT_EQ(read(), std::vector<std::string>{"peer"});
  EXPECT_THROW((void)one.rows<std::string>("select name from vegetables"), std::runtime_error);
  insert("kiwi");
  EXPECT_EQ(read(), (std::vector<std::string>{"kiwi", "peer"}));
}

TEST_P(DatabaseTest, stores_nothing_after_an_exception_or_a_refusal) {
  EXPECT_THROW(database_->write([](Transaction& tx) {
    tx.execute("insert into fruit (name) values ('weg')");
    throw std::runtime_error("half-way");
  }),
               std::runtime_error);
  const auto refused = database_->write([](Transaction& tx) -> Expected<Nothing> {
    tx.execute("insert into fruit (name) values ('weg')");
    return refuse(RefusalKind::invalid, "no");
  });
  EXPECT_FALSE(refused.has_value());
  EXPECT_TRUE(names().empty());
}

TEST_P(DatabaseTest, refuses_a_parameter_without_a_value) {
  EXPECT_THROW(database_->read([](Transaction& tx) {
    return tx.rows<std::string>("select name from fruit where name = :name", {{"nam", "x"}});
  }),
               std::logic_error);
}

TEST_P(DatabaseTest, lets_only_one_of_many_writers_take_the_last_seat) {
  std::atomic<int> taken = 0;
  std::latch start(4);
  std::vector<std::jthread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&, writer] {
      start.arrive_and_wait();
      const bool got = database_->write([&](Transaction& tx) {
        const auto count = tx.row<std::int64_t>("select count(*) from fruit").value();
        if (count > 0) return false;
        tx.execute("insert into fruit (name) values (:name)",
                   {{"name", "stoel" + std::to_string(writer)}});
        return true;
      });
      if (got) ++taken;
    });
  }
  writers.clear();
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(names().size(), 1U);
}

TEST_P(DatabaseTest, lets_readers_go_on_while_somebody_writes) {
  insert("appel");
  database_->write([&](Transaction& tx) {
    tx.execute("insert into fruit (name) values ('peer')");
    std::jthread([&] { EXPECT_EQ(names().size(), 1U); }).join();
  });
  EXPECT_EQ(names().size(), 2U);
}

TEST_P(DatabaseTest, migrates_once_and_refuses_a_newer_database) {
  EXPECT_EQ(migrate(*database_, kFruitMigrations), 0);
  EXPECT_EQ(schema_version(*database_), 1);
  EXPECT_THROW(migrate(*database_, {}), std::runtime_error);
}

TEST_P(DatabaseTest, leaves_nothing_of_a_migration_that_fails_half_way) {
  const std::array broken = {kFruitMigrations[0],
                             Migration{2, "0002_broken", "create table extra (id {id});\noops;\n"}};
  EXPECT_THROW(migrate(*database_, broken), std::exception);
  EXPECT_EQ(schema_version(*database_), 1);
  EXPECT_THROW(database_->read([](Transaction& tx) {
    return tx.rows<std::int64_t>("select count(*) from extra");
  }),
               std::exception);
}

TEST(DatabaseUrl, says_what_a_url_must_look_like) {
  EXPECT_THROW(Database("mysql://x", 1), std::runtime_error);
  EXPECT_THROW(Database("sqlite:/no/such/folder/x.db", 1), std::runtime_error);
}

}  // namespace
}  // namespace lexipoort::database
