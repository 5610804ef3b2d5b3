#include "base/calendar.h"
#include "features/publishing/queries.h"
#include "features/publishing/rules.h"
#include "features/publishing/uploads.h"

namespace lexipoort::publishing {
namespace {

/// Which contents of a file somebody may read; an operator needs none.
struct Reach {
  std::string condition;
  database::Parameters parameters;
};

Reach reach_of(const http::Exchange& exchange) {
  const auto* actor = dynamic_cast<const accounts::Actor*>(exchange.caller);
  if (actor != nullptr && actor->kind == accounts::Kind::professional) {
    return {kMayRead,
            {{"user", actor->user},
             {"school", SchoolId{}},
             {"now", exchange.now},
             {"today", calendar::day_of(exchange.now)}}};
  }
  return {kIsPublic, {{"now", exchange.now}}};
}

bool is_operator(const http::Exchange& exchange) {
  const auto* actor = dynamic_cast<const accounts::Actor*>(exchange.caller);
  return actor != nullptr && actor->kind == accounts::Kind::operator_ && actor->second_factor;
}

bool may_read(database::Transaction& tx, const http::Exchange& exchange, FileId file) {
  if (is_operator(exchange)) return true;
  auto [condition, parameters] = reach_of(exchange);
  parameters.emplace_back("file", file);
  return tx
      .row<std::int64_t>(
          "select 1 from content_files u join contents c on c.id = u.content_id "
          "where u.file_id = :file and (" +
              condition + ") limit 1",
          parameters)
      .has_value();
}

}  // namespace

Expected<http::StoredFile> serve_file(const Settings& settings, const http::Exchange& exchange,
                                      const FileRequest& request) {
  const auto file = settings.database.read([&](database::Transaction& tx) {
    return may_read(tx, exchange, request.file)
               ? file_of(find_files(tx, {request.file}), request.file)
               : std::nullopt;
  });
  if (!file) return refuse(RefusalKind::not_found, "not_found");
  const auto type = rules::known_type(file->media_type).value();
  return http::StoredFile{.path = settings.store.path_of(file->sha256),
                          .size = static_cast<std::uint64_t>(file->size),
                          .etag = file->sha256,
                          .file_name = file->name,
                          .content_type = file->media_type,
                          .shown = type.shown};
}

}  // namespace lexipoort::publishing
