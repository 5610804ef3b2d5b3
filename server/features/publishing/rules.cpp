#include "features/publishing/rules.h"

#include <algorithm>
#include <array>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cctype>

#include "base/text.h"

namespace lexipoort::publishing::rules {
namespace {

constexpr std::int64_t kMegabyte = 1LL << 20;
constexpr std::size_t kLongestTitle = 120;
constexpr std::size_t kLongestBody = 20'000;
constexpr std::size_t kLongestAddress = 500;

struct Known {
  MediaType type;
  std::string_view endings;  ///< with a blank around each; the first is the usual one
  bool is_zip = false;       ///< in a ZIP file, which may be all that the bytes tell
};

constexpr std::array kTypes = {
    Known{{"image/png", FileClass::image, true}, " png "},
    Known{{"image/jpeg", FileClass::image, true}, " jpg jpeg "},
    Known{{"image/webp", FileClass::image, true}, " webp "},
    Known{{"image/gif", FileClass::image, true}, " gif "},
    Known{{"video/mp4", FileClass::film, true}, " mp4 m4v "},
    Known{{"video/webm", FileClass::film, true}, " webm "},
    Known{{"audio/mpeg", FileClass::sound, true}, " mp3 "},
    Known{{"text/vtt", FileClass::captions, true}, " vtt "},
    Known{{"application/pdf", FileClass::document, true}, " pdf "},
    Known{{"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
           FileClass::document},
          " docx ",
          true},
    Known{
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", FileClass::document},
        " xlsx ",
        true},
    Known{{"application/vnd.openxmlformats-officedocument.presentationml.presentation",
           FileClass::document},
          " pptx ",
          true},
    Known{{"application/vnd.oasis.opendocument.text", FileClass::document}, " odt ", true},
    Known{{"application/vnd.oasis.opendocument.spreadsheet", FileClass::document}, " ods ", true},
    Known{{"application/vnd.oasis.opendocument.presentation", FileClass::document}, " odp ", true},
    Known{{"application/zip", FileClass::other}, " zip "},
    Known{{"application/x-dosexec", FileClass::other}, " exe "},
    Known{{"application/vnd.microsoft.portable-executable", FileClass::other}, " exe "},
    Known{{"application/x-apple-diskimage", FileClass::other}, " dmg "},
    Known{{"application/vnd.debian.binary-package", FileClass::other}, " deb "},
};

std::string ending_of(std::string_view file_name) {
  const auto dot = file_name.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string ending(file_name.substr(dot + 1));
  std::ranges::transform(ending, ending.begin(), [](unsigned char character) {
    return static_cast<char>(std::tolower(character));
  });
  return ending;
}

bool goes_by(const Known& known, std::string_view ending) {
  return !ending.empty() &&
         known.endings.find(" " + std::string(ending) + " ") != std::string::npos;
}

const Known* find_by_name(std::string_view type) {
  const auto* found = std::ranges::find(kTypes, type, [](const Known& k) { return k.type.name; });
  return found == kTypes.end() ? nullptr : found;
}

const Known* find_by_ending(std::string_view ending) {
  const auto* found =
      std::ranges::find_if(kTypes, [&](const Known& known) { return goes_by(known, ending); });
  return found == kTypes.end() ? nullptr : found;
}

// --- contents ------------------------------------------------------------------------------------

enum class Need { no, may, must };
using enum Need;

/// What a kind of content has.
struct Shape {
  Kind kind;
  Need product;
  Need audience;  ///< one school, one role
  Need body;
  Need address;
  Need file;
  Need image;
  bool is_film = false;       ///< the file is a film, the address plays one
  bool one_of_both = false;   ///< a file or an address
  bool newest_first = false;  ///< else in an order of the publisher's own
};

constexpr std::array kShapes = {
    // kind, product, audience, body, address, file, image
    Shape{.kind = Kind::video,
          .product = may,
          .audience = may,
          .body = may,
          .address = may,
          .file = may,
          .image = may,
          .is_film = true,
          .one_of_both = true},
    Shape{.kind = Kind::announcement,
          .product = may,
          .audience = may,
          .body = must,
          .address = may,
          .file = no,
          .image = may,
          .newest_first = true},
    Shape{.kind = Kind::recommendation,
          .product = no,
          .audience = may,
          .body = must,
          .address = may,
          .file = no,
          .image = may},
    Shape{.kind = Kind::question,
          .product = may,
          .audience = may,
          .body = must,
          .address = no,
          .file = no,
          .image = no},
    Shape{.kind = Kind::document,
          .product = must,
          .audience = may,
          .body = may,
          .address = may,
          .file = may,
          .image = may,
          .one_of_both = true},
    Shape{.kind = Kind::article,
          .product = must,
          .audience = may,
          .body = must,
          .address = may,
          .file = may,
          .image = may},
    Shape{.kind = Kind::research,
          .product = must,
          .audience = may,
          .body = must,
          .address = may,
          .file = may,
          .image = may},
    Shape{.kind = Kind::download,
          .product = must,
          .audience = may,
          .body = may,
          .address = no,
          .file = must,
          .image = may},
    Shape{.kind = Kind::notice,
          .product = must,
          .audience = no,
          .body = must,
          .address = no,
          .file = may,
          .image = may,
          .newest_first = true},
    Shape{.kind = Kind::release_note,
          .product = may,
          .audience = may,
          .body = must,
          .address = may,
          .file = may,
          .image = may,
          .newest_first = true},
    Shape{.kind = Kind::tool,
          .product = no,
          .audience = no,
          .body = may,
          .address = no,
          .file = must,
          .image = no},
};

const Shape& shape_of(Kind kind) {
  return *std::ranges::find(kShapes, kind, &Shape::kind);
}

class Faults {
 public:
  explicit Faults(const Facts& facts) : facts_(facts), shape_(shape_of(facts.kind)) {}

