#include "platform/mail/outbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/database/migrations.h"
#include "platform/database/test_database.h"

namespace lexipoort::mail {
namespace {

using database::Engine;
using database::Transaction;

class FixedClock final : public Clock {
 public:
  [[nodiscard]] UtcSeconds now() const override { return moment; }
  UtcSeconds moment = 1'795'000'000;
};

class Recorder final : public Transport {
 public:
  std::expected<void, Failure> send(const Message& message) override {
    tried.push_back(message.subject);
    if (message.subject == "unwanted") return std::unexpected(Failure{true, "550", true});
    if (message.subject == "full box") return std::unexpected(Failure{false, "452", true});
    if (message.subject == "nobody there") return std::unexpected(Failure{false, "7"});
    return {};
  }
  std::vector<std::string> tried;
};

class Outbox : public testing::TestWithParam<Engine> {
 protected:
  Outbox() { database::migrate(database_); }

  void post_one(const std::string& subject, Priority priority = Priority::ordinary) {
    database_.write([&](Transaction& tx) {
      post(tx, {{"Zoë", "zoe@school.example", subject, "Dag"}}, clock_.now(), priority);
    });
  }
  std::vector<std::string> sent() {
    recorder_.tried.clear();
    send_due(database_, clock_, recorder_, {"Lexipoort", "noreply@lexipoort.example"});
    return recorder_.tried;
  }
  std::int64_t kept() {
    return database_.read(
        [](Transaction& tx) { return tx.row<std::int64_t>("select count(*) from mails").value(); });
  }

  database::TestDatabase test_{GetParam()};
  database::Database database_{test_.url(), 2};
  FixedClock clock_;
  Recorder recorder_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Outbox, testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(Outbox, what_somebody_waits_for_goes_before_a_mass_of_invitations) {
  for (int count = 0; count < 60; ++count) post_one("invitation");
  ++clock_.moment;
  post_one("link", Priority::awaited);
  const auto first = sent();
  EXPECT_EQ(first.size(), 50U) << "a round ends";
  EXPECT_EQ(first.front(), "link");
  EXPECT_EQ(sent(), std::vector<std::string>(11, "invitation"));
  EXPECT_EQ(kept(), 0);
}

TEST_P(Outbox, a_mail_that_must_wait_does_not_hold_up_the_others) {
  for (const auto* subject : {"full box", "wanted", "nobody there", "next"}) post_one(subject);
  EXPECT_THAT(sent(), testing::ElementsAre("full box", "wanted", "nobody there"));
  EXPECT_EQ(kept(), 3) << "what did not go is tried again";
}

TEST_P(Outbox, what_failed_for_good_is_left_alone_and_cleared_after_a_month) {
  post_one("unwanted");
  post_one("wanted");
  EXPECT_THAT(sent(), testing::ElementsAre("unwanted", "wanted"));
  clock_.moment += 7 * 24 * 3600;
  EXPECT_THAT(sent(), testing::IsEmpty());
  clear_failed(database_, clock_.moment);
  EXPECT_EQ(kept(), 1);
  clock_.moment += 24 * 24 * 3600;
  clear_failed(database_, clock_.moment);
  EXPECT_EQ(kept(), 0);
}

}  // namespace
}  // namespace lexipoort::mail
