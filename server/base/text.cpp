#include "base/text.h"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <stdexcept>

namespace lexipoort::text {
namespace {

icu::UnicodeString unicode(std::string_view utf8) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int>(utf8.size())));
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

/// Most of what schools type is ASCII, for which the functions below spare Unicode's tables.
bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text,
                             [](char unit) { return static_cast<unsigned char>(unit) < 128; });
}

void require(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + what);
}

/// Whether tidy() would leave it as it is.
bool is_tidy_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char unit) { return unit >= ' ' && unit <= '~'; }) &&
         !text.starts_with(' ') && !text.ends_with(' ') &&
         text.find("  ") == std::string_view::npos;
}

icu::UnicodeString strip_accents(icu::UnicodeString text) {
  // A transliterator is not safe to share between threads; making one takes longer than using it.
  thread_local const std::unique_ptr<icu::Transliterator> strip = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
        "Latin-ASCII; Lower; NFD; [:Nonspacing Mark:] Remove; NFC", UTRANS_FORWARD, status));
    require(status, "transliterator");
    return made;
  }();
  strip->transliterate(text);
  return text;
}

/// The letters up to here are those of Western and Central Europe and of Turkey. Each takes two
/// bytes of UTF-8 at most, and folds to the same whatever stands beside it.
constexpr std::size_t kTableSize = 0x180;

/// What strip_accents() makes of each letter by itself: a look here is much quicker than that.
const std::array<std::string, kTableSize>& folded_letters() {
  static const auto letters = [] {
    std::array<std::string, kTableSize> made;
    for (std::size_t letter = 0; letter < kTableSize; ++letter) {
      made[letter] = to_utf8(strip_accents(static_cast<UChar32>(letter)));
    }
    return made;
  }();
  return letters;
}

/// Nothing when a character is not in the table.
std::optional<std::string> fold_by_table(std::string_view utf8) {
  const auto& letters = folded_letters();
  std::string folded;
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    std::size_t letter = static_cast<unsigned char>(utf8[at]);
    if (letter >= 0x80) {
      const std::size_t next = ++at < utf8.size() ? static_cast<unsigned char>(utf8[at]) : 0;
      if (letter < 0xc2 || letter > 0xc5 || next >> 6U != 2) return std::nullopt;
      letter = (letter & 0x1fU) << 6U | (next & 0x3fU);
    }
    folded += letters[letter];
  }
  return folded;
}

const icu::Collator& dutch() {
  thread_local const std::unique_ptr<icu::Collator> collator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(
        icu::Collator::createInstance(icu::Locale("nl_NL"), status));
    require(status, "collator");
    return made;
  }();
  return *collator;
}

}  // namespace

std::string fold(std::string_view utf8) {
  if (auto folded = fold_by_table(utf8)) return *std::move(folded);
  return to_utf8(strip_accents(unicode(utf8)));
}

std::string sort_key(std::string_view utf8) {
  static constexpr char kDigits[] = "0123456789abcdef";
  const icu::UnicodeString text = unicode(utf8);
  const auto size = dutch().getSortKey(text, nullptr, 0);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  dutch().getSortKey(text, reinterpret_cast<std::uint8_t*>(bytes.data()), size);
  // Hexadecimal, so that a text column holds it and sorts it byte by byte under any collation.
  std::string key;
  key.reserve(bytes.size() * 2);
  for (const unsigned char byte : bytes) {
    if (byte == 0) break;
    key += kDigits[byte >> 4U];
    key += kDigits[byte & 15U];
  }
  return key;
}

std::string tidy(std::string_view utf8) {
  if (is_tidy_ascii(utf8)) return std::string(utf8);
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  require(status, "NFC");
  const icu::UnicodeString composed = nfc->normalize(unicode(utf8), status);
  require(status, "normalize");
  icu::UnicodeString tidied;
  bool blank_due = false;
  for (int at = 0; at < composed.length(); at = composed.moveIndex32(at, 1)) {
    const UChar32 character = composed.char32At(at);
    if (u_isUWhiteSpace(character)) {
      blank_due = !tidied.isEmpty();
      continue;
    }
    if (blank_due) tidied.append(static_cast<UChar32>(' '));
    blank_due = false;
    tidied.append(character);
  }
  return to_utf8(tidied);
}

std::string to_ascii_word(std::string_view utf8) {
  std::string word;
  for (const char character : fold(utf8)) {
    if ((character >= 'a' && character <= 'z') || (character >= '0' && character <= '9')) {
      word += character;
    }
  }
  return word;
}

bool is_utf8(std::string_view bytes) {
  if (is_ascii(bytes)) return true;
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t units = 0;
  u_strFromUTF8(nullptr, 0, &units, bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  return status == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(status);
}

std::size_t length(std::string_view utf8) {
  return is_ascii(utf8) ? utf8.size() : static_cast<std::size_t>(unicode(utf8).countChar32());
}

std::string beginning(std::string_view utf8, std::size_t characters) {
  const icu::UnicodeString text = unicode(utf8);
  return to_utf8(text.tempSubString(0, text.moveIndex32(0, static_cast<std::int32_t>(characters))));
}

bool is_name(std::string_view utf8) {
  const icu::UnicodeString name = unicode(utf8);
  const char16_t* units = name.getBuffer();
  bool has_letter = false;
  for (int at = 0; at < name.length();) {
    UChar32 character = 0;
    U16_NEXT(units, at, name.length(), character);
    const bool letter = u_isalpha(character) != 0;
    const bool mark = (U_GET_GC_MASK(character) & U_GC_M_MASK) != 0;
    const bool sign = character == ' ' || character == '-' || character == '.' ||
                      character == '\'' || character == 0x2019 || character == '`';
    if (!letter && !mark && !sign) return false;
    has_letter = has_letter || letter;
  }
  return has_letter;
}

std::string spoken_name(std::string_view first, std::string_view infix, std::string_view last) {
  std::string name(first);
  for (const auto part : {infix, last}) {
    if (part.empty()) continue;
    if (!name.empty()) name += ' ';
    name += part;
  }
  return name;
}

std::string listed_name(std::string_view first, std::string_view infix, std::string_view last) {
  std::string name(last);
  name += ", ";
  name += spoken_name(first, infix, {});
  return name;
}

}  // namespace lexipoort::text
