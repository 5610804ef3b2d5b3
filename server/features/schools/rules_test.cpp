#include "features/schools/rules.h"

#include <gmock/gmock.h>
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
  EXPECT_EQ(comparable_address(std::string_view("1.2.3.4\0.5", 10)), std::nullopt);
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

using ::testing::ElementsAre;

/// The ranges as people read them, or what is wrong: 'code: item'.
std::vector<std::string> outcome(std::string_view typed,
                                 Connection connection = Connection::several) {
  const auto ranges = rules::ranges_in(typed, connection);
  std::vector<std::string> lines;
  if (!ranges) {
    EXPECT_EQ(ranges.error().code, "bad_addresses");
    EXPECT_FALSE(ranges.error().concerns.empty());
    for (const auto& [name, field, code, about] : ranges.error().concerns) {
      lines.push_back(code + ": " + name);
    }
    return lines;
  }
  for (const auto& [first, last] : *ranges) {
    const auto from = rules::readable(rules::comparable(first));
    const auto to = rules::readable(rules::comparable(last));
    lines.push_back(from == to ? from : from + " - " + to);
  }
  return lines;
}

struct Case {
  std::string_view typed;
  std::string_view means;
};

TEST(SchoolAddresses, R4_2_2_are_read_in_every_form) {
  for (const auto& [typed, means] : std::to_array<Case>({
           {"185.10.20.30", "185.10.20.30"},
           {"  185.10.20.30\n", "185.10.20.30"},
           {"::ffff:185.10.20.30", "185.10.20.30"},
           {"2A02:A210:0::1", "2a02:a210::1"},
           {"185.10.20.1-185.10.20.30", "185.10.20.1 - 185.10.20.30"},
           {"185.10.20.1 - 185.10.20.30", "185.10.20.1 - 185.10.20.30"},
           {"185.10.20.1 – 185.10.20.30", "185.10.20.1 - 185.10.20.30"},
           {"185.10.20.1–185.10.20.30", "185.10.20.1 - 185.10.20.30"},
           {"::ffff:185.10.20.1 - 185.10.20.30", "185.10.20.1 - 185.10.20.30"},
           {"2a02:a210::1 -\u00a02a02:a210::ff", "2a02:a210::1 - 2a02:a210::ff"},
           {"185.10.20.0/27", "185.10.20.0 - 185.10.20.31"},
           {"185.10.20.9 / 27", "185.10.20.0 - 185.10.20.31"},
           {"185.10.20.9/32", "185.10.20.9"},
           {"185.10.16.0/20", "185.10.16.0 - 185.10.31.255"},
           {"::ffff:185.10.20.0/123", "185.10.20.0 - 185.10.20.31"},
           {"2a02:a210:1::/48", "2a02:a210:1:: - 2a02:a210:1:ffff:ffff:ffff:ffff:ffff"},
           {"2a02:a210:1::5/128", "2a02:a210:1::5"},
       })) {
    EXPECT_THAT(outcome(typed), ElementsAre(means)) << typed;
  }
}

TEST(SchoolAddresses, R4_2_2_a_list_is_apart_by_commas_semicolons_lines_or_blanks) {
  for (const char* typed : {"185.10.20.9,91.2.3.4", "185.10.20.9; 91.2.3.4", "185.10.20.9 91.2.3.4",
                            "91.2.3.4\r\n\r\n185.10.20.9\r\n", ";185.10.20.9,\t91.2.3.4,,"}) {
    EXPECT_THAT(outcome(typed), ElementsAre("91.2.3.4", "185.10.20.9")) << typed;
  }
  EXPECT_THAT(outcome("91.2.3.1 - 91.2.3.4 185.10.20.0 / 31"),
              ElementsAre("91.2.3.1 - 91.2.3.4", "185.10.20.0 - 185.10.20.1"));
}

TEST(SchoolAddresses, R4_2_2_what_overlaps_or_touches_becomes_one) {
  EXPECT_THAT(outcome("185.10.20.3, 185.10.20.1, 185.10.20.2, 185.10.20.1"),
              ElementsAre("185.10.20.1 - 185.10.20.3"));
  EXPECT_THAT(outcome("185.10.20.0/24, 185.10.20.16/28, 185.10.20.250 - 185.10.21.5"),
              ElementsAre("185.10.20.0 - 185.10.21.5"));
  EXPECT_THAT(outcome("185.10.20.1, 185.10.20.3"), ElementsAre("185.10.20.1", "185.10.20.3"));
}

