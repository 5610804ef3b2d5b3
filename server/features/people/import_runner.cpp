#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>

#include "features/audit/audit.h"
#include "features/people/import_kind.h"
#include "features/people/people.h"

namespace lexipoort::people {
namespace {

using namespace std::chrono_literals;

constexpr auto kReportEvery = 250ms;
constexpr UtcSeconds kDraftLife = 24 * 3600;

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

/// Hashes the passwords on all cores, telling how far it is. Nothing when it was told to stop.
std::optional<std::vector<std::string>> hash_all(const std::stop_token& stop,
                                                 const std::vector<RowEdit>& rows,
                                                 const std::function<void(std::size_t)>& tell) {
  std::vector<std::string> hashes(rows.size());
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> done = 0;
  std::mutex mutex;
  std::condition_variable changed;
  std::exception_ptr fault;
  const auto work = [&] {
    try {
      for (auto index = next++; index < rows.size() && !stop.stop_requested(); index = next++) {
        hashes[index] = crypto::hash_password(rows[index].password);
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
  while (done < rows.size() && !stop.stop_requested() && !fault) {
    changed.wait_for(lock, kReportEvery);
    tell(done);
  }
  if (fault) std::rethrow_exception(fault);
  if (done < rows.size()) return std::nullopt;
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
