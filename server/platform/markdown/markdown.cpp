#include "platform/markdown/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace lexipoort::markdown {
namespace {

constexpr int kHeadingsBelowThePage = 2;
constexpr int kLowestHeading = 6;
/// Without CMARK_OPT_UNSAFE: HTML and dangerous links do not come through.
constexpr int kOptions = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8;

struct Free {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
  void operator()(cmark_node* node) const { cmark_node_free(node); }
  void operator()(char* text) const { std::free(text); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

using Parser = Owned<cmark_parser>;

void add_extensions(cmark_parser* parser) {
  static std::once_flag registered;
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
  for (const char* name : {"table", "autolink", "strikethrough"}) {
    auto* extension = cmark_find_syntax_extension(name);
    if (extension == nullptr) throw std::runtime_error("cmark-gfm lacks an extension");
    cmark_parser_attach_syntax_extension(parser, extension);
  }
}

bool is_safe_link(std::string_view address) {
  const bool is_own =
      address.starts_with('/') && !address.starts_with("//") && !address.starts_with("/\\");
  return is_own ||
         std::ranges::any_of(std::array<std::string_view, 3>{"https://", "http://", "mailto:"},
                             [&](std::string_view start) { return address.starts_with(start); });
}

/// Leaves what stands inside a node in the node's place.
void unwrap(cmark_node* node) {
  while (auto* child = cmark_node_first_child(node)) cmark_node_insert_before(node, child);
  cmark_node_free(node);
}

std::string address_of(cmark_node* node) {
  const char* address = cmark_node_get_url(node);
  return address == nullptr ? "" : address;
}

/// All links, images and headings: first found, then changed, for a change upsets the walk.
std::vector<cmark_node*> nodes_to_look_at(cmark_node* document) {
  std::vector<cmark_node*> found;
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> walk(cmark_iter_new(document),
                                                                     &cmark_iter_free);
  while (cmark_iter_next(walk.get()) != CMARK_EVENT_DONE) {
    if (cmark_iter_get_event_type(walk.get()) != CMARK_EVENT_EXIT) continue;
    auto* node = cmark_iter_get_node(walk.get());
    const auto type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE || type == CMARK_NODE_HEADING) {
      found.push_back(node);
    }
  }
  return found;
}

/// A link that opens elsewhere must not reach back into this page.
std::string with_relation(std::string_view html) {
  constexpr std::string_view kLink = "<a href=";
  constexpr std::string_view kRelated = "<a rel=\"noopener\" href=";
  std::string related;
  std::size_t from = 0;
  // Only we write this: a < in the text has become &lt;
  for (auto at = html.find(kLink); at != std::string_view::npos; at = html.find(kLink, from)) {
    related.append(html.substr(from, at - from)).append(kRelated);
    from = at + kLink.size();
  }
  return related.append(html.substr(from));
}

}  // namespace

Rendered render(std::string_view text, const std::function<bool(std::string_view)>& is_own_image) {
  const Parser parser(cmark_parser_new(kOptions));
  add_extensions(parser.get());
  cmark_parser_feed(parser.get(), text.data(), text.size());
  const Owned<cmark_node> document(cmark_parser_finish(parser.get()));
  Rendered rendered;
  for (auto* node : nodes_to_look_at(document.get())) {
    const auto type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING) {
      cmark_node_set_heading_level(
          node,
          std::min(cmark_node_get_heading_level(node) + kHeadingsBelowThePage, kLowestHeading));
    } else if (type == CMARK_NODE_LINK) {
      if (!is_safe_link(address_of(node))) unwrap(node);
    } else if (const auto address = address_of(node); is_own_image(address)) {
      rendered.images.push_back(address);
    } else {
      unwrap(node);
    }
  }
  const Owned<char> html(cmark_render_html(document.get(), kOptions,
                                           cmark_parser_get_syntax_extensions(parser.get())));
  rendered.html = with_relation(html.get());
  return rendered;
}

}  // namespace lexipoort::markdown
