#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/sheets/sheets.h"

namespace lexipoort::sheets {

/// No spreadsheet has more rows. A file may claim so, and who counts on from there must not
/// overflow.
inline constexpr std::int64_t kLastRow = 1U << 24U;

/// Collects cells row by row and keeps to the limits, whatever the file claims.
class TableBuilder {
 public:
  explicit TableBuilder(const Limits& limits) : limits_(limits) {}

  /// A cell of the current row; columns count from 0. Cells beyond the limits are left out when
  /// blank, and end the reading when not.
  void cell(std::size_t column, std::string_view text);

  /// Ends the current row, which the spreadsheet program shows as `number`.
  void end_row(std::int64_t number);

  /// True when the file goes on beyond the limits: there is no use in reading more.
  [[nodiscard]] bool is_full() const { return too_many_rows_ || bad_cell_; }

  [[nodiscard]] bool has_content() const { return has_headings_; }

  [[nodiscard]] Expected<Table> finish() &&;

 private:
  Limits limits_;
  std::vector<std::string> row_;
  Table table_;
  bool has_headings_ = false;
  bool too_many_rows_ = false;
  bool bad_cell_ = false;
};

/// The text tidied as the rest of the portal has it; nothing when it is not UTF-8 or has control
/// characters that no person types.
[[nodiscard]] std::optional<std::string> clean_cell(std::string_view text);

}  // namespace lexipoort::sheets
