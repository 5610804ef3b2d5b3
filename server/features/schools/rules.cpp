#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "features/schools/schools.h"

namespace lexipoort::schools {

int last_year_group(Sector sector) {
  return sector == Sector::vo ? 6 : 8;
}

std::optional<std::string> comparable_address(std::string_view text) {
  std::array<unsigned char, 16> bytes{};
  const std::string address(text);
  if (inet_pton(AF_INET, address.c_str(), &bytes[12]) == 1) {
    bytes[10] = bytes[11] = 0xff;
  } else if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) {
    return std::nullopt;
  }
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string digits;
  for (const auto byte : bytes) {
    digits += kDigits[byte >> 4U];
    digits += kDigits[byte & 15U];
  }
  return digits;
}

bool is_at_school(const std::vector<AddressRange>& ranges, SchoolId school,
                  std::string_view comparable) {
  return std::ranges::any_of(ranges, [&](const AddressRange& range) {
    return range.school_id == school && range.first_address <= comparable &&
           comparable <= range.last_address;
  });
}

}  // namespace lexipoort::schools