TEST(SchoolAddresses, R4_2_2_each_that_cannot_be_used_is_told_with_what_is_wrong) {
  for (const auto& [typed, fault] : std::to_array<Case>({
           {"", "required: "},
           {" ;, \n", "required: "},
           {"school", "bad_address: school"},
           {"185.10.20", "bad_address: 185.10.20"},
           {"185.10.20.300", "bad_address: 185.10.20.300"},
           {"185.010.20.30", "bad_address: 185.010.20.30"},
           {"2a02::a210::1", "bad_address: 2a02::a210::1"},
           {"fe80::1%eth0", "bad_address: fe80::1%eth0"},
           {"185.10.20.0/33", "bad_address: 185.10.20.0/33"},
           {"185.10.20.0/-1", "bad_address: 185.10.20.0/-1"},
           {"185.10.20.0/", "bad_address: 185.10.20.0/"},
           {"185.10.20.0/255.255.255.0", "bad_address: 185.10.20.0/255.255.255.0"},
           {"2a02:a210::/129", "bad_address: 2a02:a210::/129"},
           {"185.10.20.1 -", "bad_address: 185.10.20.1-"},
           {"185.10.20.1-30", "bad_address: 185.10.20.1-30"},
           {"185.10.20.1-185.10.20.2-185.10.20.3",
            "bad_address: 185.10.20.1-185.10.20.2-185.10.20.3"},
           {"185.10.20.30 - 185.10.20.1", "wrong_order: 185.10.20.30-185.10.20.1"},
           {"2a02:a210::2-2a02:a210::1", "wrong_order: 2a02:a210::2-2a02:a210::1"},
           {"185.10.20.30 - 2a02:a210::1", "mixed_families: 185.10.20.30-2a02:a210::1"},
           {"2a02:a210::1-185.10.20.30", "mixed_families: 2a02:a210::1-185.10.20.30"},
           {"185.10.16.0/19", "too_wide: 185.10.16.0/19"},
           {"185.10.16.0-185.10.32.0", "too_wide: 185.10.16.0-185.10.32.0"},
           {"0.0.0.0/0", "too_wide: 0.0.0.0/0"},
           {"2a02:a210::/47", "too_wide: 2a02:a210::/47"},
           {"::/0", "too_wide: ::/0"},
           {"9.0.0.0-11.0.0.0", "too_wide: 9.0.0.0-11.0.0.0"},
           {"10.0.0.0/8", "private_address: 10.0.0.0/8"},
           {"9.255.255.0-10.0.0.5", "private_address: 9.255.255.0-10.0.0.5"},
       })) {
    EXPECT_THAT(outcome(typed), ElementsAre(fault)) << typed;
  }
  EXPECT_THAT(outcome("185.10.20.30, 10.0.0.1, school"),
              ElementsAre("private_address: 10.0.0.1", "bad_address: school"));
}

TEST(SchoolAddresses, R4_2_2_none_that_the_internet_does_not_know) {
  for (const char* address : {"10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fd00::1",
                              "::ffff:192.168.1.1"}) {
    EXPECT_THAT(outcome(address), ElementsAre("private_address: " + std::string(address)));
  }
  for (const char* address : {"0.0.0.0",
                              "0.1.2.3",
                              "100.64.0.1",
                              "100.127.255.255",
                              "127.0.0.1",
                              "169.254.1.1",
                              "192.0.0.9",
                              "192.0.2.7",
                              "192.31.196.1",
                              "192.52.193.1",
                              "192.88.99.1",
                              "192.175.48.1",
                              "198.18.0.1",
                              "198.19.255.255",
                              "198.51.100.7",
                              "203.0.113.7",
                              "224.0.0.1",
                              "239.1.2.3",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "64:ff9b::1",
                              "100::1",
                              "1fff::1",
                              "2001::1",
                              "2001:1ff::1",
                              "2001:db8::1",
                              "2002:b90a:141e::1",
                              "2620:4f:8000::1",
                              "3fff:fff::1",
                              "4000::1",
                              "5f00::1",
                              "8000::1",
                              "c000::1",
                              "e000::1",
                              "f000::1",
                              "f800::1",
                              "fe80::1",
                              "fec0::1",
                              "ff02::1"}) {
    EXPECT_THAT(outcome(address), ElementsAre("reserved_address: " + std::string(address)));
  }
  for (const char* address :
       {"9.255.255.255",    "11.0.0.0",    "100.63.255.255",  "100.128.0.0",     "172.15.255.255",
        "172.32.0.0",       "192.0.1.0",   "192.0.3.0",       "192.167.255.255", "192.169.0.0",
        "198.17.255.255",   "198.20.0.0",  "223.255.255.255", "1.0.0.0",         "2001:200::1",
        "2001:db7:ffff::1", "2001:db9::1", "2003::1",         "2a02:a210::1",    "3ffe::1"}) {
    EXPECT_THAT(outcome(address), ElementsAre(address));
  }
}

