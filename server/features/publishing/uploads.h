#pragma once

#include "features/accounts/accounts.h"
#include "features/publishing/publishing.h"

/// Files that come in, by pieces, so that a broken line can go on where it was.
namespace lexipoort::publishing {

struct NewUpload {
  std::string file_name;
  std::int64_t size = 0;
};
BOOST_DESCRIBE_STRUCT(NewUpload, (), (file_name, size))

struct Upload {
  UploadId id;
  std::int64_t size = 0;
  std::int64_t received = 0;  ///< where the next part goes on
};
BOOST_DESCRIBE_STRUCT(Upload, (), (id, size, received))

/// Refuses what rules::may_begin() does, and `faulty` for a name that is none.
[[nodiscard]] Expected<Upload> begin_upload(database::Transaction& tx, const accounts::Actor& actor,
                                            const NewUpload& request);

struct UploadRequest {
  UploadId upload;
};
BOOST_DESCRIBE_STRUCT(UploadRequest, (), (upload))

/// The actor's own. Refuses `not_found`.
[[nodiscard]] Expected<Upload> find_upload(database::Transaction& tx, const accounts::Actor& actor,
                                           const UploadRequest& request);

struct UploadPart {
  UploadId upload;
  std::int64_t offset = 0;
  http::RawBody bytes;
};
BOOST_DESCRIBE_STRUCT(UploadPart, (), (upload, offset, bytes))

/// Takes the next part; the last one once more is harmless. Refuses `not_found`, `wrong_offset`
/// (figure offset: where to go on) and `disk_full`.
[[nodiscard]] Expected<Upload> take_part(const Settings& settings, const accounts::Actor& actor,
                                         const UploadPart& request);

/// Makes it a file; again, gives the same one. Refuses `not_found`, `upload_unfinished` (figure
/// offset), `upload_type_unknown` and `upload_too_large` by what is really in it.
[[nodiscard]] Expected<File> finish_upload(const Settings& settings, const accounts::Actor& actor,
                                           const UploadRequest& request);

struct FileRequest {
  FileId file;
  std::string name;  ///< for who reads the address
};
BOOST_DESCRIBE_STRUCT(FileRequest, (), (file, name))

/// The bytes, for who may read a content that uses the file, and for operators. `not_found` for all
/// others.
[[nodiscard]] Expected<http::StoredFile> serve_file(const Settings& settings,
                                                    const http::Exchange& exchange,
                                                    const FileRequest& request);

}  // namespace lexipoort::publishing
