#include "platform/sheets/archive.h"

#include <expat.h>
#include <zip.h>

#include <array>
#include <vector>

namespace lexipoort::sheets {
namespace {

constexpr zip_int64_t kMostEntries = 2000;
constexpr int kDeepest = 64;
constexpr std::size_t kPiece = 64 * 1024;

zip_t* as_zip(void* held) {
  return static_cast<zip_t*>(held);
}

std::string_view local_name(std::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

/// Expat calls back through C, so this is what its user data points to.
struct Parse {
  XML_Parser parser;
  const XmlReader::Handler& handler;
  int depth = 0;
  bool hostile = false;
};

void XMLCALL on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
  auto& parse = *static_cast<Parse*>(data);
  if (++parse.depth > kDeepest) {
    parse.hostile = true;
    XML_StopParser(parse.parser, XML_FALSE);
    return;
  }
  parse.handler.start(local_name(name), [attributes](std::string_view wanted) -> std::string_view {
    for (const XML_Char** pair = attributes; *pair != nullptr; pair += 2) {
      if (local_name(pair[0]) == wanted) return pair[1];
    }
    return {};
  });
}

void XMLCALL on_end(void* data, const XML_Char* name) {
  auto& parse = *static_cast<Parse*>(data);
  --parse.depth;
  parse.handler.end(local_name(name));
}

void XMLCALL on_text(void* data, const XML_Char* text, int size) {
  static_cast<Parse*>(data)->handler.text({text, static_cast<std::size_t>(size)});
}

void XMLCALL on_doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  auto& parse = *static_cast<Parse*>(data);
  parse.hostile = true;
  XML_StopParser(parse.parser, XML_FALSE);
}

}  // namespace

void Archive::Close::operator()(void* zip) const {
  zip_discard(static_cast<zip_t*>(zip));
}

std::optional<Archive> Archive::open(std::string_view bytes, const Limits& limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* zip = source == nullptr ? nullptr
                                 : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  zip_error_fini(&error);
  if (zip == nullptr) {
    if (source != nullptr) zip_source_free(source);
    return std::nullopt;
  }
  Archive archive;
  archive.zip_.reset(zip);
  archive.most_bytes_ = limits.sheet_bytes;
  if (zip_get_num_entries(zip, 0) > kMostEntries) return std::nullopt;
  return archive;
}

bool Archive::has(const std::string& name) const {
  return zip_name_locate(as_zip(zip_.get()), name.c_str(), 0) >= 0;
}

Archive::Outcome Archive::unpack(const std::string& name,
                                 const std::function<bool(std::string_view)>& take) const {
  zip_stat_t info;
  if (zip_stat(as_zip(zip_.get()), name.c_str(), 0, &info) != 0) return Outcome::damaged;
  // What it says it holds saves the work; what it really holds is counted below.
  if ((info.valid & ZIP_STAT_SIZE) != 0 && info.size > most_bytes_) return Outcome::too_large;
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
      zip_fopen(as_zip(zip_.get()), name.c_str(), 0), zip_fclose);
  if (!file) return Outcome::damaged;
  std::vector<char> piece(kPiece);
  std::size_t total = 0;
  for (;;) {
    const auto size = zip_fread(file.get(), piece.data(), piece.size());
    if (size < 0) return Outcome::damaged;
    if (size == 0) return Outcome::done;
    total += static_cast<std::size_t>(size);
    if (total > most_bytes_) return Outcome::too_large;
    if (!take({piece.data(), static_cast<std::size_t>(size)})) return Outcome::stopped;
  }
}

Archive::Outcome XmlReader::read(const Archive& archive, const std::string& part,
                                 const Handler& handler) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser(
      XML_ParserCreate(nullptr), XML_ParserFree);
  if (!parser) throw std::bad_alloc();
  Parse parse{.parser = parser.get(), .handler = handler};
  XML_SetUserData(parser.get(), &parse);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  bool well_formed = true;
  const auto outcome = archive.unpack(part, [&](std::string_view piece) {
    well_formed = XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()),
                            XML_FALSE) == XML_STATUS_OK;
    return well_formed && !(handler.enough && handler.enough());
  });
  if (!well_formed || parse.hostile) return Archive::Outcome::damaged;
  if (outcome == Archive::Outcome::done &&
      XML_Parse(parser.get(), "", 0, XML_TRUE) != XML_STATUS_OK) {
    return Archive::Outcome::damaged;
  }
  return outcome;
}

}  // namespace lexipoort::sheets
