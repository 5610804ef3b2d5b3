#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Markdown to HTML that is safe in our own page; cmark-gfm behind it.
namespace lexipoort::markdown {

struct Rendered {
  std::string html;
  std::vector<std::string> images;  ///< the addresses of the images in it
};

/// Renders GitHub's Markdown: tables, bare addresses and strikethrough too. HTML in the text is
/// left out. Links go to http(s), mailto and our own pages; other links are only their words.
/// Images are those that `is_own_image` knows; of others stays the description. Headings begin at
/// the third level, under those of the page.
[[nodiscard]] Rendered render(std::string_view text,
                              const std::function<bool(std::string_view)>& is_own_image);

}  // namespace lexipoort::markdown
