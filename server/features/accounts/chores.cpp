#include "features/accounts/accounts.h"
#include "features/accounts/rules.h"

namespace lexipoort::accounts {
namespace {

constexpr UtcSeconds kKnownAddressLife = 60 * 24 * 3600;

/// No session of any kind lives longer than this, so older ones can go.
UtcSeconds longest_session() {
  return rules::session_limits(Kind::professional).absolute;
}

void clear_rows(database::Transaction& tx, UtcSeconds now) {
  tx.execute("delete from sessions where created_at < :before",
             {{"before", now - longest_session()}});
  tx.execute("delete from password_tokens where expires_at < :now", {{"now", now}});
  tx.execute("delete from email_changes where expires_at < :now", {{"now", now}});
  tx.execute("delete from sign_in_failures where last_failure_at < :before",
             {{"before", now - rules::kFailureMemory}});
  tx.execute("delete from sign_in_failed_pairs where last_failure_at < :before",
             {{"before", now - rules::kFailureMemory}});
  tx.execute("delete from known_addresses where last_seen_at < :before",
             {{"before", now - kKnownAddressLife}});
}

}  // namespace

void clear_expired(const Settings& settings) {
  settings.database.write([&](database::Transaction& tx) { clear_rows(tx, settings.clock.now()); });
}

}  // namespace lexipoort::accounts
