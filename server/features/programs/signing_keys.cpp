#include "features/programs/signing_keys.h"

#include <algorithm>
#include <optional>
#include <span>
#include <stdexcept>

#include "features/programs/rules.h"
#include "platform/crypto/jose.h"

namespace lexipoort::programs {
namespace {

struct StoredKey {
  std::string kid;
  std::string sealed_key;
  std::string public_key;
  UtcSeconds created_at = 0;
};
BOOST_DESCRIBE_STRUCT(StoredKey, (), (kid, sealed_key, public_key, created_at))

std::vector<StoredKey> keys_newest_first(database::Transaction& tx) {
  return tx.rows<StoredKey>(
      "select kid, sealed_key, public_key, created_at from signing_keys "
      "order by created_at desc, kid");
}

std::vector<UtcSeconds> moments(const std::vector<StoredKey>& keys) {
  std::vector<UtcSeconds> made;
  for (const auto& key : keys) made.push_back(key.created_at);
  return made;
}

/// Binds a private key to its own row, so that rows cannot be swapped.
std::string seal_context(std::string_view kid) {
  return "signing key " + std::string(kid);
}

StoredKey make_key(const Settings& settings, UtcSeconds now) {
  const auto kid = crypto::uuid();
  const auto private_key = crypto::make_rsa_key(kid);
  return {.kid = kid,
          .sealed_key = settings.seal_key.seal(private_key, seal_context(kid)),
          .public_key = crypto::public_jwk(private_key),
          .created_at = now};
}

void store(database::Transaction& tx, const StoredKey& key) {
  tx.execute(
      "insert into signing_keys (kid, sealed_key, public_key, created_at) "
      "values (:kid, :sealed_key, :public_key, :created_at)",
      {{"kid", key.kid},
       {"sealed_key", key.sealed_key},
       {"public_key", key.public_key},
       {"created_at", key.created_at}});
}

}  // namespace

void rotate_keys(const Settings& settings, UtcSeconds now) {
  const auto is_old = settings.database.read([&](database::Transaction& tx) {
    return rules::needs_new_key(moments(keys_newest_first(tx)), now);
  });
  // Made outside the writing transaction, since it takes a good while.
  std::optional<StoredKey> fresh;
  if (is_old) fresh = make_key(settings, now);
  settings.database.write([&](database::Transaction& tx) {
    const auto keys = keys_newest_first(tx);
    const auto made = moments(keys);
    if (fresh && rules::needs_new_key(made, now)) store(tx, *fresh);
    std::vector<std::string> unneeded;
    for (auto index = rules::published_keys(made, now); index < keys.size(); ++index) {
      unneeded.push_back(keys[index].kid);
    }
    if (unneeded.empty()) return;
    tx.execute("delete from signing_keys where kid in (select value from each(:unneeded))",
               {{"unneeded", unneeded}});
  });
}

SigningKey current_key(database::Transaction& tx, UtcSeconds now) {
  auto keys = keys_newest_first(tx);
  const auto chosen = rules::signing_key(moments(keys), now);
  if (!chosen) throw std::runtime_error("there is no key to sign with yet");
  return {.kid = keys[*chosen].kid, .sealed_key = keys[*chosen].sealed_key};
}

std::string sign(const Settings& settings, const SigningKey& key, const std::string& claims) {
  const auto private_key = settings.seal_key.open(key.sealed_key, seal_context(key.kid));
  if (!private_key) {
    throw std::runtime_error("signing key " + key.kid + " was sealed with another secret");
  }
  return crypto::sign_jwt(*private_key, claims);
}

std::string published_jwks(database::Transaction& tx, UtcSeconds now) {
  const auto keys = keys_newest_first(tx);
  const auto count = rules::published_keys(moments(keys), now);
  std::string jwks = "{\"keys\":[";
  for (std::size_t index = 0; index < count; ++index) {
    if (index > 0) jwks += ',';
    jwks += keys[index].public_key;
  }
  return jwks + "]}";
}

}  // namespace lexipoort::programs
