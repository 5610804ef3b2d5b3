#include "base/text.h"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include <memory>
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

void require(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + what);
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
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t units = 0;
  u_strFromUTF8(nullptr, 0, &units, bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  return status == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(status);
}

std::size_t length(std::string_view utf8) {
  return static_cast<std::size_t>(unicode(utf8).countChar32());
}

bool is_name(std::string_view utf8) {
  const icu::UnicodeString name = unicode(utf8);
  bool has_letter = false;
  for (int at = 0; at < name.length(); at = name.moveIndex32(at, 1)) {
    const UChar32 character = name.char32At(at);
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
