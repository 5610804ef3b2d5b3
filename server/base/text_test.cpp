#include "base/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace lexipoort::text {
namespace {

TEST(Text, R4_3_1_folds_accents_and_capitals_away) {
  EXPECT_EQ(fold("Zoë"), "zoe");
  EXPECT_EQ(fold("YILMAZ"), "yilmaz");
  EXPECT_EQ(fold("Yılmaz"), "yilmaz");
  EXPECT_EQ(fold("Đặng Straße"), "dang strasse");
}

TEST(Text, R4_3_1_folds_a_letter_to_the_same_in_each_company) {
  for (unsigned letter = 1; letter < 0x180; ++letter) {
    std::string word = letter < 0x80 ? std::string{static_cast<char>(letter)}
                                     : std::string{static_cast<char>(0xc0U | letter >> 6U),
                                                   static_cast<char>(0x80U | (letter & 0x3fU))};
    for (const char* beside : {"a", "A", " ", "Ë"}) {
      const auto company = beside + word + beside + word;
      // A long dash is no letter of the table, which folds all that have none.
      EXPECT_EQ(fold(company + "—"), fold(company) + "-") << letter;
    }
  }
}

TEST(Text, sorts_names_as_Dutch_people_do) {
  std::vector<std::string> names = {"Zwart", "de Boer", "Çelik", "Bakker", "Ábel", "IJsseling"};
  std::ranges::sort(names, {}, [](const std::string& name) { return sort_key(name); });
  EXPECT_EQ(names,
            (std::vector<std::string>{"Ábel", "Bakker", "Çelik", "de Boer", "IJsseling", "Zwart"}));
}

TEST(Text, tidies_blanks_and_composes_accents) {
  EXPECT_EQ(tidy("  van \t der  "), "van der");
  EXPECT_EQ(tidy("Zoe\u0308"), "Zo\u00eb");
  EXPECT_EQ(tidy("\u00a0Piet\u00a0"), "Piet");
  EXPECT_EQ(tidy(""), "");
}

TEST(Text, tells_names_from_other_texts) {
  for (const char* name : {"Zoë", "van 't", "Jan-Willem", "O’Brien", "J.P.", "李", "el Idrissi"}) {
    EXPECT_TRUE(is_name(name)) << name;
  }
  for (const char* other : {"", "-", "Piet2", "=SUM(A1)", "a@b", "<b>", "x\ny", "Zo\xeb"}) {
    EXPECT_FALSE(is_name(other)) << other;
  }
}

TEST(Text, writes_names_as_listed_and_as_spoken) {
  EXPECT_EQ(listed_name("Piet", "van", "Jansen"), "Jansen, Piet van");
  EXPECT_EQ(listed_name("Piet", "", "Jansen"), "Jansen, Piet");
  EXPECT_EQ(spoken_name("Piet", "van", "Jansen"), "Piet van Jansen");
  EXPECT_EQ(spoken_name("Piet", "", "Jansen"), "Piet Jansen");
}

TEST(Text, makes_words_for_user_names) {
  EXPECT_EQ(to_ascii_word("Zoë-Lynn"), "zoelynn");
  EXPECT_EQ(to_ascii_word("van 't"), "vant");
}

TEST(Text, knows_UTF_8) {
  EXPECT_TRUE(is_utf8("Zoë"));
  EXPECT_FALSE(is_utf8("Zo\xeb"));
  EXPECT_FALSE(is_utf8("\xc3"));
  EXPECT_EQ(length("Zoë"), 3U);
}

TEST(Text, R4_4_9_is_cut_between_characters) {
  EXPECT_EQ(beginning("Zoë", 3), "Zoë");
  EXPECT_EQ(beginning("Zoë", 2), "Zo");
  EXPECT_EQ(beginning("ëë🚲ë", 3), "ëë🚲");
  EXPECT_EQ(beginning("", 3), "");
}

}  // namespace
}  // namespace lexipoort::text
