#include "platform/database/migrations.h"

#include <stdexcept>
#include <string>

namespace lexipoort::database {
namespace {

int version_in(Transaction& tx) {
  return tx.row<std::optional<int>>("select max(number) from schema_migrations")
      .value_or(std::nullopt)
      .value_or(0);
}

void prepare_table(Transaction& tx, Engine engine) {
  if (const auto lock = dialect::migration_lock(engine); !lock.empty()) tx.execute(lock);
  tx.execute(
      "create table if not exists schema_migrations (number integer primary key, name text not "
      "null)");
}

/// The statements of a migration end with a semicolon at the end of a line.
void run_statements(Transaction& tx, std::string text) {
  text += '\n';
  std::size_t start = 0;
  for (auto end = text.find(";\n"); end != std::string::npos; end = text.find(";\n", start)) {
    tx.execute(text.substr(start, end - start));
    start = end + 2;
  }
}

}  // namespace

int migrate(Database& database, std::span<const Migration> migrations) {
  const auto engine = database.engine();
  const int newest = migrations.empty() ? 0 : migrations.back().number;
  return database.write([&](Transaction& tx) {
    prepare_table(tx, engine);
    const int version = version_in(tx);
    if (version > newest) {
      throw std::runtime_error("the database is at version " + std::to_string(version) +
                               ", this program knows up to " + std::to_string(newest) +
                               ": start a newer lexipoort, or restore an older backup");
    }
    int ran = 0;
    for (const auto& migration : migrations) {
      if (migration.number <= version) continue;
      run_statements(tx, dialect::migration_text(engine, migration.text));
      tx.execute("insert into schema_migrations (number, name) values (:number, :name)",
                 {{"number", migration.number}, {"name", migration.name}});
      ++ran;
    }
    return ran;
  });
}

int schema_version(Database& database) {
  return database.read([](Transaction& tx) { return version_in(tx); });
}

}  // namespace lexipoort::database
