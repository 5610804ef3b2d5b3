#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "features/publishing/kinds.h"
#include "platform/database/database.h"
#include "platform/files/files.h"
#include "platform/http/routes.h"

/// What the publisher's staff write and upload in the portal, and others read. Source: spec R8.1.
namespace lexipoort::publishing {

struct Settings {
  database::Database& database;
  const files::Store& store;
};

void add_routes(http::Routes& routes, const Settings& settings);

/// A file with the address that gives it.
struct File {
  FileId id;
  std::string name;
  std::string media_type;
  std::int64_t size = 0;
  std::string sha256;
  std::string address;
};
BOOST_DESCRIBE_STRUCT(File, (), (id, name, media_type, size, sha256, address))

/// What a reader sees of a content.
struct Content {
  ContentId id;
  Kind kind = Kind::video;
  std::string title;
  std::string html;  ///< safe: made here, of the publisher's Markdown
  std::optional<std::string> address;
  bool embedded = false;  ///< the address plays a film within the page
  std::optional<File> file;
  std::optional<File> image;
  std::optional<File> captions;
  std::optional<ProductId> product;
  std::optional<std::string> product_name;
  std::optional<Severity> severity;
  UtcSeconds published_from = 0;
  std::optional<UtcSeconds> published_until;
  UtcSeconds changed_at = 0;
};
BOOST_DESCRIBE_STRUCT(Content, (),
                      (id, kind, title, html, address, embedded, file, image, captions, product,
                       product_name, severity, published_from, published_until, changed_at))

/// A professional at one of their schools.
struct Reader {
  UserId user;
  SchoolId school;
  UtcSeconds now = 0;
};

inline constexpr std::int64_t kMostContents = 100;

/// What the reader may see now of these kinds: for their school and a role they hold there, and of
/// the products they work with: an administrator those that the school subscribes to, a supervisor
/// those of their pupils and those they were given. Notices are for everybody, and stay when they
/// have ended. In the publisher's order; announcements, notices and release notes the newest first.
[[nodiscard]] std::vector<Content> find(database::Transaction& tx, const Reader& reader,
                                        const std::vector<Kind>& kinds,
                                        std::optional<ProductId> product = {},
                                        std::int64_t limit = kMostContents);

/// The notices on the state of products, also of the past, for anybody; the newest first.
[[nodiscard]] std::vector<Content> find_notices(database::Transaction& tx, UtcSeconds now,
                                                std::optional<ProductId> product = {},
                                                std::int64_t limit = kMostContents);

/// Throws away uploads that nobody finished and files that nothing uses, after a day; to be run now
/// and then.
void clear_unused(const Settings& settings, UtcSeconds now);

/// Makes the folder for files, and clears it of what the program's last end left behind. To be
/// called before the first request.
void prepare_files(const Settings& settings);

}  // namespace lexipoort::publishing
