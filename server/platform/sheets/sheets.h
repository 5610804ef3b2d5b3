#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"

/// Tables in and out: .xlsx, .ods and .csv from people's own programs, .xlsx to them.
namespace lexipoort::sheets {

struct Row {
  std::int64_t number = 0;         ///< as the spreadsheet program shows it, from 1
  std::vector<std::string> cells;  ///< as text, one for each heading
};

struct Table {
  std::vector<std::string> headings;
  std::vector<Row> rows;  ///< blank ones left out
};

struct Limits {
  std::size_t rows = 5000;
  std::size_t columns = 50;
  std::size_t cell_bytes = 2000;
  std::size_t file_bytes = 20U << 20U;
  std::size_t sheet_bytes = 200U << 20U;  ///< of one part of the file, unpacked
};

/// Reads the first sheet that has anything on it; its first row that is not blank holds the
/// headings. The kind of file is told by its content, whatever its name says. Refusals:
/// file_unreadable, file_type_unknown, file_password_protected, file_too_large, sheet_empty,
/// too_many_rows (figures maximum). Source: spec R4.4.9.
[[nodiscard]] Expected<Table> read(std::string_view bytes, const Limits& limits = {});

/// The same in a child process with limits on memory, time and files, so that a hostile file kills
/// only itself.
[[nodiscard]] Expected<Table> read_in_child(std::string_view bytes);

/// What that child runs: a file from descriptor 0, the table or the refusal to descriptor 1.
int read_sheet_main();

struct Column {
  std::string heading;
  double width = 12;                      ///< in characters
  std::vector<std::string> choices = {};  ///< a drop-down, when there are any
  bool is_number = false;                 ///< its cells are digits with perhaps a decimal point
  bool is_moment = false;                 ///< its cells are as "2026-11-25 10:05"
};

struct Sheet {
  std::string name;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

inline constexpr std::string_view kContentType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// An .xlsx file. What is not in a column of numbers is text: nothing that a person typed can
/// become a formula. Source: spec R4.11.1.
[[nodiscard]] std::string write(const std::vector<Sheet>& sheets);

/// One sheet, as write() does.
[[nodiscard]] std::string write_table(const std::string& sheet_name,
                                      const std::vector<Column>& columns,
                                      const std::vector<std::vector<std::string>>& rows);

}  // namespace lexipoort::sheets
