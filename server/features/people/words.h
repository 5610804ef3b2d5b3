#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace lexipoort::people {

/// Short Dutch words that a child can read and type, for passwords such as `boom-vis-27`. None is
/// rude, sad or about bodies, none is so beside another, and none sounds like another that is
/// spelled differently. None is a number, which a child might type as digits.
[[nodiscard]] std::span<const std::string_view> password_words();

/// The number among the words: two digits, and no 0 in front.
inline constexpr std::uint64_t kFirstNumber = 10;
inline constexpr std::uint64_t kNumbers = 90;
/// Two words and the number, which may be any of the three.
inline constexpr std::uint64_t kPasswordParts = 3;

}  // namespace lexipoort::people
