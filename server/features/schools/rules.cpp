#include "features/schools/rules.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "features/schools/schools.h"

namespace lexipoort::schools {
namespace {

using rules::Number;
using rules::Range;
using Bytes = std::array<unsigned char, 16>;

/// As long as two addresses of IPv6: what is longer is no address, and no use in a list of faults.
constexpr std::size_t kLongestName = 80;
/// Longer than kMostItems can be, whatever they are.
constexpr std::size_t kLongestText = 2 * rules::kMostItems * kLongestName;

std::optional<Number> number_of(std::string_view text) {
  Bytes bytes{};
  const std::string address(text);
  if (address.find('\0') != std::string::npos) return std::nullopt;
  if (inet_pton(AF_INET, address.c_str(), &bytes[12]) == 1) {
    bytes[10] = bytes[11] = 0xff;
  } else if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) {
    return std::nullopt;
  }
  Number number = 0;
  for (const auto byte : bytes) number = number << 8U | byte;
  return number;
}

bool is_ipv4(Number address) {
  return address >> 32U == 0xffffU;
}

std::string readable_number(Number address) {
  Bytes bytes{};
  auto rest = address;
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, rest >>= 8U) {
    *byte = static_cast<unsigned char>(rest & 0xffU);
  }
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (is_ipv4(address)) {
    inet_ntop(AF_INET, &bytes[12], text.data(), text.size());
  } else {
    inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
  }
  return text.data();
}

Number most_of(Number first) {
  return is_ipv4(first) ? rules::kMostOfIpv4 : rules::kMostOfIpv6;
}

bool is_too_wide(const Range& range) {
  return range.last - range.first >= most_of(range.first);
}

Range block(Number address, unsigned prefix) {
  const Number rest = prefix == 0 ? ~Number{0} : (Number{1} << (128 - prefix)) - 1;
  return {address & ~rest, address | rest};
}

bool overlaps(const Range& one, const Range& other) {
  return one.first <= other.last && other.first <= one.last;
}

bool contains(const Range& outer, const Range& inner) {
  return outer.first <= inner.first && inner.last <= outer.last;
}

// --- addresses that no school has on the internet ------------------------------------------------

struct Special {
  std::string_view address;
  unsigned prefix;  ///< counted in 128 bits for IPv4 too
  std::string_view code;
};

/// IANA's registries of special-purpose addresses, multicast and what is not handed out, so that
/// no two overlap.
constexpr std::string_view kPrivate = "private_address";
constexpr std::string_view kReserved = "reserved_address";
constexpr auto kSpecials = std::to_array<Special>({
    {"0.0.0.0", 96 + 8, kReserved},
    {"10.0.0.0", 96 + 8, kPrivate},
    {"100.64.0.0", 96 + 10, kReserved},  // shared by a provider's customers
    {"127.0.0.0", 96 + 8, kReserved},
    {"169.254.0.0", 96 + 16, kReserved},
    {"172.16.0.0", 96 + 12, kPrivate},
    {"192.0.0.0", 96 + 24, kReserved},
    {"192.0.2.0", 96 + 24, kReserved},  // documentation
    {"192.31.196.0", 96 + 24, kReserved},
    {"192.52.193.0", 96 + 24, kReserved},
    {"192.88.99.0", 96 + 24, kReserved},  // relays of 6to4
    {"192.168.0.0", 96 + 16, kPrivate},
    {"192.175.48.0", 96 + 24, kReserved},
    {"198.18.0.0", 96 + 15, kReserved},    // benchmarks
    {"198.51.100.0", 96 + 24, kReserved},  // documentation
    {"203.0.113.0", 96 + 24, kReserved},   // documentation
    {"224.0.0.0", 96 + 3, kReserved},      // multicast, and what was kept for later
    {"::", 3, kReserved},                  // IPv4 in its mapped form is never compared with it
    {"2001::", 23, kReserved},             // Teredo, benchmarks, ORCHID
    {"2001:db8::", 32, kReserved},         // documentation
    {"2002::", 16, kReserved},             // 6to4
    {"2620:4f:8000::", 48, kReserved},
    {"3fff::", 20, kReserved},  // documentation
    {"4000::", 2, kReserved},   // only 2000::/3 is handed out
    {"8000::", 2, kReserved},
    {"c000::", 3, kReserved},
    {"e000::", 4, kReserved},
    {"f000::", 5, kReserved},
    {"f800::", 6, kReserved},
    {"fc00::", 7, kPrivate},   // unique local
    {"fe00::", 7, kReserved},  // link-local, multicast
});

