#include <gtest/gtest.h>

#include "features/accounts/attempts.h"
#include "features/accounts/passwords.h"
#include "features/accounts/sign_in.h"
#include "platform/database/migrations.h"
#include "platform/database/test_database.h"

/// Signing in and asking for passwords with a real store, on both databases.
namespace lexipoort::accounts {
namespace {

using database::Engine;
using database::Transaction;

const std::string kEmail = "anna@school.example";
const std::string kPassword = "Lezen-is-leuk-2026";

class FixedClock final : public Clock {
 public:
  [[nodiscard]] UtcSeconds now() const override { return 1'795'000'000; }
};

class Accounts : public testing::TestWithParam<Engine> {
 protected:
  Accounts() {
    crypto::initialise();
    database::migrate(database_);
    database_.write([&](Transaction& tx) {
      anna_ = create_adult(tx,
                           {.kind = Kind::operator_,
                            .first_name = "Anna",
                            .infix = "",
                            .last_name = "Groot",
                            .email = kEmail,
                            .password_hash = crypto::hash_password(kPassword)},
                           clock_.now())
                  .value();
      tx.execute("update users set user_name = 'anna'");
    });
  }

  /// What `task` answers to a request from this address: 204, or the code of its refusal.
  template <class Task>
  std::string from(const std::string& address, Task task) {
    http::Request request;
    request.address = address;
    http::Exchange exchange{
        .request = request, .caller = nullptr, .now = clock_.now(), .reply_headers = {}};
    const auto answer = task(exchange);
    return answer ? "fine" : answer.error().code;
  }
  std::string ask(const std::string& login, const std::string& address) {
    return from(address, [&](http::Exchange& exchange) {
      return request_password(settings_, exchange, {login});
    });
  }
  std::string enter(const std::string& login, const std::string& password,
                    const std::string& address = "145.1.2.3") {
    return from(address, [&](http::Exchange& exchange) {
      return sign_in(settings_, exchange, {login, password});
    });
  }
  std::string choose_password(const std::string& password) {
    const auto links = database_.write(
        [&](Transaction& tx) { return make_password_links(tx, "", {anna_}, clock_.now() + 60); });
    const auto token = links.front().substr(links.front().find('#') + 1);
    return from("145.1.2.3", [&](http::Exchange& exchange) {
      return set_password(settings_, exchange, {token, password});
    });
  }
  std::int64_t waiting() {
    return database_.read([](Transaction& tx) {
      return tx.row<std::int64_t>("select count(*) from password_requests").value();
    });
  }

  database::TestDatabase test_{GetParam()};
  database::Database database_{test_.url(), 2};
  FixedClock clock_;
  crypto::SealKey seal_key_ = crypto::SealKey::random();
  Settings settings_{.database = database_,
                     .clock = clock_,
                     .seal_key = seal_key_,
                     .public_url = "https://lexipoort.example",
                     .pupil_may_enter = nullptr};
  UserId anna_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Accounts, testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(Accounts, R4_1_1_one_request_for_a_password_waits_for_each_login) {
  for (int time = 0; time < 3; ++time) EXPECT_EQ(ask(kEmail, "145.1.2.3"), "fine");
  EXPECT_EQ(ask("niemand@school.example", "145.1.2.3"), "fine");
  EXPECT_EQ(ask(std::string(300, 'x'), "145.1.2.3"), "fine");
  EXPECT_EQ(ask(std::string(301, 'x'), "145.1.2.3"), "fine");
  EXPECT_EQ(waiting(), 3);
}

TEST_P(Accounts, R4_1_1_requests_for_passwords_have_an_end_for_all_together) {
  database_.write([](Transaction& tx) {
    std::vector<std::string> logins;
    for (int login = 0; login < 999; ++login) logins.push_back(std::to_string(login));
    tx.execute(
        "insert into password_requests (login, requested_at) select value, 0 from each(:logins)",
        {{"logins", logins}});
  });
  EXPECT_EQ(ask(kEmail, "145.1.2.3"), "fine");
  EXPECT_EQ(ask(kEmail, "145.1.2.3"), "busy");
  EXPECT_EQ(ask("niemand@school.example", "145.1.2.3"), "busy");
  EXPECT_EQ(waiting(), 1000);
}

TEST_P(Accounts, R4_1_1_an_address_asks_for_forty_accounts_and_then_waits) {
  for (int login = 0; login < 40; ++login) {
    // All from one network, which is one house.
    const auto address = "2001:db8:1:2::" + std::to_string(login + 1);
    EXPECT_EQ(ask("wie" + std::to_string(login), address), "fine");
  }
  EXPECT_EQ(ask(kEmail, "2001:db8:1:2::99"), "throttled");
  EXPECT_EQ(ask("niemand", "2001:db8:1:2::99"), "throttled") << "whether it exists or not";
  EXPECT_EQ(ask(kEmail, "2001:db8:1:3::99"), "fine");
  EXPECT_EQ(enter(kEmail, kPassword, "2001:db8:1:2::99"), "fine") << "signing in is another matter";
}

TEST_P(Accounts, R4_1_1_failures_from_one_network_of_IPv6_are_counted_together) {
  for (int login = 0; login < 40; ++login) {
    const auto address = "2001:db8:1:2::" + std::to_string(login + 1);
    EXPECT_EQ(enter("wie" + std::to_string(login), "mis", address), "wrong_credentials");
  }
  EXPECT_EQ(enter(kEmail, kPassword, "2001:db8:1:2::99"), "throttled");
  EXPECT_EQ(enter(kEmail, kPassword, "2001:db8:1:3::99"), "fine");
}

TEST_P(Accounts, R4_1_1_user_name_and_address_have_one_budget) {
  for (const auto* login : {"anna", "anna", "anna", "anna@school.example", "anna@school.example"}) {
    EXPECT_EQ(enter(login, "mis"), "wrong_credentials");
  }
  EXPECT_EQ(enter("anna", kPassword), "throttled");
  EXPECT_EQ(enter(kEmail, kPassword), "throttled");
}

TEST_P(Accounts, R4_1_1_a_new_password_by_link_works_at_once_wherever_the_old_one_failed) {
  EXPECT_EQ(enter(kEmail, kPassword), "fine");  // known here
  for (int time = 0; time < 5; ++time) {
    EXPECT_EQ(enter(kEmail, "mis"), "wrong_credentials");
    EXPECT_EQ(enter(kEmail, "mis", "145.9.9.9"), "wrong_credentials");
  }
  EXPECT_EQ(enter(kEmail, kPassword), "throttled");
  EXPECT_EQ(choose_password("Kikker-op-fiets-88"), "fine");
  EXPECT_EQ(enter(kEmail, "Kikker-op-fiets-88"), "fine");
  EXPECT_EQ(enter(kEmail, "Kikker-op-fiets-88", "145.9.9.9"), "fine");
}

}  // namespace
}  // namespace lexipoort::accounts
