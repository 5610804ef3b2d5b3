#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"

/// Signing in in two steps: a password, and a code from an app on one's phone (or one of the
/// recovery codes, for a phone that is lost). Operators must; professionals may, and a school may
/// ask it of its administrators.
namespace lexipoort::accounts {

[[nodiscard]] bool has_second_factor(database::Transaction& tx, UserId user);

/// Uses a code up: from the app or a recovery code. False when it is not right, or was used before.
[[nodiscard]] bool use_code(const Settings& settings, database::Transaction& tx, UserId user,
                            const std::string& typed, UtcSeconds now);

struct SecondFactor {
  bool on = false;
  bool demanded = false;  ///< it cannot be switched off
  std::int64_t recovery_codes_left = 0;
};
BOOST_DESCRIBE_STRUCT(SecondFactor, (), (on, demanded, recovery_codes_left))

[[nodiscard]] Expected<SecondFactor> second_factor(database::Transaction& tx, const Actor& actor,
                                                   const Nothing&);

/// An open screen and a password are not enough where a second step is on: a code goes along.
struct OwnProof {
  std::string password;
  std::optional<std::string> code = {};
};
BOOST_DESCRIBE_STRUCT(OwnProof, (), (password, code))

struct NewSecret {
  std::string secret;   ///< base32, to type over
  std::string address;  ///< the same for a QR code: otpauth://totp/…
  std::string ticket;   ///< to send back with the first code, within a quarter of an hour
};
BOOST_DESCRIBE_STRUCT(NewSecret, (), (secret, address, ticket))

/// A new secret; nothing is kept of it until it is confirmed, so an app that is in use goes on.
/// Refusals: `faulty` (password), `throttled`, `wrong_code`.
[[nodiscard]] Expected<NewSecret> begin_second_factor(const Settings& settings,
                                                      http::Exchange& exchange,
                                                      const OwnProof& request);

struct FirstCode {
  std::string ticket;
  std::string code;
};
BOOST_DESCRIBE_STRUCT(FirstCode, (), (ticket, code))

struct RecoveryCodes {
  std::vector<std::string> codes;
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (codes))

/// Switches the second step on with the first code of the app; every other session of the account
/// ends. The recovery codes are shown this once. Refusals: `ticket_unusable`, `wrong_code`.
[[nodiscard]] Expected<RecoveryCodes> confirm_second_factor(const Settings& settings,
                                                            http::Exchange& exchange,
                                                            const FirstCode& request);

/// Recovery codes in place of the earlier ones. Refusals: `faulty` (password), `throttled`,
/// `wrong_code`, `second_factor_off`.
[[nodiscard]] Expected<RecoveryCodes> renew_recovery_codes(const Settings& settings,
                                                           http::Exchange& exchange,
                                                           const OwnProof& request);

/// Refusals: `faulty` (password), `throttled`, `wrong_code`, `second_factor_demanded`.
[[nodiscard]] Expected<Nothing> switch_off_second_factor(const Settings& settings,
                                                         http::Exchange& exchange,
                                                         const OwnProof& request);

}  // namespace lexipoort::accounts