  std::vector<Concern> find() {
    look_at_texts();
    look_at_address();
    look_at_files();
    need("product", facts_.product, shape_.product);
    need("school", facts_.school, shape_.audience);
    need("role", facts_.role, shape_.audience);
    need("severity", facts_.severity, facts_.kind == Kind::notice ? must : no);
    if (facts_.published_until && *facts_.published_until <= facts_.published_from.value_or(0)) {
      add("published_until", "before_start");
    }
    return std::move(found_);
  }

 private:
  void add(std::string field, std::string code) {
    found_.push_back({.name = {}, .field = std::move(field), .code = std::move(code)});
  }

  void need(const std::string& field, bool is_there, Need need) {
    if (is_there && need == no) add(field, "not_allowed");
    if (!is_there && need == must && facts_.published_from) add(field, "required");
  }

  void look_at_texts() {
    if (facts_.title.empty()) add("title", "required");
    if (text::length(facts_.title) > kLongestTitle) add("title", "too_long");
    need("body", !facts_.body.empty(), shape_.body);
    if (!is_body(facts_.body)) add("body", "too_long");
  }

  void look_at_address() {
    need("address", facts_.address.has_value(), shape_.address);
    if (!facts_.address || shape_.address == no) return;
    if (!is_link(*facts_.address)) {
      add("address", "not_https");
    } else if (shape_.is_film && !embed_address(*facts_.address)) {
      add("address", "not_embeddable");
    }
  }

  void look_at_files() {
    need("file", facts_.file.has_value(), shape_.file);
    need("image", facts_.image.has_value(), shape_.image);
    need("captions", facts_.captions.has_value(), shape_.file == no ? no : may);
    look_at_file("image", facts_.image, FileClass::image);
    look_at_file("captions", facts_.captions, FileClass::captions);
    look_at_file("file", facts_.file,
                 shape_.is_film ? std::optional(FileClass::film) : std::nullopt);
    const bool both = facts_.file && facts_.address;
    const bool neither = !facts_.file && !facts_.address && facts_.published_from;
    if (shape_.one_of_both && (both || neither)) add("file", "file_or_address");
  }

  void look_at_file(const std::string& field, const std::optional<std::string>& type,
                    std::optional<FileClass> wanted) {
    if (!type) return;
    const auto known = known_type(*type);
    if (!known) {
      add(field, "not_found");
    } else if (wanted && known->of != *wanted) {
      add(field, "wrong_file_type");
    }
  }

