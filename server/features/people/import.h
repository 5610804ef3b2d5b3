#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/people/people.h"
#include "features/people/rules.h"
#include "platform/http/http.h"

/// A list of people on its way in: uploaded, checked, corrected, saved. Source: spec R4.4.4,
/// R4.4.7-R4.4.9.
namespace lexipoort::people {

/// Whom a list makes.
enum class PeopleKind { pupils, professionals };
BOOST_DESCRIBE_ENUM(PeopleKind, pupils, professionals)

enum class ImportState { ready, saving, saved };
BOOST_DESCRIBE_ENUM(ImportState, ready, saving, saved)

/// Whom a row may be a second time: somebody active, somebody in the archive, an earlier row.
enum class Duplicate { active, archived, file };
BOOST_DESCRIBE_ENUM(Duplicate, active, archived, file)

/// A row as it is kept: what was uploaded, with the credentials that were made for a pupil. Fields
/// that are not of the list's kind are empty.
struct RowEdit {
  std::int64_t number = 0;
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::string year_group;
  std::string user_name;
  std::string password;
  std::string roles;
  std::string email;
  bool skip = false;
  bool keep = false;
};
BOOST_DESCRIBE_STRUCT(RowEdit, (),
                      (number, first_name, infix, last_name, year_group, user_name, password, roles,
                       email, skip, keep))

struct ImportRow : RowEdit {
  std::vector<rules::Fault> faults;
  std::optional<Duplicate> duplicate;
};
BOOST_DESCRIBE_STRUCT(ImportRow, (RowEdit), (faults, duplicate))

struct Progress {
  std::int64_t done = 0;
  std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(Progress, (), (done, total))

struct Import {
  ImportId id;
  PeopleKind kind = PeopleKind::pupils;
  std::string file_name;
  ImportState state = ImportState::ready;
  Progress progress;
  bool interrupted = false;  ///< an earlier save broke off; nothing of it was stored
  std::vector<ImportRow> rows;
  std::int64_t created = 0;
};
BOOST_DESCRIBE_STRUCT(Import, (),
                      (id, kind, file_name, state, progress, interrupted, rows, created))

struct UploadRequest {
  SchoolId school;
  PeopleKind kind = PeopleKind::pupils;
  std::string file_name;
  http::RawBody file;
};
BOOST_DESCRIBE_STRUCT(UploadRequest, (), (school, kind, file_name, file))

/// Reads, completes and checks a list, and keeps it. Refuses what sheets::read_in_child() does,
/// `headings_missing`, `no_supervisor_yet`, and `too_many_lists` for who has ten open at the
/// school.
[[nodiscard]] Expected<Import> upload(const Settings& settings, const accounts::Actor& actor,
                                      const UploadRequest& request);

struct ImportRequest {
  SchoolId school;
  ImportId import;
};
BOOST_DESCRIBE_STRUCT(ImportRequest, (), (school, import))

/// Without the rows while they are being saved: who waits asks often, and only for the progress.
[[nodiscard]] Expected<Import> find_import(const Settings& settings, const accounts::Actor& actor,
                                           const ImportRequest& request);

struct EditRequest {
  SchoolId school;
  ImportId import;
  std::vector<RowEdit> rows;
};
BOOST_DESCRIBE_STRUCT(EditRequest, (), (school, import, rows))

/// Replaces the rows with these numbers and checks all again. Refuses `conflict` once saving, and
/// when somebody else corrected the list meanwhile.
[[nodiscard]] Expected<Import> edit_import(const Settings& settings, const accounts::Actor& actor,
                                           const EditRequest& request);

/// Starts saving. Refuses `rows_faulty`, `nothing_to_save`, `no_supervisor_yet`, and `conflict`
/// when it was started or corrected meanwhile.
[[nodiscard]] Expected<Import> save_import(const Settings& settings, const accounts::Actor& actor,
                                           const ImportRequest& request);

/// Throws an import away, with the passwords in it. Refuses `conflict` while it is being saved.
[[nodiscard]] Expected<Nothing> delete_import(database::Transaction& tx,
                                              const accounts::Actor& actor,
                                              const ImportRequest& request);

struct ImportSummary {
  ImportId id;
  PeopleKind kind = PeopleKind::pupils;
  std::string file_name;
  ImportState state = ImportState::ready;
  std::int64_t rows = 0;
  UtcSeconds created_at = 0;
};
BOOST_DESCRIBE_STRUCT(ImportSummary, (), (id, kind, file_name, state, rows, created_at))

struct ImportList {
  std::vector<ImportSummary> imports;
};
BOOST_DESCRIBE_STRUCT(ImportList, (), (imports))

struct ImportListRequest {
  SchoolId school;
};
BOOST_DESCRIBE_STRUCT(ImportListRequest, (), (school))

/// The actor's own imports that are not finished, newest first, to find them again.
[[nodiscard]] Expected<ImportList> list_imports(database::Transaction& tx,
                                                const accounts::Actor& actor,
                                                const ImportListRequest& request);

struct TemplateRequest {
  SchoolId school;
  PeopleKind kind = PeopleKind::pupils;
};
BOOST_DESCRIBE_STRUCT(TemplateRequest, (), (school, kind))

/// The empty list to fill in, with a drop-down for the year group or the roles.
[[nodiscard]] Expected<http::Download> template_file(database::Transaction& tx,
                                                     const accounts::Actor& actor,
                                                     const TemplateRequest& request);

/// An import as stored; its rows are sealed.
struct StoredImport {
  ImportId id;
  SchoolId school;
  UserId created_by;
  PeopleKind kind = PeopleKind::pupils;
  std::string file_name;
  ImportState state = ImportState::ready;
  std::string sealed_rows;
  std::int64_t row_count = 0;
  std::int64_t done = 0;
  bool interrupted = false;
  std::int64_t version = 1;  ///< counts the corrections
};
BOOST_DESCRIBE_STRUCT(StoredImport, (),
                      (id, school, created_by, kind, file_name, state, sealed_rows, row_count, done,
                       interrupted, version))

/// The rows may hold the passwords of a whole class, so they open for their own school and maker
/// only, also for who could write in the table.
[[nodiscard]] std::string seal_rows(const crypto::SealKey& key, SchoolId school, UserId creator,
                                    const std::vector<RowEdit>& rows);
[[nodiscard]] std::vector<RowEdit> open_rows(const crypto::SealKey& key,
                                             const StoredImport& stored);

}  // namespace lexipoort::people
