#include "platform/sheets/table_builder.h"

#include <algorithm>

#include "base/text.h"

namespace lexipoort::sheets {
std::optional<std::string> clean_cell(std::string_view text) {
  if (text.find('\0') != std::string_view::npos || !text::is_utf8(text)) return std::nullopt;
  return text::tidy(text);
}

void TableBuilder::cell(std::size_t column, std::string_view text) {
  if (text.empty()) return;
  auto cleaned = clean_cell(text.substr(0, limits_.cell_bytes + 1));
  if (cleaned && cleaned->empty()) return;
  if (!cleaned || text.size() > limits_.cell_bytes || column >= limits_.columns) {
    bad_cell_ = true;
    return;
  }
  if (row_.size() <= column) row_.resize(column + 1);
  row_[column] = *std::move(cleaned);
}

void TableBuilder::end_row(std::int64_t number) {
  const bool blank =
      std::ranges::all_of(row_, [](const std::string& text) { return text.empty(); });
  if (blank) {
    row_.clear();
    return;
  }
  if (!has_headings_) {
    has_headings_ = true;
    table_.headings = std::move(row_);
  } else if (table_.rows.size() == limits_.rows) {
    too_many_rows_ = true;
  } else {
    table_.rows.push_back({std::clamp(number, std::int64_t{1}, kLastRow), std::move(row_)});
  }
  row_ = {};
}

Expected<Table> TableBuilder::finish() && {
  if (too_many_rows_) {
    return refuse(RefusalKind::invalid, "too_many_rows", {},
                  {{"maximum", static_cast<std::int64_t>(limits_.rows)}});
  }
  if (bad_cell_) return refuse(RefusalKind::invalid, "file_unreadable");
  if (table_.rows.empty()) return refuse(RefusalKind::invalid, "sheet_empty");
  for (auto& row : table_.rows) row.cells.resize(table_.headings.size());
  return std::move(table_);
}

}  // namespace lexipoort::sheets
