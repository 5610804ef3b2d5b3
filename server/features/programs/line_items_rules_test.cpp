#include "features/programs/line_items_rules.h"

#include <gtest/gtest.h>

#include "platform/http/json.h"

namespace lexipoort::programs::rules {
namespace {

const Context kContext{{1}, {3}};
const std::string kPortal = "https://portaal.example";

/// "/field code" of what is wrong with a line item, or nothing.
std::string fault_of(std::string_view body) {
  const auto item = read_line_item(body, kContext);
  if (item) return "";
  return item.error().concerns.at(0).field + " " + item.error().concerns.at(0).code;
}

TEST(LineItem, R3_6_is_read_by_the_names_of_the_specification) {
  const auto item = read_line_item(R"({"label": " Toets  1 ", "scoreMaximum": 20, "tag": "toets",
      "resourceId": "les-7", "resourceLinkId": "1-3", "startDateTime": "2026-11-18T00:00:00Z"})",
                                   kContext);
  ASSERT_TRUE(item.has_value());
  EXPECT_EQ(item->label, "Toets 1");
  EXPECT_EQ(item->maximum_score, 20);
  EXPECT_EQ(item->tag, "toets");
  EXPECT_EQ(item->resource_id, "les-7");
  EXPECT_TRUE(item->linked);
}

TEST(LineItem, R3_6_needs_a_name_and_a_maximum) {
  EXPECT_EQ(fault_of(R"({"label": "Toets 1", "scoreMaximum": 0.5})"), "");
  EXPECT_EQ(fault_of("{"), " wrong_type");
  EXPECT_EQ(fault_of("[]"), " wrong_type");
  EXPECT_EQ(fault_of(R"({"scoreMaximum": 1})"), "/label required");
  EXPECT_EQ(fault_of(R"({"label": "  ", "scoreMaximum": 1})"), "/label required");
  EXPECT_EQ(fault_of(R"({"label": ")" + std::string(101, 'a') + R"(", "scoreMaximum": 1})"),
            "/label too_long");
  EXPECT_EQ(fault_of(R"({"label": "a"})"), "/scoreMaximum required");
  EXPECT_EQ(fault_of(R"({"label": "a", "scoreMaximum": 0})"), "/scoreMaximum out_of_range");
  EXPECT_EQ(fault_of(R"({"label": "a", "scoreMaximum": 0.0009})"), "/scoreMaximum out_of_range");
  EXPECT_EQ(fault_of(R"({"label": "a", "scoreMaximum": 1000001})"), "/scoreMaximum out_of_range");
  EXPECT_EQ(fault_of(R"({"label": "a", "scoreMaximum": 1e999})"), "/scoreMaximum out_of_range");
  EXPECT_EQ(fault_of(R"({"label": "a", "scoreMaximum": "1"})"), "/scoreMaximum wrong_type");
  EXPECT_EQ(fault_of(R"({"label": "a", "scoreMaximum": 1, "resourceLinkId": "1-4"})"),
            "/resourceLinkId unknown_value");
}

TEST(LineItem, R3_6_is_told_with_its_address_and_without_what_it_does_not_have) {
  const LineItem item{.id = {8},
                      .label = "Toets 1",
                      .maximum_score = 20,
                      .resource_id = {},
                      .tag = {},
                      .linked = false};
  EXPECT_EQ(boost::json::parse(http::json::to_text(message_of(item, kPortal, kContext))),
            boost::json::parse(R"({"id": "https://portaal.example/lti/contexts/1/3/lineitems/8",
                                   "label": "Toets 1", "scoreMaximum": 2E1})"));
}

TEST(Page, R3_6_is_at_most_a_hundred) {
  EXPECT_EQ(page_size({}), 100);
  EXPECT_EQ(page_size(7), 7);
  EXPECT_EQ(page_size(101), 100);
  EXPECT_EQ(page_size(-1), 1);
}

TEST(Page, R3_6_is_followed_by_the_same_question_after_its_last) {
  EXPECT_EQ(
      next_link("https://portaal.example/x", {{"limit", "2"}, {"after", "4"}, {"tag", "a b"}}, 6),
      "<https://portaal.example/x?limit=2&tag=a%20b&after=6>; rel=\"next\"");
}

}  // namespace
}  // namespace lexipoort::programs::rules