/// What is wrong with a range as a school's, if anything is.
std::optional<std::string_view> fault_of(const Range& range) {
  const auto* special = std::ranges::find_if(kSpecials, [&](const Special& one) {
    const auto first = number_of(one.address).value();
    return is_ipv4(first) == is_ipv4(range.first) && overlaps(block(first, one.prefix), range);
  });
  const bool is_special = special != kSpecials.end();
  // Of what is far too wide, that it holds a reserved corner as well is no news.
  if (is_too_wide(range) &&
      !(is_special &&
        contains(block(number_of(special->address).value(), special->prefix), range))) {
    return "too_wide";
  }
  return is_special ? std::optional(special->code) : std::nullopt;
}

// --- reading what was typed ----------------------------------------------------------------------

using Read = std::expected<Range, std::string_view>;

/// An address with the number of bits that are the same in the whole range.
Read read_cidr(std::string_view address, std::string_view bits) {
  const auto number = number_of(address);
  const unsigned most = address.find(':') == std::string_view::npos ? 32 : 128;
  unsigned prefix = 0;
  const auto [end, error] = std::from_chars(bits.data(), bits.data() + bits.size(), prefix);
  const bool is_number = error == std::errc{} && end == bits.data() + bits.size();
  if (!number || !is_number || prefix > most) return std::unexpected("bad_address");
  return block(*number, 128 - most + prefix);
}

Read read_from_to(std::string_view from, std::string_view to) {
  const auto first = number_of(from);
  const auto last = number_of(to);
  if (!first || !last) return std::unexpected("bad_address");
  if (is_ipv4(*first) != is_ipv4(*last)) return std::unexpected("mixed_families");
  if (*first > *last) return std::unexpected("wrong_order");
  return Range{*first, *last};
}

Read read_range(std::string_view item) {
  const auto slash = item.find('/');
  if (slash != std::string_view::npos) {
    return read_cidr(item.substr(0, slash), item.substr(slash + 1));
  }
  const auto dash = item.find('-');
  if (dash != std::string_view::npos) {
    return read_from_to(item.substr(0, dash), item.substr(dash + 1));
  }
  return read_from_to(item, item);
}

