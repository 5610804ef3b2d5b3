#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <tuple>

#include "platform/pdf/drawing.h"
#include "platform/pdf/pdf.h"

namespace lexipoort::pdf {
namespace {

constexpr double kMargin = 50;
constexpr double kWidth = kPageWidth - 2 * kMargin;
constexpr double kBottom = kPageHeight - kMargin - 16;  // above the foot
constexpr double kCell = 4;                             // blank within a table's cell
constexpr double kChartHeight = 130;
constexpr double kWidestBar = 44;
constexpr double kFirstLines = 30;  // of a text
constexpr double kLabel = 34;       // the width of the word under a bar
constexpr std::array<Colour, 3> kParts = {{{0.07, 0.24, 0.52}, {0.78, 0.45, 0.05}, kGrey}};

constexpr const char* kText = "DejaVu Sans 9.5";
constexpr const char* kSmall = "DejaVu Sans 8";
constexpr const char* kSmallBold = "DejaVu Sans Bold 8";

/// Tells what a part of the page is, as long as it lives. The outermost is a Document: without one
/// cairo does not mark the file as tagged.
class Tagged {
 public:
  Tagged(cairo_t* page, const char* name) : page_(page), name_(name) {
    cairo_tag_begin(page_, name_, nullptr);
  }
  ~Tagged() { cairo_tag_end(page_, name_); }
  Tagged(const Tagged&) = delete;
  Tagged& operator=(const Tagged&) = delete;

 private:
  cairo_t* page_;
  const char* name_;
};

/// Sets the parts of a document, page by page.
class Typesetter {
 public:
  Typesetter(cairo_t* page, const Document& document, int pages)
      : page_(page), document_(document), pages_(pages) {}

  /// Returns the number of pages.
  int set() {
    const Tagged whole(page_, "Document");
    text("H1", document_.title, "DejaVu Sans Bold 17", kBlue);
    text("P", document_.subtitle, kText, kGrey);
    y_ += 14;
    for (const auto& part : document_.parts) {
      std::visit([&](const auto& each) { set(each); }, part);
    }
    finish_page();
    return number_;
  }

 private:
  void set(const Heading& heading) {
    y_ += 12;
    // A heading never stands alone at the end of a page.
    require(70);
    text("H2", heading.text, "DejaVu Sans Bold 12", kBlue);
    y_ += 4;
  }

  void set(const Paragraph& paragraph) {
    text("P", paragraph.text, kText, kBlack);
    y_ += 6;
  }

  void set(const Facts& facts) {
    constexpr double kNames = 150;
    for (const auto& [name, value] : facts.facts) {
      const auto left = set_text(page_, name, kText, kNames - kCell);
      const auto right = set_text(page_, value, kText, kWidth - kNames);
      const auto height = std::max(height_of(left), height_of(right));
      require(height + (facts.with_next ? kFirstLines : 0));
      const Tagged list(page_, "L");
      const Tagged item(page_, "LI");
      draw_as("Lbl", left, kMargin, y_, kGrey);
      draw_as("LBody", right, kMargin + kNames, y_, kBlack);
      y_ += height + 3;
    }
  }

  void set(const Table& table) {
    std::vector<std::string> headings;
    for (const auto& column : table.columns) headings.push_back(column.heading);
    const auto header = set_row(table, headings, kSmallBold);
    // One on each page, each with the header: the foot of a page is not a part of any.
    std::optional<Tagged> tag;
    for (const auto& row : table.rows) {
      const auto cells = set_row(table, row, kSmall);
      const auto needed = cells.height + (tag ? 0 : header.height);
      if (y_ + needed > kBottom) {
        tag.reset();
        new_page();
      }
      if (!tag) {
        tag.emplace(page_, "Table");
        draw_row(table, header, "TH");
      }
      draw_row(table, cells, "TD");
    }
    y_ += 6;
  }

  void set(const Bars& chart) {
    require(kChartHeight + 50);
    const Tagged tag(page_, "Figure");
    draw_legend(chart);
    const double top = y_ + 14;
    const double foot = top + kChartHeight;
    draw_scale(chart, top, foot);
    const double highest = highest_of(chart);
    const double step = kWidth / static_cast<double>(std::max<std::size_t>(chart.bars.size(), 1));
    // As many labels as can be read.
    const auto every = static_cast<std::size_t>(std::ceil(kLabel / step));
    const double width = std::min(step * 0.7, kWidestBar);
    for (std::size_t index = 0; index < chart.bars.size(); ++index) {
      const double middle = kMargin + (static_cast<double>(index) + 0.5) * step;
      draw_bar(chart.bars[index], middle - width / 2, foot, width, kChartHeight / highest);
      if (index % every != 0) continue;
      const auto label = set_text(page_, chart.bars[index].label, "DejaVu Sans 7", kLabel);
      pango_layout_set_alignment(label.get(), PANGO_ALIGN_CENTER);
      draw(page_, label, middle - kLabel / 2, foot + 3, kGrey);
    }
    y_ = foot + 20;
  }

