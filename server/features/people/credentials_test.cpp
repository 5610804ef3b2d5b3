#include "features/people/credentials.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <regex>
#include <set>
#include <utility>

#include "features/people/rules.h"
#include "features/people/words.h"
#include "platform/crypto/crypto.h"

namespace lexipoort::people {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// How a word sounds to a child who spells by ear: ei and ij, au and ou, v and f, z and s, g and
/// ch, d and t at the end are one, and a letter may be doubled or not.
std::string sound_of(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kAlike = {{
      {"ij", "ei"},
      {"ie", "I"},
      {"auw", "ou"},
      {"ouw", "ou"},
      {"au", "ou"},
      {"ch", "g"},
      {"c", "k"},
      {"x", "ks"},
      {"qu", "kw"},
      {"y", "i"},
      {"th", "t"},
      {"z", "s"},
      {"v", "f"},
  }};
  std::string sound(word);
  for (const auto& [from, to] : kAlike) replace_all(sound, from, to);
  if (sound.back() == 'd') sound.back() = 't';
  if (sound.back() == 'b') sound.back() = 'p';
  const auto doubled = std::ranges::unique(sound);
  sound.erase(doubled.begin(), doubled.end());
  return sound;
}

TEST(PasswordWords, R4_4_6_are_short_and_simple_to_type) {
  const auto words = password_words();
  EXPECT_TRUE(std::ranges::is_sorted(words));
  EXPECT_EQ(std::ranges::adjacent_find(words), words.end());
  for (const auto word : words) {
    EXPECT_TRUE(word.size() >= 3 && word.size() <= 7) << word;
    EXPECT_EQ(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), word.npos) << word;
  }
}

TEST(PasswordWords, R4_4_6_no_two_sound_the_same) {
  std::map<std::string, std::string_view> heard;
  for (const auto word : password_words()) {
    const auto [other, is_new] = heard.emplace(sound_of(word), word);
    EXPECT_TRUE(is_new) << word << " sounds like " << other->second;
  }
}

TEST(PasswordWords, R4_4_6_none_is_awkward_alone_or_beside_another) {
  const auto words = password_words();
  for (const std::string_view word :
       {"plee",    "potten",  "spanner", "zaad",   "paal",    "stengel",
        "rubber",  "broekje",                                               // bodies
        "loempia", "pinda",   "bami",    "nasi",   "kwast",   "spek",       // insults
        "einde",   "graven",  "alleen",  "beuken", "toverij",               // death, blows, beliefs
        "rust",    "klaar",   "lap",     "gele",   "geel",    "gouden"}) {  // beside another
    EXPECT_FALSE(std::ranges::binary_search(words, word)) << word;
  }
}

TEST(PasswordNumbers, R4_4_6_have_two_digits_and_no_second_meaning) {
  const auto numbers = password_numbers();
  EXPECT_EQ(numbers.size(), 86U);
  EXPECT_EQ(numbers.front(), 10U);
  EXPECT_EQ(numbers.back(), 99U);
  EXPECT_EQ(std::ranges::adjacent_find(numbers, std::ranges::greater_equal()), numbers.end());
  for (const std::uint64_t number : {14, 18, 69, 88}) {
    EXPECT_FALSE(std::ranges::binary_search(numbers, number)) << number;
  }
}

TEST(Passwords, R4_4_6_have_thirty_bits_or_more) {
  const auto words = static_cast<double>(password_words().size());
  const double bits = 2 * std::log2(words) +
                      std::log2(static_cast<double>(password_numbers().size())) +
                      std::log2(static_cast<double>(kPasswordParts));
  EXPECT_GE(bits, 30) << "docs/decisions/0006-pupil-passwords.md counts on it";
}

TEST(Passwords, R4_4_6_are_two_words_and_a_number_in_each_order) {
  crypto::initialise();
  const auto words = password_words();
  const std::regex shape("[1-9][0-9]|([a-z]{3,7})");
  std::set<std::size_t> number_places;
  for (int round = 0; round < 500; ++round) {
    const auto password = make_password();
    std::size_t start = 0;
    std::size_t word_count = 0;
    for (std::size_t part = 0; part < kPasswordParts; ++part) {
      const auto end = std::min(password.find('-', start), password.size());
      const auto text = password.substr(start, end - start);
      start = end + 1;
      std::smatch match;
      ASSERT_TRUE(std::regex_match(text, match, shape)) << password;
      if (match[1].matched) {
        EXPECT_TRUE(std::ranges::binary_search(words, text)) << password;
        ++word_count;
      } else {
        EXPECT_TRUE(std::ranges::binary_search(password_numbers(), std::stoull(text))) << password;
        number_places.insert(part);
      }
    }
    EXPECT_EQ(start, password.size() + 1) << password;
    EXPECT_EQ(word_count, 2U) << password;
    EXPECT_TRUE(rules::faults_of({"Fenna", "", "Jansen", "3", "fenna.j", password}, 8).empty());
  }
  EXPECT_EQ(number_places.size(), kPasswordParts);
}

}  // namespace
}  // namespace lexipoort::people
