#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lexipoort::text {

/// A key for searching: lower case, without accents, so that "Zoë" is found by "zoe".
[[nodiscard]] std::string fold(std::string_view utf8);

/// A key whose bytes sort as Dutch people sort names; equal on every database.
[[nodiscard]] std::string sort_key(std::string_view utf8);

/// Unicode's composed form (NFC), without white space at the ends and with single blanks within.
[[nodiscard]] std::string tidy(std::string_view utf8);

/// Lower-case letters a-z and digits only: what user names are made of ("Zoë" → "zoe").
[[nodiscard]] std::string to_ascii_word(std::string_view utf8);

/// Whether the bytes are well-formed UTF-8.
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// The number of characters (code points), not bytes.
[[nodiscard]] std::size_t length(std::string_view utf8);

/// The first characters of a text, at most so many.
[[nodiscard]] std::string beginning(std::string_view utf8, std::size_t characters);

/// Whether every character may stand in a person's name: letters, marks, blanks, ' - and full
/// stops.
[[nodiscard]] bool is_name(std::string_view utf8);

/// First name, infix and last name as said aloud: "Piet van Jansen".
[[nodiscard]] std::string spoken_name(std::string_view first, std::string_view infix,
                                      std::string_view last);

/// As listed, ordered by the last name: "Jansen, Piet van". Source: spec, table of words.
[[nodiscard]] std::string listed_name(std::string_view first, std::string_view infix,
                                      std::string_view last);

}  // namespace lexipoort::text
