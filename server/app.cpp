#include "app.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <optional>

#include "base/calendar.h"
#include "features/accounts/accounts.h"
#include "features/audit/audit.h"
#include "features/home/home.h"
#include "features/people/people.h"
#include "features/programs/programs.h"
#include "features/publishing/publishing.h"
#include "features/results/results.h"
#include "features/schools/schools.h"
#include "features/subscriptions/subscriptions.h"
#include "platform/crypto/crypto.h"
#include "platform/database/migrations.h"
#include "platform/http/server.h"
#include "platform/jobs/ticker.h"
#include "platform/mail/outbox.h"
#include "platform/metrics/metrics.h"

namespace lexipoort {
namespace {

using namespace std::chrono_literals;

/// Nobody waits longer than this for their mail to go.
constexpr auto kMailPause = 500ms;

/// What has expired may stand this much longer: it is not believed any more.
constexpr auto kCleaningPause = 60s;

/// The features with the settings they share. The routes refer to it, so it stays in place.
struct Features {
  Features(database::Database& database, const Clock& clock, const crypto::SealKey& seal_key,
           const std::string& public_url, const std::string& files_folder)
      : imports(database, clock, seal_key, public_url),
        accounts{.database = database,
                 .clock = clock,
                 .seal_key = seal_key,
                 .public_url = public_url,
                 .pupil_may_enter =
                     [](database::Transaction& tx, UserId pupil, std::string_view day) {
                       return subscriptions::has_valid_licence(tx, pupil, day);
                     }},
        people{.database = database,
               .clock = clock,
               .seal_key = seal_key,
               .runner = imports,
               .public_url = public_url},
        programs{
            .database = database, .clock = clock, .seal_key = seal_key, .public_url = public_url},
        store(files_folder),
        publishing{.database = database, .store = store} {}

  void add_routes(http::Routes& routes) {
    accounts::add_routes(routes, accounts);
    audit::add_routes(routes, accounts.database, accounts::policy::administrator_of_school);
    home::add_routes(routes);
    schools::add_routes(routes, accounts.database);
    subscriptions::add_routes(routes);
    people::add_routes(routes, people);
    programs::add_routes(routes, programs);
    results::add_routes(routes, programs);
    publishing::add_routes(routes, publishing);
  }

  [[nodiscard]] std::shared_ptr<const http::Caller> authenticate(const http::Request& request,
                                                                 UtcSeconds now) const {
    if (!request.header("authorization").empty()) {
      return programs::authenticate(programs, request, now);
    }
    return accounts::authenticate(accounts, request, now);
  }

  people::ImportRunner imports;
  accounts::Settings accounts;
  people::Settings people;
  programs::Settings programs;
  files::Store store;
  publishing::Settings publishing;
};

/// What a machine that watches the portal asks.
void add_operations(http::Routes& routes, database::Database& database,
                    const metrics::Metrics& metrics) {
  using accounts::policy::anyone;
  routes.add<Nothing, http::JsonText>(
      {.method = http::Method::get, .path = "/healthz", .policy = anyone, .summary = "It runs"},
      [](http::Exchange&, const Nothing&) -> Expected<http::JsonText> {
        return http::JsonText{.text = R"({"status":"ok"})"};
      });
  routes.add<Nothing, http::JsonText>(
      {.method = http::Method::get,
       .path = "/readyz",
       .policy = anyone,
       .summary = "It runs, and its database answers"},
      [&database](http::Exchange&, const Nothing&) -> Expected<http::JsonText> {
        return http::JsonText{.text = R"({"status":"ok","schema":)" +
                                      std::to_string(database::schema_version(database)) + "}"};
      });
  routes.add<Nothing, http::PlainText>(
      {.method = http::Method::get,
       .path = "/metrics",
       .policy = anyone,
       .summary = "Counts and times, for Prometheus"},
      [&metrics](http::Exchange&, const Nothing&) -> Expected<http::PlainText> {
        return http::PlainText{metrics.text()};
      });
  routes.add<Nothing, http::JsonText>(
      {.method = http::Method::get,
       .path = "/api/openapi.json",
       .policy = anyone,
       .summary = "This document"},
      [text = openapi_document()](http::Exchange&, const Nothing&) -> Expected<http::JsonText> {
        return http::JsonText{.text = text};
      });
}

struct TestTime {
  std::string now;  ///< 2027-08-01T08:00:00Z
};
BOOST_DESCRIBE_STRUCT(TestTime, (), (now))

/// For tests and the demo only: whoever can reach the portal decides what time it is.
void add_test_clock(http::Routes& routes, SettableClock& clock) {
  routes.add<TestTime, Nothing>(
      {.method = http::Method::put,
       .path = "/api/test-clock",
       .policy = accounts::policy::anyone,
       .summary = "Set the time"},
      [&clock](http::Exchange&, const TestTime& request) -> Expected<Nothing> {
        const auto moment = calendar::moment_of(request.now);
        if (!moment) return refuse(RefusalKind::invalid, "bad_time", {{.field = "now"}});
        clock.set(*moment);
        return Nothing{};
      });
}

}  // namespace

struct App::State {
  explicit State(AppSettings chosen)
      : settings(std::move(chosen)),
        database(settings.database_url,
                 settings.workers + settings.hashers + http::kHeavyThreads + 4),
        seal_key(crypto::SealKey::load_or_create(settings.secret_file)),
        transport(mail::make_transport(settings.mail_url)) {}

