#include <algorithm>
#include <set>

#include "features/publishing/publishing.h"

namespace lexipoort::publishing {
namespace {

constexpr UtcSeconds kDay = 24LL * 3600;

/// Those of these files that no row tells of.
std::vector<std::string> without_row(database::Transaction& tx,
                                     const std::vector<std::string>& sums) {
  return tx.rows<std::string>(
      "select distinct value from each(:sums) "
      "where value not in (select sha256 from files where sha256 in (select value from "
      "each(:sums)))",
      {{"sums", sums}});
}

void clear_files(const Settings& settings, UtcSeconds now) {
  const auto alone = settings.store.lock();
  const auto gone = settings.database.write([&](database::Transaction& tx) {
    const auto unused = tx.rows<std::string>(
        "delete from files where created_at < :before and not exists "
        "(select 1 from content_files u where u.file_id = files.id) returning sha256",
        {{"before", now - kDay}});
    return unused.empty() ? unused : without_row(tx, unused);
  });
  for (const auto& sha256 : gone) settings.store.drop(sha256);
}

void clear_uploads(const Settings& settings, UtcSeconds now) {
  const auto old = settings.database.read([&](database::Transaction& tx) {
    return tx.rows<UploadId>("select id from uploads where created_at < :before",
                             {{"before", now - kDay}});
  });
  if (old.empty()) return;
  for (const auto& upload : old) settings.store.drop_part(upload.value);
  settings.database.write([&](database::Transaction& tx) {
    tx.execute("delete from uploads where id in (select value from each(:old))", {{"old", old}});
  });
}

}  // namespace

void clear_unused(const Settings& settings, UtcSeconds now) {
  clear_uploads(settings, now);
  clear_files(settings, now);
}

void prepare_files(const Settings& settings) {
  settings.store.prepare();
  const auto alone = settings.store.lock();
  const auto orphans = settings.database.read([&](database::Transaction& tx) {
    // A database that knows of no file at all may be the wrong one, or not restored yet.
    const bool knows_files = tx.row<FileId>("select id from files limit 1").has_value();
    return knows_files ? without_row(tx, settings.store.settled()) : std::vector<std::string>{};
  });
  for (const auto& sha256 : orphans) settings.store.drop(sha256);
}

}  // namespace lexipoort::publishing
