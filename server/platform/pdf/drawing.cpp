#include "platform/pdf/drawing.h"

#include <stdexcept>

namespace lexipoort::pdf {
namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Context = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

cairo_status_t append(void* target, const unsigned char* bytes, unsigned int size) {
  static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

void use(cairo_t* page, const Colour& colour) {
  cairo_set_source_rgb(page, colour.red, colour.green, colour.blue);
}

Layout set_text(cairo_t* page, const std::string& text, const char* font, double width) {
  Layout layout(pango_cairo_create_layout(page), g_object_unref);
  PangoFontDescription* description = pango_font_description_from_string(font);
  pango_layout_set_font_description(layout.get(), description);
  pango_font_description_free(description);
  pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
  return layout;
}

double height_of(const Layout& layout) {
  int height = 0;
  pango_layout_get_pixel_size(layout.get(), nullptr, &height);
  return height;
}

void draw(cairo_t* page, const Layout& layout, double x, double y, const Colour& colour) {
  use(page, colour);
  cairo_move_to(page, x, y);
  pango_cairo_show_layout(page, layout.get());
}

std::string made_of(const std::string& title, const std::function<void(cairo_t*)>& draw_pages) {
  std::string bytes;
  const Surface surface(
      cairo_pdf_surface_create_for_stream(append, &bytes, kPageWidth, kPageHeight),
      cairo_surface_destroy);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
  const Context page(cairo_create(surface.get()), cairo_destroy);
  draw_pages(page.get());
  cairo_surface_finish(surface.get());
  for (const auto status : {cairo_status(page.get()), cairo_surface_status(surface.get())}) {
    if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
  }
  return bytes;
}

}  // namespace lexipoort::pdf
