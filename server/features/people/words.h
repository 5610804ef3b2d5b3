#pragma once

#include <span>
#include <string_view>

namespace lexipoort::people {

/// Short Dutch words that a child can read and type, for passwords such as `boom-vis-27`. None is
/// rude, sad or about bodies, and none sounds like another that is spelled differently.
[[nodiscard]] std::span<const std::string_view> password_words();

}  // namespace lexipoort::people
