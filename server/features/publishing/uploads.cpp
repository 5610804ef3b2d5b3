#include "features/publishing/uploads.h"

#include "base/text.h"
#include "features/publishing/queries.h"
#include "features/publishing/rules.h"

namespace lexipoort::publishing {
namespace {

constexpr std::size_t kLongestName = 200;

struct Stored {
  UploadId id;
  std::string file_name;
  std::int64_t size = 0;
  std::int64_t received = 0;
  std::optional<FileId> file;

  [[nodiscard]] Upload as_seen() const { return {.id = id, .size = size, .received = received}; }
};
BOOST_DESCRIBE_STRUCT(Stored, (), (id, file_name, size, received, file))

Expected<Stored> find_own(database::Transaction& tx, const accounts::Actor& actor,
                          UploadId upload) {
  auto found = tx.row<Stored>(
      "select id, file_name, size, received, file_id from uploads "
      "where id = :upload and created_by = :actor",
      {{"upload", upload}, {"actor", actor.user}});
  if (!found) return refuse(RefusalKind::not_found, "not_found");
  return *std::move(found);
}

/// What a file that came in is, or why it may not be one.
struct Looked {
  rules::MediaType type;
  std::string sha256;
};

Expected<Looked> look_into(const files::Store& store, const Stored& upload) {
  auto contents = store.look_into(upload.id.value);
  const auto type = rules::media_type_of(contents.media_type, upload.file_name);
  if (!type) return refuse(RefusalKind::invalid, "upload_type_unknown");
  if (auto fine = rules::fits(type->of, upload.size); !fine) return std::unexpected(fine.error());
  return Looked{*type, std::move(contents.sha256)};
}

FileId store_row(database::Transaction& tx, const accounts::Actor& actor, const Stored& upload,
                 const Looked& looked) {
  const auto file =
      tx.row<FileId>(
            "insert into files (sha256, media_type, size, file_name, created_at, created_by) "
            "values (:sha256, :type, :size, :name, :now, :actor) returning id",
            {{"sha256", looked.sha256},
             {"type", looked.type.name},
             {"size", upload.size},
             {"name", rules::fitting_name(upload.file_name, looked.type)},
             {"now", actor.now},
             {"actor", actor.user}})
          .value();
  tx.execute("update uploads set file_id = :file where id = :upload",
             {{"file", file}, {"upload", upload.id}});
  return file;
}

Expected<File> find_file(database::Transaction& tx, FileId id) {
  auto file = file_of(find_files(tx, {id}), id);
  if (!file) return refuse(RefusalKind::not_found, "not_found");
  return *std::move(file);
}

}  // namespace

Expected<Upload> begin_upload(database::Transaction& tx, const accounts::Actor& actor,
                              const NewUpload& request) {
  const auto name = text::tidy(request.file_name);
  if (name.empty() || text::length(name) > kLongestName) {
    return refuse(RefusalKind::invalid, "faulty",
                  {{.field = "file_name", .code = name.empty() ? "required" : "too_long"}});
  }
  if (auto fine = rules::may_begin(name, request.size); !fine) {
    return std::unexpected(fine.error());
  }
  const auto id =
      tx.row<UploadId>(
            "insert into uploads (created_by, file_name, size, created_at) "
            "values (:actor, :name, :size, :now) returning id",
            {{"actor", actor.user}, {"name", name}, {"size", request.size}, {"now", actor.now}})
          .value();
  return Upload{.id = id, .size = request.size, .received = 0};
}

Expected<Upload> find_upload(database::Transaction& tx, const accounts::Actor& actor,
                             const UploadRequest& request) {
  const auto upload = find_own(tx, actor, request.upload);
  if (!upload) return std::unexpected(upload.error());
  return upload->as_seen();
}

Expected<Upload> take_part(const Settings& settings, const accounts::Actor& actor,
                           const UploadPart& request) {
  auto upload = settings.database.read(
      [&](database::Transaction& tx) { return find_own(tx, actor, request.upload); });
  if (!upload) return std::unexpected(upload.error());
  const auto length = static_cast<std::int64_t>(request.bytes.bytes.size());
  const auto place = rules::place({upload->size, upload->received}, request.offset, length);
  if (!place) return std::unexpected(place.error());
  if (*place == rules::Part::repeated) return upload->as_seen();
  // On disk first: what the database says has come in, is there.
  if (!settings.store.write(upload->id.value, request.offset, request.bytes.bytes)) {
    return refuse(RefusalKind::busy, "disk_full");
  }
  upload->received += length;
  settings.database.write([&](database::Transaction& tx) {
    tx.execute(
        "update uploads set received = :received where id = :upload and received = :offset",
        {{"received", upload->received}, {"upload", upload->id}, {"offset", request.offset}});
  });
  return upload->as_seen();
}

Expected<File> finish_upload(const Settings& settings, const accounts::Actor& actor,
                             const UploadRequest& request) {
  const auto upload = settings.database.read(
      [&](database::Transaction& tx) { return find_own(tx, actor, request.upload); });
  if (!upload) return std::unexpected(upload.error());
  if (upload->file) {
    return settings.database.read(
        [&](database::Transaction& tx) { return find_file(tx, *upload->file); });
  }
  if (upload->received < upload->size) {
    return refuse(RefusalKind::conflict, "upload_unfinished", {}, {{"offset", upload->received}});
  }
  const auto looked = look_into(settings.store, *upload);
  if (!looked) return std::unexpected(looked.error());
  const auto alone = settings.store.lock();
  settings.store.keep(upload->id.value, looked->sha256);
  auto file = settings.database.write([&](database::Transaction& tx) -> Expected<File> {
    const auto now = find_own(tx, actor, request.upload);
    if (!now) return std::unexpected(now.error());
    return find_file(tx, now->file ? *now->file : store_row(tx, actor, *now, *looked));
  });
  if (file) settings.store.drop_part(upload->id.value);
  return file;
}

}  // namespace lexipoort::publishing
