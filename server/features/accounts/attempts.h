#pragma once

#include <optional>
#include <string>

#include "features/accounts/accounts.h"

/// Proofs of who somebody is that failed, counted so that no password can be guessed endlessly.
namespace lexipoort::accounts {

/// One attempt: whose, as keyed hashes (the tables of failures name nobody), and how many seconds
/// to wait before it may be made.
struct Attempt {
  std::string account;
  std::string address;
  UtcSeconds wait = 0;
};

/// An account that has been here before has a counter of its own here: a stranger elsewhere who
/// guesses cannot keep its owner out, and a classmate who guesses is still held up.
[[nodiscard]] Attempt look_up_attempt(const Settings& settings, database::Transaction& tx,
                                      const std::string& login, std::optional<UserId> user,
                                      const std::string& address, UtcSeconds now);

void remember_failure(database::Transaction& tx, const Attempt& attempt, UtcSeconds now);

/// A right password: the failures before it no longer count, and the address is known.
void forget_failures(database::Transaction& tx, UserId user, const Attempt& attempt,
                     UtcSeconds now);

/// Its password was chosen anew: what failed with the old one no longer counts, from nowhere.
void forget_account(const Settings& settings, database::Transaction& tx, UserId user);

/// Counts that somebody at an address asks for a password; an address asks for as many different
/// accounts as may fail there. How many seconds to wait before asking again: then it is not
/// counted.
[[nodiscard]] UtcSeconds count_request(const Settings& settings, database::Transaction& tx,
                                       const std::string& login, const std::string& address,
                                       UtcSeconds now);

}  // namespace lexipoort::accounts
