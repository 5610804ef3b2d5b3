#include "platform/markdown/markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace lexipoort::markdown {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

bool is_ours(std::string_view address) {
  return address.starts_with("/api/files/");
}

std::string html_of(std::string_view text) {
  return render(text, is_ours).html;
}

TEST(Markdown, renders_what_an_editor_writes) {
  EXPECT_EQ(html_of("**vet** en _schuin_"), "<p><strong>vet</strong> en <em>schuin</em></p>\n");
  EXPECT_THAT(html_of("| a | b |\n|---|---|\n| 1 | 2 |"), HasSubstr("<td>1</td>"));
  EXPECT_THAT(html_of("~~weg~~"), HasSubstr("<del>weg</del>"));
  EXPECT_THAT(html_of("# Kop\n## Lager\n###### Laagst"),
              HasSubstr("<h3>Kop</h3>\n<h4>Lager</h4>\n<h6>Laagst</h6>"));
}

TEST(Markdown, links_go_to_the_web_to_mail_and_to_our_own_pages) {
  EXPECT_EQ(html_of("[hier](https://lexima.example/a?b=1&c=2)"),
            "<p><a rel=\"noopener\" href=\"https://lexima.example/a?b=1&amp;c=2\">hier</a></p>\n");
  EXPECT_THAT(html_of("https://lexima.example"), HasSubstr("<a rel=\"noopener\" href="));
  EXPECT_THAT(html_of("[mail](mailto:help@lexipoort.example)"), HasSubstr("href=\"mailto:"));
  EXPECT_THAT(html_of("[profiel](/profiel)"), HasSubstr("href=\"/profiel\""));
}

class Hostile : public testing::TestWithParam<const char*> {};

TEST_P(Hostile, nothing_of_it_can_run) {
  const auto html = html_of(GetParam());
  for (const auto* element : {"<a", "<img", "<script", "<iframe", "<svg", "<style"}) {
    EXPECT_THAT(html, Not(HasSubstr(element))) << GetParam();
  }
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Hostile,
    testing::Values("<script>alert(1)</script>", "tekst <script src=//x></script>",
                    "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))",
                    "[a](&#106;avascript:alert(1))", "[a](data:text/html,<script>1</script>)",
                    "![a](data:image/png;base64,AAAA)", "<javascript:alert(1)>", "[a](vbscript:x)",
                    "[a](file:///etc/passwd)", "<img src=x onerror=alert(1)>",
                    "[a](//evil.example)", "<iframe src=x></iframe>", "<svg onload=x>",
                    "[a]: javascript:alert(1)\n\n[a]", "<style>*{display:none}</style>",
                    "[a](\\/\\\\evil.example)", "[a](\x01javascript:alert(1))"));

TEST(Markdown, a_title_or_address_cannot_end_its_attribute) {
  EXPECT_THAT(html_of("[a](https://x.example/\"onclick=\"x)"), Not(HasSubstr("\"onclick")));
  EXPECT_THAT(html_of("[a](https://x.example 'b\" onclick=\"x')"), Not(HasSubstr("\" onclick")));
}

TEST(Markdown, only_our_own_images_show) {
  const auto rendered =
      render("![kat](/api/files/3/kat.png) ![hond](https://x.example/h.png)", is_ours);
  EXPECT_THAT(rendered.html, HasSubstr("<img src=\"/api/files/3/kat.png\" alt=\"kat\" />"));
  EXPECT_THAT(rendered.html, Not(HasSubstr("x.example")));
  EXPECT_THAT(rendered.html, HasSubstr("hond"));
  EXPECT_THAT(rendered.images, ElementsAre("/api/files/3/kat.png"));
}

TEST(Markdown, an_unsafe_link_around_an_image_leaves_the_image) {
  const auto html = html_of("[![kat](/api/files/3/kat.png)](javascript:x)");
  EXPECT_THAT(html, HasSubstr("<img src="));
  EXPECT_THAT(html, Not(HasSubstr("<a ")));
  EXPECT_THAT(html_of("![[a](javascript:x)](https://x.example)"), Not(HasSubstr("<img")));
}

std::string repeated(std::string_view text, std::size_t bytes) {
  std::string all;
  while (all.size() < bytes) all += text;
  return all;
}

TEST(Markdown, deep_and_endless_texts_cost_little) {
  const auto started = std::chrono::steady_clock::now();
  std::size_t size = 0;
  for (const auto* piece :
       {"[",  "![", "> ", "*a_ ", "- ",   "(",       "[a](",     "`",  "<",    "&",
        "|a", "_*", "~~", "a@b.", "www.", "**a _b ", "[a]: b\n", "\\", "<!--", "]("}) {
    size += html_of(repeated(piece, 20'000)).size();
  }
  size += html_of(std::string(10'000, '>')).size();
  size += html_of(std::string(10'000, '[') + "a" + std::string(10'000, ']')).size();
  size += html_of(repeated("|", 10'000) + "\n" + repeated("|-", 10'000)).size();
  EXPECT_GT(size, 0U);
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(10));
}

}  // namespace
}  // namespace lexipoort::markdown
