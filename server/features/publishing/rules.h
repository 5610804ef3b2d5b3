#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/expected.h"
#include "features/publishing/kinds.h"

/// What may be published, and how. Source: spec R8.1.
namespace lexipoort::publishing::rules {

// --- files ---------------------------------------------------------------------------------------

enum class FileClass { image, film, sound, captions, document, other };

struct MediaType {
  std::string_view name;
  FileClass of = FileClass::other;
  bool shown = false;  ///< the browser may show it; else it is saved
};

/// What a file is by its bytes (`detected`); nothing for what may not be published. Office files
/// are ZIP files: of those that look like any other, the name tells.
[[nodiscard]] std::optional<MediaType> media_type_of(std::string_view detected,
                                                     std::string_view file_name);

/// Of a type that was allowed before.
[[nodiscard]] std::optional<MediaType> known_type(std::string_view name);

/// The name with an ending that fits the type, so that it opens with what it is.
[[nodiscard]] std::string fitting_name(const std::string& file_name, const MediaType& type);

/// The largest size of a file, in bytes.
[[nodiscard]] std::int64_t largest(FileClass of);

/// Whether an upload may begin, by what its name promises. Refuses `upload_type_unknown`,
/// `upload_empty` and `upload_too_large` (figure maximum, in MB).
[[nodiscard]] Expected<Nothing> may_begin(std::string_view file_name, std::int64_t size);

/// Refuses `upload_too_large`.
[[nodiscard]] Expected<Nothing> fits(FileClass of, std::int64_t size);

/// How far an upload is.
struct Arrived {
  std::int64_t size = 0;
  std::int64_t received = 0;
};
enum class Part { next, repeated };
/// Refuses `wrong_offset` (figure offset: where to go on).
[[nodiscard]] Expected<Part> place(const Arrived& upload, std::int64_t offset, std::int64_t length);

// --- contents ------------------------------------------------------------------------------------

/// What somebody wants to keep. Of a file that was chosen, its media type: empty when there is no
/// such file.
struct Facts {
  Kind kind = Kind::video;
  std::string title = {};
  std::string body = {};
  std::optional<std::string> address = {};
  std::optional<std::string> file = {};
  std::optional<std::string> image = {};
  std::optional<std::string> captions = {};
  bool product = false;
  bool school = false;
  bool role = false;
  bool severity = false;
  std::optional<UtcSeconds> published_from = {};  ///< nothing: a draft
  std::optional<UtcSeconds> published_until = {};
};

/// What is wrong, per field. A draft may lack what a publication must have, but for its title.
/// Codes: required, too_long, not_allowed, not_https, not_embeddable, wrong_file_type, not_found,
/// file_or_address, before_start.
[[nodiscard]] std::vector<Concern> faults_of(const Facts& facts);

/// Whether a text is not too long.
[[nodiscard]] bool is_body(std::string_view text);

/// Whether the newest of a kind comes first; the others are put in order by hand.
[[nodiscard]] bool is_newest_first(Kind kind);

/// The address that plays a film of YouTube or Vimeo within our page, without their cookies;
/// nothing for what is no such film.
[[nodiscard]] std::optional<std::string> embed_address(std::string_view typed);

/// Whether people may be sent there: https, a host, nobody's name or password.
[[nodiscard]] bool is_link(std::string_view address);

[[nodiscard]] State state_of(std::optional<UtcSeconds> from, std::optional<UtcSeconds> until,
                             UtcSeconds now);

}  // namespace lexipoort::publishing::rules
