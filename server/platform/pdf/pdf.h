#pragma once

#include <string>
#include <vector>

/// Printed pages.
namespace lexipoort::pdf {

/// A card to cut out: a title, lines of a label and a value, and a line at its foot.
struct Card {
  struct Line {
    std::string label;
    std::string value;
  };
  std::string title;
  std::vector<Line> lines;
  std::string footer;
};

/// A PDF with eight cards to a page of A4, with lines to cut along. Fonts are embedded, the text
/// can be selected. Throws std::runtime_error when it cannot be made.
[[nodiscard]] std::string cards(const std::string& document_title, const std::vector<Card>& cards);

}  // namespace lexipoort::pdf
