#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace lexipoort::people {

/// Short Dutch words that a child can read and type, for passwords such as `boom-vis-27`. None is
/// rude, sad or about bodies, none is so beside another, and none sounds like another that is
/// spelled differently. None is a number, which a child might type as digits.
[[nodiscard]] std::span<const std::string_view> password_words();

/// The numbers among the words: two digits, no 0 in front, and none that stands for something that
/// does not belong on a child's card (69, and 14, 18 and 88 of neo-Nazis).
[[nodiscard]] std::span<const std::uint64_t> password_numbers();

/// Two words and the number, which may be any of the three.
inline constexpr std::uint64_t kPasswordParts = 3;

}  // namespace lexipoort::people