TEST(SchoolAddresses, R4_2_1_the_kind_of_connection_decides_what_fits) {
  using enum Connection;
  EXPECT_THAT(outcome("185.10.20.30", one), ElementsAre("185.10.20.30"));
  EXPECT_THAT(outcome("185.10.20.30/32", one), ElementsAre("185.10.20.30"));
  EXPECT_THAT(outcome("185.10.20.0/27", one), ElementsAre("one_expected: 185.10.20.0/27"));
  EXPECT_THAT(outcome("185.10.20.30\n 185.10.20.32", one),
              ElementsAre("one_expected: 185.10.20.30 185.10.20.32"));
  EXPECT_THAT(outcome("192.168.0.0/24", one), ElementsAre("private_address: 192.168.0.0/24"));
  EXPECT_THAT(outcome("185.10.20.0/27", range), ElementsAre("185.10.20.0 - 185.10.20.31"));
  EXPECT_THAT(outcome("185.10.20.1 - 185.10.20.2", range),
              ElementsAre("185.10.20.1 - 185.10.20.2"));
  EXPECT_THAT(outcome("185.10.20.30", range), ElementsAre("range_expected: 185.10.20.30"));
  EXPECT_THAT(outcome("185.10.20.1 t/m 185.10.20.30", range),
              ElementsAre("range_expected: 185.10.20.1 t/m 185.10.20.30"));
  EXPECT_THAT(outcome("185.10.20.30, 91.2.3.0/29, 2a02:a210::1-2a02:a210::5", several),
              ElementsAre("91.2.3.0 - 91.2.3.7", "185.10.20.30", "2a02:a210::1 - 2a02:a210::5"));
}

TEST(SchoolAddresses, R4_2_2_pieces_do_not_add_up_to_what_is_too_wide) {
  EXPECT_THAT(outcome("185.10.16.0/20, 185.10.32.0/20"),
              ElementsAre("too_wide: 185.10.16.0 - 185.10.47.255"));
  EXPECT_THAT(outcome("185.10.16.0/20, 185.10.48.0/20"),
              ElementsAre("185.10.16.0 - 185.10.31.255", "185.10.48.0 - 185.10.63.255"));
}

TEST(SchoolAddresses, R4_2_2_are_a_hundred_at_most) {
  std::string typed;
  for (int number = 0; number < 100; ++number) {
    typed += "185.10." + std::to_string(number) + ".1\n";
  }
  EXPECT_EQ(outcome(typed).size(), 100);
  EXPECT_THAT(outcome(typed + "91.2.3.4"), ElementsAre("too_many: "));
  EXPECT_THAT(outcome(std::string(1'000'000, '-')), ElementsAre("too_many: "));
  const auto refused = rules::ranges_in(typed + "91.2.3.4", Connection::several);
  EXPECT_EQ(refused.error().figures.at("maximum"), 100);
}

TEST(SchoolAddresses, R4_2_2_a_fault_names_no_more_than_fits) {
  EXPECT_THAT(outcome(std::string(79, 'a') + "éé"),
              ElementsAre("bad_address: " + std::string(79, 'a') + "…"));
  EXPECT_THAT(outcome(std::string(80, 'a')), ElementsAre("bad_address: " + std::string(80, 'a')));
}

TEST(SchoolAddresses, R4_2_2_the_most_is_told_of_ipv4_only) {
  const auto figures = [](std::string_view typed) {
    return rules::ranges_in(typed, Connection::several).error().figures;
  };
  EXPECT_EQ(figures("185.0.0.0/8").at("most"), 4096);
  EXPECT_FALSE(figures("185.0.0.0/8 2a02::/16").contains("most"));
}

TEST(SchoolAddresses, R4_2_2_a_range_is_reached_from_its_widest_neighbour_and_no_further) {
  const auto reach = [](std::string_view typed) {
    const auto range = rules::ranges_in(typed, Connection::several).value().front();
    return rules::readable(rules::comparable(rules::reach_of(range)));
  };
  // 185.10.16.1 - 185.10.32.0 is as wide as can be, and ends here.
  EXPECT_EQ(reach("185.10.32.0/27"), "185.10.16.1");
  EXPECT_EQ(reach("2a02:a210:1::/64"), "2a02:a210::1");
}

TEST(Retention, R3_1_is_one_to_five_years) {
  EXPECT_TRUE(rules::is_retention(1));
  EXPECT_TRUE(rules::is_retention(5));
  for (const std::int64_t years : {0, 6, -1}) {
    EXPECT_EQ(rules::is_retention(years).error().code, "bad_retention") << years;
  }
}

}  // namespace
}  // namespace lexipoort::schools
