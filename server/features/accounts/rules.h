#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "base/expected.h"
#include "features/accounts/accounts.h"

/// The decisions of signing in, without SQL, HTTP or clock.
namespace lexipoort::accounts::rules {

/// How long a session lives: from its start, and without a request.
struct SessionLimits {
  UtcSeconds absolute;
  UtcSeconds idle;
};
[[nodiscard]] SessionLimits session_limits(Kind kind);
[[nodiscard]] bool session_is_valid(Kind kind, UtcSeconds created_at, UtcSeconds last_seen_at,
                                    UtcSeconds now);

/// What is known of earlier failures when somebody tries to sign in.
struct Failures {
  std::int64_t count = 0;
  UtcSeconds last_at = 0;
};

/// Seconds to wait before the next attempt on this account: none for the first five failures, then
/// doubling from 2 seconds to 15 minutes. Failures of an hour ago no longer count.
[[nodiscard]] UtcSeconds account_wait(const Failures& account, UtcSeconds now);

/// Seconds to wait for an address from which many *different* accounts failed in the last hour. A
/// school shares one address: a child that keeps failing counts once, and an account that has
/// signed in from there before is not held up at all.
[[nodiscard]] UtcSeconds address_wait(const Failures& different_accounts, bool known_here,
                                      UtcSeconds now);

/// What failures from an IP address are counted under: IPv4 by itself, IPv6 by its first 64 bits,
/// for whoever has one such address has all of that network.
[[nodiscard]] std::string counted_address(const std::string& address);

/// Failures older than this no longer count.
inline constexpr UtcSeconds kFailureMemory = 3600;

/// Whether a new password will do: 12 characters or more and not well known. `own_words` are the
/// name and address of its owner. `guesses_log10` comes from the estimator. Source: spec R4.1.1.
[[nodiscard]] Expected<Nothing> acceptable_password(std::size_t characters, double guesses_log10);

/// Whether somebody must sign in in two steps: operators, and administrators of a school that asks
/// it of them.
[[nodiscard]] bool second_factor_demanded(const Actor& actor);

/// A code as it is compared: small letters and digits, without the blanks and dashes between.
[[nodiscard]] std::string canonical_code(std::string_view typed);

/// Whether it has the form of a code from an app: six digits.
[[nodiscard]] bool is_app_code(std::string_view canonical);

/// A code for a phone that is lost, from letters and digits that nobody mistakes: 'k7mq-x2fp-9hwd'.
/// `below` gives a random number under its argument.
[[nodiscard]] std::string recovery_code(std::uint64_t (*below)(std::uint64_t));

/// What can be seen to be wrong in the details of an adult. Source: spec R4.12.1, R4.12.2.
[[nodiscard]] std::vector<person::Fault> adult_faults(const Details& details);

}  // namespace lexipoort::accounts::rules
