#include "platform/http/ranges.h"

#include <gtest/gtest.h>

namespace lexipoort::http {
namespace {

struct Case {
  std::string range;
  int status;
  std::uint64_t offset;
  std::uint64_t length;
};

class Ranges : public testing::TestWithParam<Case> {};

/// Of a file of 1,000 bytes. Source: RFC 9110, 14.1.2.
TEST_P(Ranges, answer_with_what_is_asked) {
  Request request;
  if (!GetParam().range.empty()) request.headers = {{"range", GetParam().range}};
  const auto part = wanted_part(request, "abc", 1000);
  EXPECT_EQ(part.status, GetParam().status) << GetParam().range;
  EXPECT_EQ(part.offset, GetParam().offset) << GetParam().range;
  EXPECT_EQ(part.length, GetParam().length) << GetParam().range;
}

INSTANTIATE_TEST_SUITE_P(
    All, Ranges,
    testing::Values(Case{"", 200, 0, 1000}, Case{"bytes=0-499", 206, 0, 500},
                    Case{"bytes=500-", 206, 500, 500}, Case{"bytes=-200", 206, 800, 200},
                    Case{"bytes=-5000", 206, 0, 1000}, Case{"bytes=999-5000", 206, 999, 1},
                    Case{"bytes=0-0", 206, 0, 1}, Case{"bytes=1000-", 416, 0, 0},
                    Case{"bytes=-0", 416, 0, 0}, Case{"bytes=5-2", 200, 0, 1000},
                    Case{"bytes=-", 200, 0, 1000}, Case{"bytes=a-b", 200, 0, 1000},
                    Case{"bytes=0-1,5-6", 200, 0, 1000}, Case{"lines=1-2", 200, 0, 1000},
                    Case{"bytes=0-99999999999999999999999", 200, 0, 1000}));

TEST(Ranges, a_part_is_given_only_of_the_file_that_was_meant) {
  Request request;
  request.headers = {{"range", "bytes=0-9"}, {"if-range", "\"abc\""}};
  EXPECT_EQ(wanted_part(request, "abc", 1000).status, 206);
  EXPECT_EQ(wanted_part(request, "abd", 1000).status, 200);
}

TEST(Ranges, what_the_browser_has_is_not_sent_again) {
  Request request;
  request.headers = {{"if-none-match", "\"abc\""}, {"range", "bytes=0-9"}};
  EXPECT_EQ(wanted_part(request, "abc", 1000).status, 304);
  EXPECT_EQ(wanted_part(request, "abd", 1000).status, 206);
}

TEST(Ranges, an_empty_file_has_no_parts) {
  Request request;
  EXPECT_EQ(wanted_part(request, "abc", 0).status, 200);
  request.headers = {{"range", "bytes=0-"}};
  EXPECT_EQ(wanted_part(request, "abc", 0).status, 416);
}

}  // namespace
}  // namespace lexipoort::http
