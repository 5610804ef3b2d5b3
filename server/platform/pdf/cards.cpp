#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <memory>
#include <stdexcept>

#include "platform/pdf/pdf.h"

namespace lexipoort::pdf {
namespace {

// Sizes are points: 72 to an inch.
constexpr double kPageWidth = 595.28;
constexpr double kPageHeight = 841.89;
constexpr double kMargin = 28;
constexpr std::size_t kAcross = 2;
constexpr std::size_t kDown = 4;
constexpr double kCardWidth = (kPageWidth - 2 * kMargin) / kAcross;
constexpr double kCardHeight = (kPageHeight - 2 * kMargin) / kDown;
constexpr double kPadding = 18;
constexpr double kBand = 6;

struct Colour {
  double red, green, blue;
};
constexpr Colour kBlue{0.07, 0.24, 0.52};
constexpr Colour kGrey{0.42, 0.45, 0.50};
constexpr Colour kBlack{0.10, 0.11, 0.13};
constexpr Colour kCutLine{0.65, 0.68, 0.72};

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Context = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;
using Layout = std::unique_ptr<PangoLayout, decltype(&g_object_unref)>;

cairo_status_t append(void* target, const unsigned char* bytes, unsigned int size) {
  static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

void use(cairo_t* page, const Colour& colour) {
  cairo_set_source_rgb(page, colour.red, colour.green, colour.blue);
}

/// Draws one line of text, cut off with an ellipsis where the card ends; returns its height.
double draw_text(cairo_t* page, double x, double y, const std::string& text, const char* font,
                 const Colour& colour) {
  const Layout layout(pango_cairo_create_layout(page), g_object_unref);
  PangoFontDescription* description = pango_font_description_from_string(font);
  pango_layout_set_font_description(layout.get(), description);
  pango_font_description_free(description);
  pango_layout_set_width(layout.get(), static_cast<int>((kCardWidth - 2 * kPadding) * PANGO_SCALE));
  pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
  use(page, colour);
  cairo_move_to(page, x, y);
  pango_cairo_show_layout(page, layout.get());
  int height = 0;
  pango_layout_get_pixel_size(layout.get(), nullptr, &height);
  return height;
}

void draw_cut_lines(cairo_t* page) {
  const double dashes[] = {3, 3};
  cairo_save(page);
  cairo_set_dash(page, dashes, 2, 0);
  cairo_set_line_width(page, 0.6);
  use(page, kCutLine);
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
  std::string bytes;
  {
    const Surface surface(
        cairo_pdf_surface_create_for_stream(append, &bytes, kPageWidth, kPageHeight),
        cairo_surface_destroy);
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, document_title.c_str());
    const Context page(cairo_create(surface.get()), cairo_destroy);
    for (std::size_t index = 0; index < cards.size(); ++index) {
      const auto place = index % (kAcross * kDown);
      if (place == 0) {
        if (index > 0) cairo_show_page(page.get());
        draw_cut_lines(page.get());
      }
      const std::size_t row = place / kAcross;
      draw_card(page.get(), cards[index],
                kMargin + static_cast<double>(place % kAcross) * kCardWidth,
                kMargin + static_cast<double>(row) * kCardHeight);
    }
    cairo_show_page(page.get());
    cairo_surface_finish(surface.get());
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
      throw std::runtime_error(cairo_status_to_string(cairo_surface_status(surface.get())));
    }
  }
  return bytes;
}

}  // namespace lexipoort::pdf