Read read_item(std::string_view item, Connection connection) {
  auto range = read_range(item);
  if (!range) return range;
  if (const auto fault = fault_of(*range)) return std::unexpected(*fault);
  const bool is_one = range->first == range->last;
  if (connection == Connection::one && !is_one) return std::unexpected("one_expected");
  if (connection == Connection::range && is_one) return std::unexpected("range_expected");
  return range;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// The items of a text; a range is one item, also with blanks around its dash.
std::vector<std::string> items_in(std::string_view typed) {
  auto text = text::tidy(typed);
  replace_all(text, "–", "-");
  for (const std::string mark : {"-", "/"}) {
    replace_all(text, " " + mark, mark);
    replace_all(text, mark + " ", mark);
  }
  std::vector<std::string> items;
  for (std::size_t at = 0; (at = text.find_first_not_of(" ,;", at)) != std::string::npos;) {
    const auto end = std::min(text.find_first_of(" ,;", at), text.size());
    items.push_back(text.substr(at, end - at));
    at = end;
  }
  return items;
}

std::string shortened(std::string name) {
  if (name.size() <= kLongestName) return name;
  // Not within a character: what follows its first byte begins with 10.
  auto end = kLongestName;
  while ((static_cast<unsigned char>(name[end]) & 0xc0U) == 0x80U) --end;
  return name.substr(0, end) + "…";
}

std::string name_of(const Range& range) {
  return readable_number(range.first) + " - " + readable_number(range.last);
}

/// The figure belongs to IPv4: that of IPv6 is no number that helps anybody.
std::unexpected<Refusal> bad_addresses(std::vector<Concern> concerns) {
  std::map<std::string, std::int64_t> figures = {{"maximum", rules::kMostItems}};
  const bool wide_ipv6 = std::ranges::any_of(concerns, [](const Concern& concern) {
    return concern.code == "too_wide" && concern.name.find(':') != std::string::npos;
  });
  if (!wide_ipv6) figures["most"] = static_cast<std::int64_t>(rules::kMostOfIpv4);
  return refuse(RefusalKind::invalid, "bad_addresses", std::move(concerns), std::move(figures));
}

std::unexpected<Refusal> bad_addresses(std::string_view typed, std::string code) {
  return bad_addresses({{.name = shortened(text::tidy(typed)), .code = std::move(code)}});
}

/// In order, what overlaps or touches as one.
std::vector<Range> merged(std::vector<Range> ranges) {
  std::ranges::sort(ranges, {}, &Range::first);
  std::vector<Range> apart;
  for (const auto& range : ranges) {
    if (!apart.empty() && range.first <= apart.back().last + 1) {
      apart.back().last = std::max(apart.back().last, range.last);
    } else {
      apart.push_back(range);
    }
  }
  return apart;
}

}  // namespace

namespace rules {

Expected<std::vector<Range>> ranges_in(std::string_view typed, Connection connection) {
  if (typed.size() > kLongestText) return bad_addresses("", "too_many");
  const auto items = items_in(typed);
  if (items.empty()) return bad_addresses("", "required");
  if (items.size() > kMostItems) return bad_addresses("", "too_many");
  if (items.size() > 1 && connection == Connection::one)
    return bad_addresses(typed, "one_expected");
  if (items.size() > 1 && connection == Connection::range) {
    return bad_addresses(typed, "range_expected");
  }
  std::vector<Range> ranges;
  std::vector<Concern> concerns;
  for (const auto& item : items) {
    const auto range = read_item(item, connection);
    if (range) {
      ranges.push_back(*range);
    } else {
      concerns.push_back({.name = shortened(item), .code = std::string(range.error())});
    }
  }
  if (!concerns.empty()) return bad_addresses(std::move(concerns));
  ranges = merged(std::move(ranges));
  // Nor may it be laid out of pieces: reach_of() counts on it.
  const auto wide = std::ranges::find_if(ranges, is_too_wide);
  if (wide != ranges.end()) return bad_addresses(name_of(*wide), "too_wide");
  return ranges;
}

Number reach_of(const Range& range) {
  return range.first - most_of(range.first) + 1;
}

std::string comparable(Number address) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits(32, '0');
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, address >>= 4U) {
    *digit = kDigits[static_cast<std::size_t>(address & 0xfU)];
  }
  return digits;
}

std::string readable(std::string_view comparable) {
  Number address = 0;
  for (const char digit : comparable) {
    address = address << 4U | static_cast<Number>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
  }
  return readable_number(address);
}

}  // namespace rules

int last_year_group(Sector sector) {
  return sector == Sector::vo ? 6 : 8;
}

std::optional<std::string> comparable_address(std::string_view text) {
  const auto number = number_of(text);
  return number ? std::optional(rules::comparable(*number)) : std::nullopt;
}

bool is_at_school(const std::vector<AddressRange>& ranges, SchoolId school,
                  std::string_view comparable) {
  return std::ranges::any_of(ranges, [&](const AddressRange& range) {
    return range.school_id == school && range.first_address <= comparable &&
           comparable <= range.last_address;
  });
}

Expected<Nothing> rules::is_retention(std::int64_t years) {
  if (years < 1 || years > 5) {
    return refuse(RefusalKind::invalid, "bad_retention", {{.field = "years"}});
  }
  return Nothing{};
}

}  // namespace lexipoort::schools