  struct Row {
    std::vector<Layout> cells;
    double height = 0;
  };

  [[nodiscard]] double width_of(const Table& table, std::size_t column) const {
    double shares = 0;
    for (const auto& each : table.columns) shares += each.share;
    return kWidth * table.columns[column].share / shares;
  }

  Row set_row(const Table& table, const std::vector<std::string>& texts, const char* font) {
    Row row;
    for (std::size_t index = 0; index < table.columns.size(); ++index) {
      auto cell = set_text(page_, texts.at(index), font, width_of(table, index) - 2 * kCell);
      if (table.columns[index].is_number) pango_layout_set_alignment(cell.get(), PANGO_ALIGN_RIGHT);
      row.height = std::max(row.height, height_of(cell) + 2 * kCell);
      row.cells.push_back(std::move(cell));
    }
    return row;
  }

  void draw_row(const Table& table, const Row& row, const char* kind) {
    const Tagged tag(page_, "TR");
    double x = kMargin;
    for (std::size_t index = 0; index < row.cells.size(); ++index) {
      draw_as(kind, row.cells[index], x + kCell, y_ + kCell, kBlack);
      x += width_of(table, index);
    }
    y_ += row.height;
    line(y_);
  }

  void draw_as(const char* kind, const Layout& layout, double x, double y, const Colour& colour) {
    const Tagged tag(page_, kind);
    draw(page_, layout, x, y, colour);
  }

  void draw_legend(const Bars& chart) {
    double x = kMargin;
    for (std::size_t index = 0; index < chart.names.size(); ++index) {
      use(page_, kParts.at(index));
      cairo_rectangle(page_, x, y_ + 2, 9, 9);
      cairo_fill(page_);
      const auto name = set_text(page_, chart.names[index], kSmall, 150);
      draw(page_, name, x + 13, y_, kBlack);
      x += 110;
    }
    y_ += 12;
  }

  void draw_scale(const Bars& chart, double top, double foot) {
    const auto highest = set_text(page_, chart.highest, "DejaVu Sans 7", 100);
    draw(page_, highest, kMargin, top - 11, kGrey);
    line(top);
    line(foot);
  }

  void draw_bar(const Bars::Bar& bar, double x, double foot, double width, double scale) {
    for (std::size_t index = 0; index < bar.parts.size(); ++index) {
      const double height = bar.parts[index] * scale;
      use(page_, kParts.at(index));
      cairo_rectangle(page_, x, foot - height, width, height);
      cairo_fill(page_);
      foot -= height;
    }
  }

  /// Of the whole bars; never nothing, so that it can be divided by.
  [[nodiscard]] static double highest_of(const Bars& chart) {
    double highest = 0;
    for (const auto& bar : chart.bars) {
      double sum = 0;
      for (const auto part : bar.parts) sum += part;
      highest = std::max(highest, sum);
    }
    return highest > 0 ? highest : 1;
  }

  /// Text over the whole width, which may go on on the next page.
  void text(const char* kind, const std::string& content, const char* font, const Colour& colour) {
    const auto layout = set_text(page_, content, font, kWidth);
    std::optional<Tagged> tag;
    const int lines = pango_layout_get_line_count(layout.get());
    for (int index = 0; index < lines; ++index) {
      auto* set = pango_layout_get_line_readonly(layout.get(), index);
      PangoRectangle size;
      pango_layout_line_get_pixel_extents(set, nullptr, &size);
      if (y_ + size.height > kBottom) {
        tag.reset();
        new_page();
      }
      if (!tag) tag.emplace(page_, kind);
      use(page_, colour);
      cairo_move_to(page_, kMargin, y_ - size.y);
      pango_cairo_show_layout_line(page_, set);
      y_ += size.height;
    }
  }

  void line(double y) {
    cairo_set_line_width(page_, 0.5);
    use(page_, kLine);
    cairo_move_to(page_, kMargin, y);
    cairo_rel_line_to(page_, kWidth, 0);
    cairo_stroke(page_);
  }

  /// Goes to a new page when there is no place for so much.
  void require(double height) {
    if (y_ + height > kBottom) new_page();
  }

  void new_page() {
    finish_page();
    ++number_;
    y_ = kMargin;
  }

  void finish_page() {
    const auto foot = set_text(page_, document_.foot(number_, pages_), kSmall, kWidth);
    draw_as("P", foot, kMargin, kPageHeight - kMargin, kGrey);
    cairo_show_page(page_);
  }

  cairo_t* page_;
  const Document& document_;
  int pages_;
  int number_ = 1;
  double y_ = kMargin;
};

}  // namespace

std::string document(const Document& document) {
  // How many pages there are stands on each of them, so they are set twice.
  int pages = 0;
  std::ignore = made_of(document.title,
                        [&](cairo_t* page) { pages = Typesetter(page, document, pages).set(); });
  return made_of(document.title, [&](cairo_t* page) { Typesetter(page, document, pages).set(); });
}

}  // namespace lexipoort::pdf
