#include <spdlog/spdlog.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>

#include "features/audit/audit.h"
#include "features/people/import_kind.h"
#include "features/people/people.h"
#include "platform/jobs/parallel.h"

namespace lexipoort::people {
namespace {

using namespace std::chrono_literals;

constexpr UtcSeconds kDraftLife = 24 * 3600;
constexpr auto kRetryAfter = 1s;

std::optional<StoredImport> load(database::Transaction& tx, ImportId import) {
  return tx.row<StoredImport>(
      "select id, school_id, created_by, kind, file_name, state, sealed_rows, row_count, "
      "done, interrupted, version from imports where id = :import and state = 'saving'",
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

/// Hashes the passwords, telling how far it is. Nothing when it was told to stop.
std::optional<std::vector<std::string>> hash_all(const std::stop_token& stop,
                                                 const std::vector<RowEdit>& rows,
                                                 const std::function<void(std::size_t)>& tell) {
  std::vector<std::string> hashes(rows.size());
  const auto hash = [&](std::size_t index) {
    hashes[index] = crypto::hash_password(rows[index].password);
  };
  if (!jobs::in_parallel(stop, rows.size(), hash, tell)) return std::nullopt;
  return hashes;
}

std::vector<RowEdit> wanted_rows(const crypto::SealKey& key, const StoredImport& import) {
  auto rows = open_rows(key, import);
  std::erase_if(rows, [](const RowEdit& row) { return row.skip; });
  return rows;
}

/// All rows, in one transaction; or, when one cannot be stored any more, none.
void store(database::Transaction& tx, const Saving& saving) {
  const auto& import = saving.import;
  const auto& lists = lists_of(import.kind);
  const auto ids = lists.store(tx, saving);
  if (!ids) {
    give_back(tx, import.id, false);
    return;
  }
  tx.execute("update imports set state = 'saved', done = :count where id = :import",
             {{"count", ids->size()}, {"import", import.id}});
  audit::record(tx, {.school = import.school,
                     .actor = import.created_by,
                     .at = saving.now,
                     .action = std::string(lists.saved_action),
                     .subjects = *ids});
}

}  // namespace

struct ImportRunner::State {
  State(database::Database& target, const Clock& time, const crypto::SealKey& key,
        std::string address)
      : database(target),
        clock(time),
        seal_key(key),
        public_url(std::move(address)),
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
        give_back_after_fault(stop, import);
      }
    }
  }

  /// Until the database is back, as the school can save no other list before; or, when the program
  /// ends first, its next start gives it back.
  void give_back_after_fault(const std::stop_token& stop, ImportId import) {
    while (!stop.stop_requested()) {
      try {
        database.write([&](database::Transaction& tx) { give_back(tx, import, true); });
        spdlog::warn("it can be saved again");
        return;
      } catch (const std::exception& fault) {
        spdlog::error("nor could it be given back yet: {}", fault.what());
      }
      std::unique_lock lock(mutex);
      waiting_changed.wait_for(lock, stop, kRetryAfter, [] { return false; });
    }
  }

  void save_one(const std::stop_token& stop, ImportId id) {
    const auto import = database.read([&](database::Transaction& tx) { return load(tx, id); });
    if (!import) return;
    const auto rows = wanted_rows(seal_key, *import);
    std::optional<std::vector<std::string>> hashes(std::in_place);
    if (lists_of(import->kind).with_passwords) {
      hashes = hash_all(stop, rows, [&](std::size_t done) { report(database, id, done); });
    }
    if (!hashes) return;
    database.write([&](database::Transaction& tx) {
      // Once more inside the transaction: it may have been thrown away meanwhile.
      if (!load(tx, id)) return;
      store(tx, {.import = *import,
                 .rows = rows,
                 .password_hashes = *hashes,
                 .public_url = public_url,
                 .now = clock.now()});
    });
  }

  database::Database& database;
  const Clock& clock;
  const crypto::SealKey& seal_key;
  const std::string public_url;
  std::mutex mutex;
  std::condition_variable_any waiting_changed;
  std::deque<ImportId> waiting;
  std::jthread thread;
};

ImportRunner::ImportRunner(database::Database& database, const Clock& clock,
                           const crypto::SealKey& seal_key, const std::string& public_url)
    : state_(std::make_unique<State>(database, clock, seal_key, public_url)) {}

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