  const Facts& facts_;
  const Shape& shape_;
  std::vector<Concern> found_;
};

/// Whether it can be the number of a film, and nothing else.
bool is_film_number(std::string_view text) {
  constexpr std::size_t kLongest = 32;
  return !text.empty() && text.size() <= kLongest &&
         std::ranges::all_of(text, [](unsigned char character) {
           return std::isalnum(character) != 0 || character == '-' || character == '_';
         });
}

std::optional<std::string> number_in_path(std::string_view path, std::string_view start) {
  if (!path.starts_with(start)) return std::nullopt;
  path.remove_prefix(start.size());
  return is_film_number(path) ? std::optional(std::string(path)) : std::nullopt;
}

std::optional<std::string> youtube_number(const boost::urls::url_view& url) {
  const std::string host = url.host();
  const std::string path = url.path();
  if (host == "youtu.be") return number_in_path(path, "/");
  if (path == "/watch") {
    const auto film = url.params().find("v");
    if (film == url.params().end() || !is_film_number((*film).value)) return std::nullopt;
    return (*film).value;
  }
  if (auto film = number_in_path(path, "/embed/")) return film;
  return number_in_path(path, "/shorts/");
}

bool is_youtube(std::string_view host) {
  return std::ranges::any_of(
      std::array<std::string_view, 5>{"www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be",
                                      "www.youtube-nocookie.com"},
      [&](std::string_view known) { return host == known; });
}

}  // namespace

std::optional<MediaType> known_type(std::string_view name) {
  const auto* known = find_by_name(name);
  return known == nullptr ? std::nullopt : std::optional(known->type);
}

std::optional<MediaType> media_type_of(std::string_view detected, std::string_view file_name) {
  if (detected == "application/zip") {
    const auto* by_name = find_by_ending(ending_of(file_name));
    if (by_name != nullptr && by_name->is_zip) return by_name->type;
  }
  return known_type(detected);
}

std::string fitting_name(const std::string& file_name, const MediaType& type) {
  const auto& known = *find_by_name(type.name);
  if (goes_by(known, ending_of(file_name))) return file_name;
  const auto usual = known.endings.substr(1, known.endings.find(' ', 1) - 1);
  return file_name.substr(0, file_name.rfind('.')) + "." + std::string(usual);
}

std::int64_t largest(FileClass of) {
  switch (of) {
    case FileClass::image:
      return 5 * kMegabyte;
    case FileClass::document:
      return 50 * kMegabyte;
    case FileClass::film:
      return 500 * kMegabyte;
    default:
      return 200 * kMegabyte;
  }
}

Expected<Nothing> fits(FileClass of, std::int64_t size) {
  const auto most = largest(of);
  if (size <= most) return Nothing{};
  return refuse(RefusalKind::invalid, "upload_too_large", {}, {{"maximum", most / kMegabyte}});
}

Expected<Nothing> may_begin(std::string_view file_name, std::int64_t size) {
  const auto* promised = find_by_ending(ending_of(file_name));
  if (promised == nullptr) return refuse(RefusalKind::invalid, "upload_type_unknown");
  if (size < 1) return refuse(RefusalKind::invalid, "upload_empty");
  return fits(promised->type.of, size);
}

Expected<Part> place(const Arrived& upload, std::int64_t offset, std::int64_t length) {
  const bool fits_in = length > 0 && offset >= 0 && offset <= upload.size - length;
  if (fits_in && offset == upload.received) return Part::next;
  if (fits_in && offset + length == upload.received) return Part::repeated;
  return refuse(RefusalKind::conflict, "wrong_offset", {}, {{"offset", upload.received}});
}

std::vector<Concern> faults_of(const Facts& facts) {
  return Faults(facts).find();
}

bool is_body(std::string_view text) {
  return text::length(text) <= kLongestBody;
}

bool is_newest_first(Kind kind) {
  return shape_of(kind).newest_first;
}

bool is_link(std::string_view address) {
  if (address.size() > kLongestAddress) return false;
  const auto url = boost::urls::parse_uri({address.data(), address.size()});
  return url && url->scheme_id() == boost::urls::scheme::https && !url->host().empty() &&
         !url->has_userinfo();
}

std::optional<std::string> embed_address(std::string_view typed) {
  if (!is_link(typed)) return std::nullopt;
  const auto url = boost::urls::parse_uri({typed.data(), typed.size()}).value();
  const std::string host = url.host();
  if (is_youtube(host)) {
    const auto film = youtube_number(url);
    return film ? std::optional("https://www.youtube-nocookie.com/embed/" + *film) : std::nullopt;
  }
  std::optional<std::string> film;
  if (host == "vimeo.com" || host == "www.vimeo.com") film = number_in_path(url.path(), "/");
  if (host == "player.vimeo.com") film = number_in_path(url.path(), "/video/");
  return film ? std::optional("https://player.vimeo.com/video/" + *film) : std::nullopt;
}

State state_of(std::optional<UtcSeconds> from, std::optional<UtcSeconds> until, UtcSeconds now) {
  if (!from) return State::draft;
  if (until && *until <= now) return State::ended;
  return *from > now ? State::planned : State::visible;
}

}  // namespace lexipoort::publishing::rules