  void send_mail() {
    accounts::mail_password_links(features->accounts);
    mail::send_due(database, clock, *transport, {"Lexipoort", settings.mail_from});
  }

  void clean() {
    const auto now = clock.now();
    accounts::clear_expired(features->accounts);
    programs::clear_expired(features->programs, now);
    people::clear_old_imports(database, now);
    people::clear_ways_back(database, now);
    results::clear_delivered(database, now);
    programs::rotate_keys(features->programs, now);
    subscriptions::mail_notices(database, now);
    mail::clear_failed(database, now);
    publishing::clear_unused(features->publishing, now);
  }

  AppSettings settings;
  SettableClock clock;  ///< set by the route of the test clock, if there is one
  database::Database database;
  crypto::SealKey seal_key;
  std::unique_ptr<mail::Transport> transport;
  metrics::Metrics metrics;
  std::optional<Features> features;
  std::optional<http::Routes> routes;
  std::optional<http::Server> server;
  std::optional<jobs::Ticker> mailer;
  std::optional<jobs::Ticker> cleaner;
};

App::App(AppSettings settings) {
  crypto::initialise();
  state_ = std::make_unique<State>(std::move(settings));
  const int ran = database::migrate(state_->database);
  if (ran > 0) spdlog::info("the database was brought up to date in {} steps", ran);
}

App::~App() {
  stop();
}

void App::start() {
  auto& state = *state_;
  state.features.emplace(state.database, state.clock, state.seal_key, state.settings.public_url,
                         state.settings.files_folder);
  publishing::prepare_files(state.features->publishing);
  people::recover_imports(state.database);
  programs::rotate_keys(state.features->programs, state.clock.now());
  state.routes.emplace(state.database);
  state.features->add_routes(*state.routes);
  add_operations(*state.routes, state.database, state.metrics);
  if (state.settings.test_clock) add_test_clock(*state.routes, state.clock);
  state.server.emplace(
      *state.routes,
      [&state](const http::Request& request, UtcSeconds now) {
        return state.features->authenticate(request, now);
      },
      state.clock, state.metrics,
      http::ServerSettings{.address = state.settings.address,
                           .port = state.settings.port,
                           .public_url = state.settings.public_url,
                           .workers = state.settings.workers,
                           .hashers = state.settings.hashers,
                           .web_root = state.settings.web_root});
  state.server->start();
  state.mailer.emplace([&state] { state.send_mail(); }, kMailPause);
  state.cleaner.emplace([&state] { state.clean(); }, kCleaningPause);
}

std::uint16_t App::port() const {
  return state_->server->port();
}

void App::stop() {
  auto& state = *state_;
  if (state.server) state.server->stop();
  state.mailer.reset();
  state.cleaner.reset();
}

std::string openapi_document() {
  crypto::initialise();
  SystemClock clock;
  database::Database database("sqlite::memory:", 1);
  const auto seal_key = crypto::SealKey::random();
  Features features(database, clock, seal_key, "", "");
  http::Routes routes(database);
  features.add_routes(routes);
  return routes.openapi(kVersion);
}

}  // namespace lexipoort
