#include <pthread.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <string>

#include "app.h"
#include "demo.h"
#include "features/accounts/accounts.h"
#include "features/results/results.h"
#include "platform/crypto/crypto.h"
#include "platform/database/migrations.h"
#include "platform/sheets/sheets.h"

namespace lexipoort {
namespace {

struct Options {
  AppSettings app;
  std::string log_level = "info";
  std::string program_url;
  std::string email;
  std::string first_name;
  std::string last_name;
};

void add_database(CLI::App& command, Options& options) {
  command
      .add_option("--database", options.app.database_url,
                  "where the data is: sqlite:PATH or postgres://USER@HOST/NAME")
      ->envname("LEXIPOORT_DATABASE")
      ->capture_default_str();
}

void add_public_url(CLI::App& command, Options& options) {
  command
      .add_option("--public-url", options.app.public_url,
                  "the address people type; https makes cookies Secure "
                  "(default: http://ADDRESS:PORT)")
      ->envname("LEXIPOORT_PUBLIC_URL");
}

void add_secret_file(CLI::App& command, Options& options) {
  command
      .add_option("--secret-file", options.app.secret_file,
                  "32 random bytes, made when missing; back it up apart from the database")
      ->envname("LEXIPOORT_SECRET_FILE")
      ->capture_default_str();
}

void add_files(CLI::App& command, Options& options) {
  command
      .add_option("--files", options.app.files_folder,
                  "the folder for what the publisher uploads; back it up with the database")
      ->envname("LEXIPOORT_FILES")
      ->capture_default_str();
}

void add_serve_options(CLI::App& serve, Options& options) {
  auto& app = options.app;
  add_database(serve, options);
  add_public_url(serve, options);
  add_files(serve, options);
  serve.add_option("--address", app.address, "the address to listen on")
      ->envname("LEXIPOORT_ADDRESS")
      ->capture_default_str();
  serve.add_option("--port", app.port, "the port to listen on; 0 takes a free one")
      ->envname("LEXIPOORT_PORT")
      ->capture_default_str();
  add_secret_file(serve, options);
  serve
      .add_option("--mail", app.mail_url,
                  "where mail goes: smtp://HOST:PORT, smtps://…, smtp+starttls://… or dir:/PATH")
      ->envname("LEXIPOORT_MAIL")
      ->capture_default_str();
  serve.add_option("--mail-from", app.mail_from, "the address mail comes from")
      ->envname("LEXIPOORT_MAIL_FROM")
      ->capture_default_str();
  serve.add_option("--web-root", app.web_root, "the folder with the built page")
      ->envname("LEXIPOORT_WEB_ROOT")
      ->capture_default_str();
  serve.add_option("--workers", app.workers, "threads that run requests")
      ->envname("LEXIPOORT_WORKERS")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  serve.add_option("--hashers", app.hashers, "threads that run requests with a password")
      ->envname("LEXIPOORT_HASHERS")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  serve.add_flag("--test-clock", app.test_clock,
                 "let anybody set the time (PUT /api/test-clock); for tests and the demo, on "
                 "127.0.0.1 only");
  serve.add_option("--log", options.log_level, "how much to tell: debug, info, warn or error")
      ->envname("LEXIPOORT_LOG")
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
      ->capture_default_str();
}

void set_up_logging(const std::string& level) {
  spdlog::set_default_logger(spdlog::stderr_color_mt("lexipoort"));
  spdlog::set_level(spdlog::level::from_str(level));
}

std::string default_url(const AppSettings& settings) {
  const bool is_v6 = settings.address.find(':') != std::string::npos;
  return "http://" + (is_v6 ? "[" + settings.address + "]" : settings.address) + ":" +
         std::to_string(settings.port);
}

/// Blocks the signals that end the program in every thread, so that one place waits for them.
sigset_t block_ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

int serve(Options& options) {
  set_up_logging(options.log_level);
  auto& settings = options.app;
  const std::string local = "http://127.0.0.1";
  if (settings.test_clock &&
      (settings.address != "127.0.0.1" || !(settings.public_url + local).starts_with(local))) {
    std::cerr << "--test-clock is for tests and the demo: --address 127.0.0.1, no other "
                 "--public-url\n";
    return 1;
  }
  if (settings.public_url.empty()) settings.public_url = default_url(settings);
  if (settings.public_url.ends_with('/')) settings.public_url.pop_back();
  const auto signals = block_ending_signals();
  App app(settings);
  app.start();
  std::cout << "listening on http://" << settings.address << ":" << app.port() << "\n"
            << std::flush;
  int received = 0;
  sigwait(&signals, &received);
  spdlog::info("stopping: finishing what is in flight");
  app.stop();
  return 0;
}

int migrate(const Options& options) {
  database::Database database(options.app.database_url, 1);
  const int ran = database::migrate(database);
  std::cout << "ran " << ran << " migrations; the database is at version "
            << database::schema_version(database) << "\n";
  return 0;
}

int demo(const Options& options) {
  crypto::initialise();
  database::Database database(options.app.database_url, 1);
  database::migrate(database);
  const SystemClock clock;
  const files::Store store(options.app.files_folder);
  store.prepare();
  const auto seal_key = crypto::SealKey::load_or_create(options.app.secret_file);
  const bool filled = fill_demo(database, store, clock.now(), seal_key, options.program_url);
  std::cout << (filled ? "the demo school is in the database\n"
                       : "the database has schools already: nothing was changed\n");
  return 0;
}

int recompute(const Options& options) {
  database::Database database(options.app.database_url, 1);
  database::migrate(database);
  const auto wrong = results::recompute_weeks(database);
  std::cout << (wrong == 0 ? "all weekly sums were right\n"
                           : "weekly sums made right: " + std::to_string(wrong) + "\n");
  return 0;
}

int create_operator(const Options& options) {
  crypto::initialise();
  database::Database database(options.app.database_url, 1);
  database::migrate(database);
  const SystemClock clock;
  const auto created = database.write([&](database::Transaction& tx) {
    return accounts::create_adult(tx,
                                  {.kind = accounts::Kind::operator_,
                                   .first_name = options.first_name,
                                   .infix = "",
                                   .last_name = options.last_name,
                                   .email = options.email,
                                   .password_hash = std::nullopt},
                                  clock.now());
  });
  if (!created) {
    std::cerr << "there is an account with this e-mail address already\n";
    return 1;
  }
  std::cout << "created; choose a password through 'Wachtwoord vergeten of wachtwoord "
               "instellen?' on the sign-in page\n";
  return 0;
}

int reset_second_factor(const Options& options) {
  database::Database database(options.app.database_url, 1);
  database::migrate(database);
  const SystemClock clock;
  const auto reset = database.write([&](database::Transaction& tx) {
    return accounts::reset_second_factor(tx, options.email, clock.now());
  });
  if (!reset) {
    std::cerr << "there is no account with this e-mail address that signs in in two steps\n";
    return 1;
  }
  std::cout << "done; the owner gets a mail, and signs in with the password alone\n";
  return 0;
}

int run(int argc, char** argv) {
  Options options;
  options.app = {.database_url = "sqlite:var/lexipoort.db",
                 .secret_file = "var/secret.key",
                 .files_folder = "var/files",
                 .mail_url = "dir:var/mail",
                 .mail_from = "noreply@lexipoort.example",
                 .address = "127.0.0.1",
                 .port = 8080,
                 .public_url = "",
                 .web_root = "web/dist",
                 .workers = 8,
                 .hashers = 2,
                 .test_clock = false};
  CLI::App program("Lexipoort: a portal for schools and their learning programs.");
  program.require_subcommand(1);
  program.set_config("--config", "", "read options from a TOML file ([serve] port = 8080)")
      ->envname("LEXIPOORT_CONFIG");
  program.footer(
      "Options come from the command line, else from the environment (LEXIPOORT_…), else from the\n"
      "TOML file. `lexipoort COMMAND --help` tells a command's options.");

  auto* serve_command = program.add_subcommand("serve", "run the portal until SIGTERM");
  add_serve_options(*serve_command, options);
  auto* migrate_command = program.add_subcommand("migrate", "bring the database up to date");
  add_database(*migrate_command, options);
  auto* demo_command =
      program.add_subcommand("demo", "fill an empty database with a school to try things on");
  add_database(*demo_command, options);
  add_secret_file(*demo_command, options);
  add_files(*demo_command, options);
  demo_command
      ->add_option("--program-url", options.program_url,
                   "where the demo's learning program listens")
      ->default_val("http://127.0.0.1:8090");
  auto* operator_command =
      program.add_subcommand("create-operator", "make an account for the publisher's staff");
  add_database(*operator_command, options);
  operator_command->add_option("--email", options.email, "its e-mail address")->required();
  operator_command->add_option("--first-name", options.first_name, "its first name")->required();
  operator_command->add_option("--last-name", options.last_name, "its last name")->required();
  auto* reset_command = program.add_subcommand(
      "reset-second-factor", "let somebody in again who lost phone and recovery codes");
  add_database(*reset_command, options);
  reset_command->add_option("--email", options.email, "the account's e-mail address")->required();
  auto* recompute_command = program.add_subcommand(
      "recompute", "make the weekly sums of practice anew from the sessions");
  add_database(*recompute_command, options);
  auto* openapi_command =
      program.add_subcommand("openapi", "print the OpenAPI document of the interface");
  auto* version_command = program.add_subcommand("version", "print the version");
  // Started by the server itself, with its limits set: not for people.
  auto* read_sheet_command = program.add_subcommand("read-sheet", "")->group("");

  CLI11_PARSE(program, argc, argv);
  if (*serve_command) return serve(options);
  if (*migrate_command) return migrate(options);
  if (*demo_command) return demo(options);
  if (*operator_command) return create_operator(options);
  if (*reset_command) return reset_second_factor(options);
  if (*recompute_command) return recompute(options);
  if (*openapi_command) std::cout << openapi_document() << "\n";
  if (*version_command) std::cout << "lexipoort " << kVersion << "\n";
  if (*read_sheet_command) return sheets::read_sheet_main();
  return 0;
}

}  // namespace
}  // namespace lexipoort

int main(int argc, char** argv) {
  try {
    return lexipoort::run(argc, argv);
  } catch (const std::exception& fault) {
    std::cerr << "lexipoort: " << fault.what() << "\n";
    return 1;
  }
}
