#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>

#include "base/text.h"
#include "features/audit/audit.h"
#include "features/people/import.h"
#include "features/people/people.h"

namespace lexipoort::people {
namespace {

using namespace std::chrono_literals;

constexpr auto kReportEvery = 250ms;
/// The highest year group of any sector; the school's own was checked before.
constexpr int kLastOfAll = 8;
constexpr UtcSeconds kDraftLife = 24 * 3600;

std::optional<StoredImport> load(database::Transaction& tx, ImportId import) {
  return tx.row<StoredImport>(
      "select id, school_id, created_by, file_name, state, sealed_rows, row_count, done, "
      "interrupted from imports where id = :import and state = 'saving'",
      {{"import", import}});
}

void report(database::Database& database, ImportId import, std::size_t done) {
  database.write([&](database::Transaction& tx) {
    tx.execute("update imports set done = :done where id = :import and state = 'saving'",
               {{"done", done}, {"import", import}});
  });
}

/// Back to the administrator, who sees that nothing was stored.
void give_back(database::Transaction& tx, ImportId import, bool interrupted) {
  tx.execute(
      "update imports set state = 'ready', done = 0, interrupted = :interrupted where id = :import "
      "and state = 'saving'",
      {{"import", import}, {"interrupted", interrupted}});
}

/// Hashes the passwords on all cores, telling how far it is. False when it was told to stop.
bool hash_all(const std::stop_token& stop, std::vector<accounts::NewPupil>& pupils,
              const std::vector<std::string>& passwords,
              const std::function<void(std::size_t)>& tell) {
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> done = 0;
  std::mutex mutex;
  std::condition_variable changed;
  std::exception_ptr fault;
  const auto work = [&] {
    try {
      for (auto index = next++; index < pupils.size() && !stop.stop_requested(); index = next++) {
        pupils[index].password_hash = crypto::hash_password(passwords[index]);
        ++done;
      }
    } catch (...) {  // no memory: told to the one who waits, or it would end the program
      const std::lock_guard lock(mutex);
      fault = std::current_exception();
    }
    changed.notify_all();
  };
  std::vector<std::jthread> threads;
  for (unsigned core = 0; core < std::max(1U, std::thread::hardware_concurrency()); ++core) {
    threads.emplace_back(work);
  }
  std::unique_lock lock(mutex);
  while (done < pupils.size() && !stop.stop_requested() && !fault) {
    changed.wait_for(lock, kReportEvery);
    tell(done);
  }
  if (fault) std::rethrow_exception(fault);
  return done == pupils.size();
}

struct NewMembership {
  UserId user;
  int year_group = 0;
};
BOOST_DESCRIBE_STRUCT(NewMembership, (), (user, year_group))

/// The pupils that the rows make, without those to be skipped.
struct Batch {
  std::vector<accounts::NewPupil> pupils;
  std::vector<std::string> passwords;
  std::vector<int> year_groups;
};

Batch batch_of(const std::vector<RowEdit>& rows) {
  Batch batch;
  for (const auto& row : rows) {
    if (row.skip) continue;
    batch.pupils.push_back({.first_name = row.first_name,
                            .infix = row.infix,
                            .last_name = row.last_name,
                            .user_name = row.user_name,
                            .password_hash = {}});
    batch.passwords.push_back(row.password);
    batch.year_groups.push_back(rules::year_group_in(row.year_group, kLastOfAll).value());
  }
  return batch;
}

/// All pupils, in one transaction; or, when a user name was taken meanwhile, none.
void store(database::Transaction& tx, const StoredImport& import, const Batch& batch,
           UtcSeconds now) {
  std::vector<std::string> names;
  for (const auto& pupil : batch.pupils) names.push_back(pupil.user_name);
  if (!accounts::taken_user_names(tx, names).empty()) {
    give_back(tx, import.id, false);
    return;
  }
  const auto ids = accounts::create_pupils(tx, batch.pupils, now);
  std::vector<NewMembership> memberships;
  for (std::size_t index = 0; index < ids.size(); ++index) {
    memberships.push_back({ids[index], batch.year_groups[index]});
  }
  tx.execute(
      "insert into memberships (school_id, user_id, year_group, archived_at) "
      "select :school, \"user\", year_group, :now from each(:memberships)",
      {{"school", import.school}, {"now", now}, {"memberships", memberships}});
  tx.execute("update imports set state = 'saved', done = :count where id = :import",
             {{"count", ids.size()}, {"import", import.id}});
  audit::record(tx, {.school = import.school,
                     .actor = import.created_by,
                     .at = now,
                     .action = "people.pupils_imported",
                     .subjects = ids});
}

}  // namespace

struct ImportRunner::State {
  State(database::Database& target, const Clock& time, const crypto::SealKey& key)
      : database(target),
        clock(time),
        seal_key(key),
        thread([this](const std::stop_token& stop) { run(stop); }) {}

  void run(const std::stop_token& stop) {
    for (;;) {
      std::unique_lock lock(mutex);
      if (!waiting_changed.wait(lock, stop, [&] { return !waiting.empty(); })) return;
      const auto import = waiting.front();
      waiting.pop_front();
      lock.unlock();
      try {
        save_one(stop, import);
      } catch (const std::exception& fault) {
        spdlog::error("an import could not be saved: {}", fault.what());
        give_back_after_fault(import);
      }
    }
  }

  /// When even this fails, the next start of the program gives it back.
  void give_back_after_fault(ImportId import) {
    try {
      database.write([&](database::Transaction& tx) { give_back(tx, import, true); });
    } catch (const std::exception& fault) {
      spdlog::error("nor could it be given back: {}", fault.what());
    }
  }

  void save_one(const std::stop_token& stop, ImportId id) {
    const auto import = database.read([&](database::Transaction& tx) { return load(tx, id); });
    if (!import) return;
    auto batch = batch_of(open_rows(seal_key, *import));
    const bool all = hash_all(stop, batch.pupils, batch.passwords,
                              [&](std::size_t done) { report(database, id, done); });
    if (!all) return;
    database.write([&](database::Transaction& tx) {
      // Once more inside the transaction: it may have been thrown away meanwhile.
      if (load(tx, id)) store(tx, *import, batch, clock.now());
    });
  }

  database::Database& database;
  const Clock& clock;
  const crypto::SealKey& seal_key;
  std::mutex mutex;
  std::condition_variable_any waiting_changed;
  std::deque<ImportId> waiting;
  std::jthread thread;
};

ImportRunner::ImportRunner(database::Database& database, const Clock& clock,
                           const crypto::SealKey& seal_key)
    : state_(std::make_unique<State>(database, clock, seal_key)) {}

ImportRunner::~ImportRunner() = default;

void ImportRunner::save(ImportId import) {
  {
    const std::lock_guard lock(state_->mutex);
    state_->waiting.push_back(import);
  }
  state_->waiting_changed.notify_one();
}

void recover_imports(database::Database& database) {
  database.write([](database::Transaction& tx) {
    tx.execute(
        "update imports set state = 'ready', done = 0, interrupted = 1 where state = 'saving'");
  });
}

void clear_old_imports(database::Database& database, UtcSeconds now) {
  database.write([&](database::Transaction& tx) {
    tx.execute("delete from imports where created_at < :before and state <> 'saving'",
               {{"before", now - kDraftLife}});
  });
}

}  // namespace lexipoort::people
