#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/ids.h"
#include "platform/crypto/crypto.h"
#include "platform/database/database.h"
#include "platform/http/routes.h"

/// The register of a school: its users, their links, and lists of them on their way in.
namespace lexipoort::people {

/// Saves uploaded lists in the background: hashing hundreds of passwords takes longer than anybody
/// should wait for an answer.
class ImportRunner {
 public:
  ImportRunner(database::Database& database, const Clock& clock, const crypto::SealKey& seal_key,
               const std::string& public_url);
  /// Lets go of a save that is under way; nothing of it is stored, and it can be done again.
  ~ImportRunner();

  /// Saves an import whose state is `saving`, after those before it.
  void save(ImportId import);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct Settings {
  database::Database& database;
  const Clock& clock;
  const crypto::SealKey& seal_key;
  ImportRunner& runner;
  std::string public_url;  ///< printed on the cards that children get, and in mails
};

void add_routes(http::Routes& routes, const Settings& settings);

/// Marks the saves that the program's last end broke off: nothing of them was stored. To be called
/// before the first request.
void recover_imports(database::Database& database);

/// Throws away lists that nobody finished within a day, with the passwords in them.
void clear_old_imports(database::Database& database, UtcSeconds now);

/// Throws away the ways back from tasks that are open no more.
void clear_ways_back(database::Database& database, UtcSeconds now);

}  // namespace lexipoort::people
