#include "features/publishing/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/reflect.h"

namespace lexipoort::publishing::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr std::int64_t kMegabyte = 1LL << 20;

std::vector<std::string> faults(const Facts& facts) {
  std::vector<std::string> found;
  for (const auto& fault : faults_of(facts)) found.push_back(fault.field + " " + fault.code);
  return found;
}

/// A content of each kind with what it must have, and no more.
Facts whole(Kind kind) {
  Facts facts{.kind = kind, .title = "Titel", .body = "Tekst", .published_from = 100};
  facts.product = kind == Kind::document || kind == Kind::article || kind == Kind::research ||
                  kind == Kind::download || kind == Kind::notice;
  if (kind == Kind::video) facts.file = "video/mp4";
  if (kind == Kind::document || kind == Kind::download) facts.file = "application/pdf";
  if (kind == Kind::tool) facts.file = "application/x-dosexec";
  facts.severity = kind == Kind::notice;
  return facts;
}

class EveryKind : public testing::TestWithParam<Kind> {};

TEST_P(EveryKind, R8_1_may_be_published_with_what_it_must_have) {
  EXPECT_THAT(faults(whole(GetParam())), IsEmpty());
}

TEST_P(EveryKind, R8_1_a_draft_needs_a_title_only) {
  EXPECT_THAT(faults({.kind = GetParam(), .title = "Titel"}), IsEmpty());
  EXPECT_THAT(faults({.kind = GetParam()}), ElementsAre("title required"));
}

INSTANTIATE_TEST_SUITE_P(All, EveryKind,
                         testing::Values(Kind::video, Kind::announcement, Kind::recommendation,
                                         Kind::question, Kind::document, Kind::article,
                                         Kind::research, Kind::download, Kind::notice,
                                         Kind::release_note, Kind::tool),
                         [](const auto& kind) {
                           return std::string(reflect::enum_name(kind.param));
                         });

TEST(ContentRules, R8_1_what_a_kind_must_have_is_named) {
  const auto bare = [](Kind kind) {
    return faults({.kind = kind, .title = "Titel", .published_from = 100});
  };
  EXPECT_THAT(bare(Kind::video), ElementsAre("file file_or_address"));
  EXPECT_THAT(bare(Kind::announcement), ElementsAre("body required"));
  EXPECT_THAT(bare(Kind::question), ElementsAre("body required"));
  EXPECT_THAT(bare(Kind::document),
              UnorderedElementsAre("file file_or_address", "product required"));
  EXPECT_THAT(bare(Kind::article), UnorderedElementsAre("body required", "product required"));
  EXPECT_THAT(bare(Kind::download), UnorderedElementsAre("file required", "product required"));
  EXPECT_THAT(bare(Kind::notice),
              UnorderedElementsAre("body required", "product required", "severity required"));
  EXPECT_THAT(bare(Kind::tool), ElementsAre("file required"));
}

TEST(ContentRules, R8_1_what_a_kind_has_no_use_for_is_refused) {
  Facts facts = whole(Kind::question);
  facts.file = "application/pdf";
  facts.image = "image/png";
  facts.captions = "text/vtt";
  facts.address = "https://lexima.example";
  facts.severity = true;
  EXPECT_THAT(faults(facts),
              UnorderedElementsAre("file not_allowed", "image not_allowed", "captions not_allowed",
                                   "address not_allowed", "severity not_allowed"));
  facts = whole(Kind::tool);
  facts.product = facts.school = facts.role = true;
  EXPECT_THAT(faults(facts), UnorderedElementsAre("product not_allowed", "school not_allowed",
                                                  "role not_allowed"));
}

/// Anybody can read notices, so they are meant for nobody in particular.
TEST(ContentRules, R5_1_a_notice_is_for_everybody) {
  Facts facts = whole(Kind::notice);
  facts.school = facts.role = true;
  EXPECT_THAT(faults(facts), UnorderedElementsAre("school not_allowed", "role not_allowed"));
}

