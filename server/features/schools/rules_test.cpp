#include <gtest/gtest.h>

#include "features/schools/schools.h"

namespace lexipoort::schools {
namespace {

AddressRange range(SchoolId school, std::string_view first, std::string_view last) {
  return {school, comparable_address(first).value(), comparable_address(last).value()};
}

TEST(Schools, year_groups_end_where_the_sector_ends) {
  EXPECT_EQ(last_year_group(Sector::po), 8);
  EXPECT_EQ(last_year_group(Sector::so), 8);
  EXPECT_EQ(last_year_group(Sector::vo), 6);
}

TEST(Schools, R3_7_compares_addresses_as_numbers) {
  EXPECT_LT(comparable_address("9.0.0.0"), comparable_address("10.0.0.0"));
  EXPECT_EQ(comparable_address("145.1.2.3"), comparable_address("::ffff:145.1.2.3"));
  EXPECT_EQ(comparable_address("2001:db8::1"), comparable_address("2001:0db8:0:0:0:0:0:1"));
  for (const char* wrong : {"", "145.1.2", "145.1.2.256", "school", "2001:::1", "1.2.3.4 "}) {
    EXPECT_EQ(comparable_address(wrong), std::nullopt) << wrong;
  }
}

TEST(Schools, R3_7_a_session_is_at_school_inside_its_own_ranges_only) {
  const SchoolId rainbow{1};
  const SchoolId willows{2};
  const std::vector<AddressRange> ranges = {range(rainbow, "145.1.2.3", "145.1.2.9"),
                                            range(rainbow, "2001:db8::", "2001:db8::ffff"),
                                            range(willows, "145.9.9.9", "145.9.9.9")};
  const auto at = [&](SchoolId school, std::string_view address) {
    return is_at_school(ranges, school, comparable_address(address).value());
  };
  EXPECT_TRUE(at(rainbow, "145.1.2.3"));
  EXPECT_TRUE(at(rainbow, "145.1.2.9"));
  EXPECT_TRUE(at(rainbow, "2001:db8::77"));
  EXPECT_FALSE(at(rainbow, "145.1.2.10"));
  EXPECT_FALSE(at(rainbow, "145.9.9.9")) << "another school's network";
  EXPECT_TRUE(at(willows, "145.9.9.9"));
}

}  // namespace
}  // namespace lexipoort::schools
