#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/people/import.h"
#include "features/schools/schools.h"
#include "platform/sheets/sheets.h"

/// What lists of pupils and lists of professionals each do in their own way.
namespace lexipoort::people {

/// A column of the file and the words it may go by, as text::to_ascii_word() leaves them.
struct Heading {
  std::string_view field;  ///< of RowEdit
  std::vector<std::string_view> words;
  bool mandatory = true;
};

/// Rows that are being stored.
struct Saving {
  const StoredImport& import;
  const std::vector<RowEdit>& rows;  ///< without those to be skipped
  const std::vector<std::string>& password_hashes;
  const std::string& public_url;
  UtcSeconds now = 0;
};

struct ImportKind {
  std::vector<Heading> headings;
  bool with_passwords = false;
  std::string_view saved_action;  ///< for the audit trail
  /// Writes tidy fields in the usual way, and empties the fields of the other kind.
  void (*understand)(const schools::School& school, RowEdit& row);
  /// Adds what is made rather than uploaded.
  void (*complete)(database::Transaction& tx, std::vector<RowEdit>& rows);
  /// Names every fault at its cell, in the rows themselves and beside who is stored.
  std::vector<ImportRow> (*check)(database::Transaction& tx, const schools::School& school,
                                  std::vector<RowEdit> rows);
  http::Download (*template_file)(const schools::School& school);
  /// Stores all rows; or none, when something that they need was taken meanwhile.
  std::optional<std::vector<UserId>> (*store)(database::Transaction& tx, const Saving& saving);
};

[[nodiscard]] const ImportKind& pupil_lists();
[[nodiscard]] const ImportKind& professional_lists();

[[nodiscard]] inline const ImportKind& lists_of(PeopleKind kind) {
  return kind == PeopleKind::pupils ? pupil_lists() : professional_lists();
}

/// The rows of an uploaded table. Refuses `headings_missing`.
[[nodiscard]] Expected<std::vector<RowEdit>> read_rows(const ImportKind& lists,
                                                       const schools::School& school,
                                                       sheets::Table table);

[[nodiscard]] inline http::Download spreadsheet(std::string file_name, std::string bytes) {
  return {.file_name = std::move(file_name),
          .content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          .bytes = std::move(bytes)};
}

}  // namespace lexipoort::people