TEST(ContentRules, R8_1_texts_have_an_end) {
  Facts facts = whole(Kind::question);
  facts.title = std::string(120, 'x');
  facts.body.clear();
  for (int count = 0; count < 20'000; ++count) facts.body += "ë";
  EXPECT_THAT(faults(facts), IsEmpty());
  facts.title += "x";
  facts.body += "x";
  EXPECT_THAT(faults(facts), UnorderedElementsAre("title too_long", "body too_long"));
}

TEST(ContentRules, R8_1_an_end_comes_after_the_start) {
  Facts facts = whole(Kind::announcement);
  facts.published_until = 101;
  EXPECT_THAT(faults(facts), IsEmpty());
  facts.published_until = 100;
  EXPECT_THAT(faults(facts), ElementsAre("published_until before_start"));
}

TEST(ContentRules, R8_1_a_chosen_file_is_there_and_of_the_right_sort) {
  Facts facts = whole(Kind::video);
  facts.file = "application/pdf";
  facts.image = "text/vtt";
  facts.captions = "image/png";
  EXPECT_THAT(faults(facts), UnorderedElementsAre("file wrong_file_type", "image wrong_file_type",
                                                  "captions wrong_file_type"));
  facts.file = facts.image = facts.captions = "";
  EXPECT_THAT(faults(facts),
              UnorderedElementsAre("file not_found", "image not_found", "captions not_found"));
}

TEST(ContentRules, R1_2_a_film_is_a_file_or_an_address_that_plays_one) {
  Facts facts = whole(Kind::video);
  facts.address = "https://vimeo.com/76979871";
  EXPECT_THAT(faults(facts), ElementsAre("file file_or_address"));
  facts.file.reset();
  EXPECT_THAT(faults(facts), IsEmpty());
  facts.address = "https://films.example/watch?v=1";
  EXPECT_THAT(faults(facts), ElementsAre("address not_embeddable"));
  facts.kind = Kind::document;
  facts.product = true;
  EXPECT_THAT(faults(facts), IsEmpty());
}

TEST(ContentRules, R8_1_links_are_https_and_nothing_else) {
  for (const auto* bad :
       {"http://lexima.example", "javascript:alert(1)", "//lexima.example", "lexima.example",
        "https://", "https://uma:geheim@lexima.example", "ftp://lexima.example", "https://a b"}) {
    EXPECT_FALSE(is_link(bad)) << bad;
  }
  EXPECT_TRUE(is_link("https://lexima.example/pad?vraag=1#deel"));
  EXPECT_FALSE(is_link("https://lexima.example/" + std::string(500, 'x')));
}

TEST(ContentRules, R1_2_films_elsewhere_play_without_their_cookies) {
  const std::string youtube = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ";
  for (const auto* typed :
       {"https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ?si=x",
        "https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=3s",
        "https://m.youtube.com/shorts/dQw4w9WgXcQ",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"}) {
    EXPECT_EQ(embed_address(typed), youtube) << typed;
  }
  EXPECT_EQ(embed_address("https://vimeo.com/76979871"), "https://player.vimeo.com/video/76979871");
  EXPECT_EQ(embed_address("https://player.vimeo.com/video/76979871"),
            "https://player.vimeo.com/video/76979871");
  for (const auto* other :
       {"https://youtube.com.evil.example/embed/a", "https://www.youtube.com/watch?v=a%22b",
        "https://www.youtube.com/", "https://vimeo.com/a/b", "http://vimeo.com/76979871",
        "https://evil.example/?https://vimeo.com/76979871", "https://www.youtube.com/embed/"}) {
    EXPECT_EQ(embed_address(other), std::nullopt) << other;
  }
}

TEST(ContentRules, R8_1_the_moments_say_the_state) {
  EXPECT_EQ(state_of(std::nullopt, std::nullopt, 100), State::draft);
  EXPECT_EQ(state_of(101, std::nullopt, 100), State::planned);
  EXPECT_EQ(state_of(100, std::nullopt, 100), State::visible);
  EXPECT_EQ(state_of(50, 101, 100), State::visible);
  EXPECT_EQ(state_of(50, 100, 100), State::ended);
}

TEST(UploadRules, R8_1_a_file_is_what_its_bytes_say) {
  EXPECT_EQ(media_type_of("image/png", "foto.html")->name, "image/png");
  EXPECT_EQ(media_type_of("text/html", "foto.png"), std::nullopt);
  EXPECT_EQ(media_type_of("image/svg+xml", "foto.svg"), std::nullopt);
  EXPECT_EQ(media_type_of("text/plain", "foto.png"), std::nullopt);
  // An office file that looks like any ZIP file.
  EXPECT_EQ(media_type_of("application/zip", "brief.DOCX")->of, FileClass::document);
  EXPECT_EQ(media_type_of("application/zip", "alles.zip")->name, "application/zip");
  EXPECT_EQ(media_type_of("application/zip", "foto.png")->name, "application/zip");
  EXPECT_FALSE(media_type_of("application/zip", "brief.docx")->shown);
}

TEST(UploadRules, R8_1_a_name_ends_as_its_file_does) {
  EXPECT_EQ(fitting_name("foto.html", *known_type("image/png")), "foto.png");
  EXPECT_EQ(fitting_name("foto", *known_type("image/jpeg")), "foto.jpg");
  EXPECT_EQ(fitting_name("foto.JPEG", *known_type("image/jpeg")), "foto.JPEG");
  EXPECT_EQ(fitting_name("v1.2.exe", *known_type("application/x-dosexec")), "v1.2.exe");
}

std::string refusal(const Expected<Nothing>& answer) {
  if (answer) return "fine";
  return answer.error().code + " " + std::to_string(answer.error().figures.at("maximum"));
}

TEST(UploadRules, R8_1_every_sort_of_file_has_a_largest_size) {
  EXPECT_EQ(refusal(may_begin("a.png", 5 * kMegabyte)), "fine");
  EXPECT_EQ(refusal(may_begin("a.png", 5 * kMegabyte + 1)), "upload_too_large 5");
  EXPECT_EQ(refusal(may_begin("a.pdf", 50 * kMegabyte + 1)), "upload_too_large 50");
  EXPECT_EQ(refusal(may_begin("a.mp4", 500 * kMegabyte)), "fine");
  EXPECT_EQ(refusal(may_begin("a.mp4", 500 * kMegabyte + 1)), "upload_too_large 500");
  EXPECT_EQ(refusal(may_begin("a.exe", 200 * kMegabyte + 1)), "upload_too_large 200");
  EXPECT_EQ(may_begin("a.svg", 100).error().code, "upload_type_unknown");
  EXPECT_EQ(may_begin("a", 100).error().code, "upload_type_unknown");
  EXPECT_EQ(may_begin("a.png", 0).error().code, "upload_empty");
}

TEST(UploadRules, R8_1_a_part_goes_on_where_the_last_one_ended) {
  const Arrived upload{.size = 100, .received = 40};
  EXPECT_EQ(place(upload, 40, 20), Part::next);
  EXPECT_EQ(place(upload, 40, 60), Part::next);
  EXPECT_EQ(place(upload, 20, 20), Part::repeated);
  for (const auto& [offset, length] : std::vector<std::pair<std::int64_t, std::int64_t>>{
           {41, 20}, {0, 20}, {39, 20}, {40, 61}, {40, 0}, {-20, 60}, {INT64_MAX, 1}}) {
    const auto refused = place(upload, offset, length);
    ASSERT_FALSE(refused) << offset;
    EXPECT_EQ(refused.error().code, "wrong_offset");
    EXPECT_EQ(refused.error().figures.at("offset"), 40);
  }
}

}  // namespace
}  // namespace lexipoort::publishing::rules
