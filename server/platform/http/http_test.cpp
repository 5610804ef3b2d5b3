#include "platform/http/http.h"

#include <gtest/gtest.h>

#include "platform/http/dispatcher.h"
#include "platform/http/json.h"
#include "platform/http/routes.h"

namespace lexipoort::http {
namespace {

enum class Colour { red, operator_ };
BOOST_DESCRIBE_ENUM(Colour, red, operator_)

struct Base {
  SchoolId id;
};
BOOST_DESCRIBE_STRUCT(Base, (), (id))

struct Sample : Base {
  std::string name;
  std::optional<int> year;
  std::vector<Colour> colours;
  bool flag = false;
};
BOOST_DESCRIBE_STRUCT(Sample, (Base), (name, year, colours, flag))

TEST(Json, writes_and_reads_a_struct_with_its_base) {
  Sample sample;
  sample.id = SchoolId{7};
  sample.name = "Zoë \"de\" \\ Boer\n";
  sample.colours = {Colour::red, Colour::operator_};
  const auto text = json::to_text(sample);
  EXPECT_EQ(text,
            R"({"id":"7","name":"Zoë \"de\" \\ Boer\n","year":null,"colours":["red","operator"],)"
            R"("flag":false})");
  Sample read;
  std::vector<json::Fault> faults;
  json::decode(boost::json::parse(text), read, "", faults);
  EXPECT_TRUE(faults.empty());
  EXPECT_EQ(read.name, sample.name);
  EXPECT_EQ(read.colours, sample.colours);
  EXPECT_EQ(read.id, sample.id);
}

TEST(Json, names_every_fault_by_its_place) {
  Sample read;
  std::vector<json::Fault> faults;
  json::decode(boost::json::parse(R"({"id":7,"year":"six","colours":["blue"],"flag":false})"), read,
               "", faults);
  std::map<std::string, std::string> codes;
  for (const auto& fault : faults) codes[fault.pointer] = fault.code;
  EXPECT_EQ(codes, (std::map<std::string, std::string>{{"/id", "wrong_type"},
                                                       {"/name", "required"},
                                                       {"/year", "wrong_type"},
                                                       {"/colours/0", "unknown_value"}}));
}

struct Lean {
  static constexpr bool kSparse = true;
  std::optional<std::string> tag;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(Lean, (), (tag, label))

TEST(Json, leaves_empty_fields_away_where_a_type_wants_it) {
  Lean lean{.tag = {}, .label = "a"};
  EXPECT_EQ(json::to_text(lean), R"({"label":"a"})");
  lean.tag = "b";
  EXPECT_EQ(json::to_text(lean), R"({"tag":"b","label":"a"})");
  json::Components components;
  EXPECT_EQ(json::object_schema<Lean>(components)["properties"].at("tag"),
            boost::json::parse(R"({"type":"string"})"));
}

TEST(Json, refuses_numbers_that_are_not_finite) {
  std::vector<json::Fault> faults;
  double score = 0;
  json::decode(boost::json::parse("1e999"), score, "/score", faults);
  json::decode(boost::json::parse("-1e999"), score, "/score", faults);
  ASSERT_EQ(faults.size(), 2U);
  for (const auto& fault : faults) EXPECT_EQ(fault.code, "out_of_range");
}

TEST(Json, refuses_numbers_that_do_not_fit_and_texts_with_a_zero_in_them) {
  std::vector<json::Fault> faults;
  int number = 0;
  json::decode(boost::json::parse("99999999999"), number, "/n", faults);
  std::string text;
  json::decode(boost::json::parse(R"("a\u0000b")"), text, "/t", faults);
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].code, "out_of_range");
  EXPECT_EQ(faults[1].code, "wrong_type");
}

TEST(Json, refuses_text_that_is_not_UTF_8) {
  std::string text;
  EXPECT_TRUE(json::decode_text("Zo\xc3\xab", text));
  for (const char* broken : {"Zo\xeb", "\xc3", "\xed\xa0\x80", "\xff"}) {
    EXPECT_FALSE(json::decode_text(broken, text)) << broken;
  }
}

Request request_with(std::vector<std::pair<std::string, std::string>> headers) {
  Request request;
  request.method = Method::post;
  request.headers = std::move(headers);
  return request;
}

TEST(CrossSite, only_our_own_page_may_change_things) {
  const std::string url = "https://lexipoort.example";
  EXPECT_TRUE(is_same_site(request_with({{"sec-fetch-site", "same-origin"}}), url));
  EXPECT_FALSE(is_same_site(request_with({{"sec-fetch-site", "cross-site"}}), url));
  EXPECT_FALSE(is_same_site(request_with({{"sec-fetch-site", "same-site"}}), url));
  EXPECT_TRUE(is_same_site(request_with({{"origin", url}, {"cookie", "lexipoort=x"}}), url));
  EXPECT_FALSE(is_same_site(request_with({{"origin", "https://evil.example"}}), url));
  EXPECT_FALSE(is_same_site(request_with({{"origin", "null"}}), url));
  EXPECT_FALSE(is_same_site(request_with({{"cookie", "lexipoort=x"}}), url));
  EXPECT_TRUE(is_same_site(request_with({}), url)) << "a program, without anybody's cookie";
}

TEST(Request, finds_a_cookie_among_others) {
  const auto request = request_with({{"cookie", "a=1; lexipoort=token; lexipoort2=no"}});
  EXPECT_EQ(request.cookie("lexipoort"), "token");
  EXPECT_EQ(request.cookie("poort"), std::nullopt);
}

TEST(Request, decodes_forms) {
  const auto form = decode_form("name=Zo%C3%AB+de+Boer&x=&name2=a%26b");
  ASSERT_EQ(form.size(), 3U);
  EXPECT_EQ(form[0].second, "Zoë de Boer");
  EXPECT_EQ(form[2].second, "a&b");
  EXPECT_TRUE(decode_form("").empty());
  EXPECT_TRUE(decode_form("%zz=%").empty());
}

TEST(Problem, says_how_long_to_wait) {
  const auto response =
      problem({.kind = RefusalKind::too_many, .code = "throttled", .figures = {{"seconds", 30}}});
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(response.body, R"({"type":"about:blank","title":"Too many attempts","status":429,)"
                           R"("code":"throttled","figures":{"seconds":30}})");
  EXPECT_EQ(response.headers.back(), (std::pair<std::string, std::string>{"Retry-After", "30"}));
}

}  // namespace
}  // namespace lexipoort::http
