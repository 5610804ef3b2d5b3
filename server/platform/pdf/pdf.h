#pragma once

#include <functional>
#include <string>
#include <utility>
#include <variant>
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

struct Heading {
  std::string text;
};

struct Paragraph {
  std::string text;
};

/// Names with their values, one below the other.
struct Facts {
  std::vector<std::pair<std::string, std::string>> facts;
  bool with_next = false;  ///< stands on one page with the first lines of the part that follows
};

struct Table {
  struct Column {
    std::string heading;
    double share = 1;        ///< of the width, beside the other columns'
    bool is_number = false;  ///< to the right
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

/// A chart of bars, one for each label, made of a part for each of the names.
struct Bars {
  struct Bar {
    std::string label;
    std::vector<double> parts;
  };
  std::vector<std::string> names;  ///< at most three
  std::vector<Bar> bars;
  std::string highest;  ///< what the top of the chart stands for, in words
};

using Part = std::variant<Heading, Paragraph, Facts, Table, Bars>;

/// Parts one below the other, over as many pages of A4 as they need.
struct Document {
  std::string title;
  std::string subtitle;
  std::vector<Part> parts;
  /// What stands at the foot of a page, by its number and how many there are.
  std::function<std::string(int page, int pages)> foot;
};

/// A PDF. Fonts are embedded, the text can be selected, and its parts are tagged for screen
/// readers. Throws std::runtime_error when it cannot be made.
[[nodiscard]] std::string document(const Document& document);

}  // namespace lexipoort::pdf
