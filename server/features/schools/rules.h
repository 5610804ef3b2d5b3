#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"

/// Which addresses a school may call its own; no database, no network.
namespace lexipoort::schools {

/// 'Verbindingstype': how a school is connected, which decides what may be typed.
enum class Connection { one, several, range };
BOOST_DESCRIBE_ENUM(Connection, one, several, range)

namespace rules {

/// An IP address as a number; IPv4 in its mapped form.
__extension__ using Number = unsigned __int128;

struct Range {
  Number first = 0;
  Number last = 0;
};

/// A school has a street of addresses, not a town: a /20 of IPv4, a /48 of IPv6.
inline constexpr Number kMostOfIpv4 = Number{1} << 12U;
inline constexpr Number kMostOfIpv6 = Number{1} << 80U;

/// No more than this may be typed at once.
inline constexpr std::size_t kMostItems = 100;

/// The ranges in a text of single addresses, from–to and CIDR, apart by commas, semicolons or
/// blanks; in order, those that overlap or touch as one. Refuses `bad_addresses` with a concern
/// for each item that cannot be used, by its name as typed, and a code: required, bad_address,
/// private_address, reserved_address, too_wide, wrong_order, mixed_families, one_expected,
/// range_expected, too_many. Source: spec R4.2.1, R4.2.2.
[[nodiscard]] Expected<std::vector<Range>> ranges_in(std::string_view text, Connection connection);

/// The first address that a range may begin with and still reach this one: no range is wider than
/// the widest.
[[nodiscard]] Number reach_of(const Range& range);

/// An address as it is stored: see comparable_address().
[[nodiscard]] std::string comparable(Number address);

/// An address as it is stored, as people write it.
[[nodiscard]] std::string readable(std::string_view comparable);

/// Results stay readable for 1 to 5 years: refuses `bad_retention`.
[[nodiscard]] Expected<Nothing> is_retention(std::int64_t years);

}  // namespace rules
}  // namespace lexipoort::schools
