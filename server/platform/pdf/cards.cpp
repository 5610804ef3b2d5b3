#include <cstddef>

#include "platform/pdf/drawing.h"
#include "platform/pdf/pdf.h"

namespace lexipoort::pdf {
namespace {

constexpr double kMargin = 28;
constexpr std::size_t kAcross = 2;
constexpr std::size_t kDown = 4;
constexpr double kCardWidth = (kPageWidth - 2 * kMargin) / kAcross;
constexpr double kCardHeight = (kPageHeight - 2 * kMargin) / kDown;
constexpr double kPadding = 18;
constexpr double kBand = 6;

/// Draws one line of text, cut off with an ellipsis where the card ends; returns its height.
double draw_text(cairo_t* page, double x, double y, const std::string& text, const char* font,
                 const Colour& colour) {
  const auto layout = set_text(page, text, font, kCardWidth - 2 * kPadding);
  pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  draw(page, layout, x, y, colour);
  return height_of(layout);
}

void draw_cut_lines(cairo_t* page) {
  const double dashes[] = {3, 3};
  cairo_save(page);
  cairo_set_dash(page, dashes, 2, 0);
  cairo_set_line_width(page, 0.6);
  use(page, kLine);
  for (std::size_t column = 0; column <= kAcross; ++column) {
    cairo_move_to(page, kMargin + static_cast<double>(column) * kCardWidth, kMargin);
    cairo_rel_line_to(page, 0, kDown * kCardHeight);
  }
  for (std::size_t row = 0; row <= kDown; ++row) {
    cairo_move_to(page, kMargin, kMargin + static_cast<double>(row) * kCardHeight);
    cairo_rel_line_to(page, kAcross * kCardWidth, 0);
  }
  cairo_stroke(page);
  cairo_restore(page);
}

void draw_card(cairo_t* page, const Card& card, double left, double top) {
  use(page, kBlue);
  cairo_rectangle(page, left + kPadding, top + kPadding, 34, kBand);
  cairo_fill(page);
  const double x = left + kPadding;
  double y = top + kPadding + kBand + 6;
  y += draw_text(page, x, y, card.title, "DejaVu Sans Bold 14", kBlack) + 8;
  for (const auto& line : card.lines) {
    y += draw_text(page, x, y, line.label, "DejaVu Sans 8", kGrey);
    // A face in which l, 1 and I, and 0 and O, cannot be taken for each other.
    y += draw_text(page, x, y, line.value, "DejaVu Sans Mono Bold 15", kBlue) + 5;
  }
  draw_text(page, x, top + kCardHeight - kPadding - 12, card.footer, "DejaVu Sans 8", kGrey);
}

}  // namespace

std::string cards(const std::string& document_title, const std::vector<Card>& cards) {
  return made_of(document_title, [&](cairo_t* page) {
    for (std::size_t index = 0; index < cards.size(); ++index) {
      const auto place = index % (kAcross * kDown);
      if (place == 0) {
        if (index > 0) cairo_show_page(page);
        draw_cut_lines(page);
      }
      const std::size_t row = place / kAcross;
      draw_card(page, cards[index], kMargin + static_cast<double>(place % kAcross) * kCardWidth,
                kMargin + static_cast<double>(row) * kCardHeight);
    }
    cairo_show_page(page);
  });
}

}  // namespace lexipoort::pdf
