#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/sheets/sheets.h"

namespace lexipoort::sheets {

/// A zip file in memory, with limits on what it may unpack to.
class Archive {
 public:
  /// Nothing when the bytes are no sound zip file.
  [[nodiscard]] static std::optional<Archive> open(std::string_view bytes, const Limits& limits);

  [[nodiscard]] bool has(const std::string& name) const;

  enum class Outcome { done, stopped, damaged, too_large };
  /// Unpacks one part, piece by piece; `take` returns false to stop.
  [[nodiscard]] Outcome unpack(const std::string& name,
                               const std::function<bool(std::string_view)>& take) const;

 private:
  struct Close {
    void operator()(void* zip) const;
  };
  std::unique_ptr<void, Close> zip_;
  std::size_t most_bytes_ = 0;
};

/// Parses a part as XML, piece by piece: no part is ever whole in memory. DOCTYPE is refused, so
/// there are no entities to expand. Elements and attributes come without their namespace.
class XmlReader {
 public:
  using Attributes = std::function<std::string_view(std::string_view name)>;
  struct Handler {
    std::function<void(std::string_view element, const Attributes&)> start;
    std::function<void(std::string_view element)> end;
    std::function<void(std::string_view text)> text;
    std::function<bool()> enough;  ///< true: stop reading
  };
  [[nodiscard]] static Archive::Outcome read(const Archive& archive, const std::string& part,
                                             const Handler& handler);
};

}  // namespace lexipoort::sheets
