#pragma once

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <functional>
#include <memory>
#include <string>

/// What the pages of this folder are drawn with. Sizes are points: 72 to an inch.
namespace lexipoort::pdf {

inline constexpr double kPageWidth = 595.28;
inline constexpr double kPageHeight = 841.89;

struct Colour {
  double red, green, blue;
};
inline constexpr Colour kBlue{0.07, 0.24, 0.52};
inline constexpr Colour kGrey{0.42, 0.45, 0.50};
inline constexpr Colour kBlack{0.10, 0.11, 0.13};
inline constexpr Colour kLine{0.65, 0.68, 0.72};

using Layout = std::unique_ptr<PangoLayout, decltype(&g_object_unref)>;

void use(cairo_t* page, const Colour& colour);

/// Text set in a width, not drawn yet.
[[nodiscard]] Layout set_text(cairo_t* page, const std::string& text, const char* font,
                              double width);

[[nodiscard]] double height_of(const Layout& layout);

void draw(cairo_t* page, const Layout& layout, double x, double y, const Colour& colour);

/// Gives the bytes of a PDF that `draw_pages` drew. Throws std::runtime_error when it fails.
[[nodiscard]] std::string made_of(const std::string& title,
                                  const std::function<void(cairo_t*)>& draw_pages);

}  // namespace lexipoort::pdf
