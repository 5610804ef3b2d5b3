#include "features/accounts/rules.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/text.h"

namespace lexipoort::accounts::rules {
namespace {

constexpr UtcSeconds kHour = 3600;
constexpr std::int64_t kFreeAccountFailures = 5;
constexpr UtcSeconds kLongestAccountWait = 15 * 60;
constexpr std::int64_t kFreeAddressAccounts = 40;
constexpr UtcSeconds kLongestAddressWait = 60;
constexpr std::size_t kShortestPassword = 12;
constexpr std::size_t kLongestJobTitle = 100;
/// Ten to the eighth guesses: what a list of well-known passwords and their variations holds.
constexpr double kWellKnownBelow = 8.0;

UtcSeconds doubling_wait(std::int64_t failures_over, UtcSeconds longest) {
  const auto doublings = std::min<std::int64_t>(failures_over, 20);
  return std::min<UtcSeconds>(longest, UtcSeconds{2} << doublings);
}

UtcSeconds left_of(UtcSeconds wait, UtcSeconds last_at, UtcSeconds now) {
  return std::max<UtcSeconds>(0, last_at + wait - now);
}

}  // namespace

SessionLimits session_limits(Kind kind) {
  switch (kind) {
    case Kind::pupil:
      return {.absolute = 10 * kHour, .idle = 2 * kHour};
    case Kind::professional:
      return {.absolute = 12 * kHour, .idle = 3 * kHour};
    case Kind::operator_:
      break;
  }
  return {.absolute = 8 * kHour, .idle = kHour / 2};
}

bool session_is_valid(Kind kind, UtcSeconds created_at, UtcSeconds last_seen_at, UtcSeconds now) {
  const auto limits = session_limits(kind);
  return now < created_at + limits.absolute && now < last_seen_at + limits.idle;
}

UtcSeconds account_wait(const Failures& account, UtcSeconds now) {
  if (account.count < kFreeAccountFailures || now >= account.last_at + kFailureMemory) return 0;
  return left_of(doubling_wait(account.count - kFreeAccountFailures, kLongestAccountWait),
                 account.last_at, now);
}

UtcSeconds address_wait(const Failures& different_accounts, bool known_here, UtcSeconds now) {
  if (known_here || different_accounts.count < kFreeAddressAccounts) return 0;
  return left_of(
      doubling_wait(different_accounts.count - kFreeAddressAccounts, kLongestAddressWait),
      different_accounts.last_at, now);
}

std::string counted_address(const std::string& address) {
  in6_addr bytes{};
  if (inet_pton(AF_INET6, address.c_str(), &bytes) != 1) return address;
  std::fill(std::begin(bytes.s6_addr) + 8, std::end(bytes.s6_addr), std::uint8_t{0});
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, &bytes, text.data(), text.size());
  return std::string(text.data()) + "/64";
}

Expected<Nothing> acceptable_password(std::size_t characters, double guesses_log10) {
  if (characters < kShortestPassword) {
    return refuse(RefusalKind::invalid, "password_too_short", {}, {{"minimum", kShortestPassword}});
  }
  if (guesses_log10 < kWellKnownBelow) {
    return refuse(RefusalKind::invalid, "password_well_known");
  }
  return Nothing{};
}

namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

}  // namespace

bool second_factor_demanded(const Actor& actor) {
  return actor.kind == Kind::operator_ ||
         std::ranges::any_of(actor.memberships, [](const Membership& membership) {
           return membership.administrator && membership.second_factor_demanded;
         });
}

std::string canonical_code(std::string_view typed) {
  std::string code;
  for (const char each : typed) {
    if (each >= 'A' && each <= 'Z') {
      code += static_cast<char>(each - 'A' + 'a');
    } else if ((each >= 'a' && each <= 'z') || is_digit(each)) {
      code += each;
    }
  }
  return code;
}

bool is_app_code(std::string_view canonical) {
  constexpr std::size_t kDigits = 6;
  return canonical.size() == kDigits && std::ranges::all_of(canonical, is_digit);
}

std::string recovery_code(std::uint64_t (*below)(std::uint64_t)) {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
  constexpr std::size_t kGroups = 3;
  constexpr std::size_t kPerGroup = 4;
  std::string code;
  for (std::size_t index = 0; index < kGroups * kPerGroup; ++index) {
    if (index > 0 && index % kPerGroup == 0) code += '-';
    code += kLetters[below(kLetters.size())];
  }
  return code;
}

std::vector<person::Fault> adult_faults(const Details& details) {
  auto faults = person::name_faults(details.first_name, details.infix, details.last_name);
  if (details.user_name && !person::is_user_name(*details.user_name)) {
    faults.push_back({"user_name", "not_allowed"});
  }
  std::ranges::copy(person::email_faults(details.email.value_or("")), std::back_inserter(faults));
  if (text::length(details.job_title) > kLongestJobTitle) {
    faults.push_back({"job_title", "too_long"});
  }
  return faults;
}

}  // namespace lexipoort::accounts::rules
