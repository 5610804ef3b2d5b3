#pragma once

#include <string>

#include "features/accounts/accounts.h"

/// What somebody does to their own account: shown to be them, and kept in the audit trail.
namespace lexipoort::accounts {

[[nodiscard]] std::string password_hash_of(database::Transaction& tx, UserId user);

/// Whether the password is that of the account: an open screen is not enough to take it over. Wrong
/// ones count as they do when somebody signs in. The hash that it was compared with, to be compared
/// again in the transaction that acts on it. Refusals: `faulty` (password), `throttled`.
[[nodiscard]] Expected<std::string> prove_password(const Settings& settings,
                                                   const http::Exchange& exchange, UserId user,
                                                   const std::string& password);

/// Counts a wrong proof by the account's owner, as sign_in() does.
void count_failure(const Settings& settings, const http::Exchange& exchange, UserId user);

/// The refusal of a password that is not (any more) the account's.
[[nodiscard]] std::unexpected<Refusal> wrong_password();

/// One line in the audit trail at each school of the actor: a handful. Who has none is an operator.
void record_own(database::Transaction& tx, const Actor& actor, const std::string& action,
                const std::map<std::string, std::string>& details = {});

}  // namespace lexipoort::accounts
