#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <charconv>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "platform/sheets/sheets.h"

namespace lexipoort::sheets {
namespace {

/// The library writes to a path only; this one leads to memory.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(::memfd_create("table.xlsx", MFD_CLOEXEC)) {
    if (descriptor_ < 0) throw std::runtime_error("no memory for a spreadsheet");
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(descriptor_); }

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
  [[nodiscard]] std::string bytes() const {
    std::ifstream file(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  int descriptor_;
};

/// The number that spreadsheet programs know the format '@' by.
constexpr std::uint8_t kText = 49;

/// Drop-downs reach as far as the longest list that may be uploaded.
constexpr lxw_row_t kChoiceRows = 5000;

void add_choices(lxw_worksheet* sheet, lxw_col_t column, const std::vector<std::string>& choices) {
  // The library takes texts it may not change as if it might, so it gets copies.
  std::vector<std::string> texts = choices;
  std::vector<char*> list;
  for (auto& choice : texts) list.push_back(choice.data());
  list.push_back(nullptr);
  std::string title = "Kies uit de lijst";
  std::string message = "Kies een waarde uit de lijst bij deze cel.";
  lxw_data_validation validation{};
  validation.validate = LXW_VALIDATION_TYPE_LIST;
  validation.value_list = list.data();
  validation.error_title = title.data();
  validation.error_message = message.data();
  worksheet_data_validation_range(sheet, 1, column, kChoiceRows, column, &validation);
}

/// A cell that is written without its format is General, whatever its column's: whoever goes
/// through such a cell with F2 and Enter makes a formula of '=1+1'.
void write_text(lxw_worksheet* sheet, std::size_t row, std::size_t column, const std::string& text,
                lxw_format* format) {
  const lxw_error error = worksheet_write_string(
      sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), text.c_str(), format);
  if (error != LXW_NO_ERROR) throw std::runtime_error(lxw_strerror(error));
}

void add_columns(lxw_workbook* book, lxw_worksheet* sheet, const std::vector<Column>& columns,
                 lxw_format* text) {
  lxw_format* heading = workbook_add_format(book);
  format_set_bold(heading);
  format_set_bg_color(heading, 0xDCE9F7);
  format_set_bottom(heading, LXW_BORDER_THIN);
  for (std::size_t index = 0; index < columns.size(); ++index) {
    const auto column = static_cast<lxw_col_t>(index);
    worksheet_set_column(sheet, column, column, columns[index].width,
                         columns[index].is_number ? nullptr : text);
    write_text(sheet, 0, index, columns[index].heading, heading);
    if (!columns[index].choices.empty()) add_choices(sheet, column, columns[index].choices);
  }
}

void write_number(lxw_worksheet* sheet, std::size_t row, std::size_t column,
                  const std::string& digits) {
  if (digits.empty()) return;
  double number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const lxw_error error = worksheet_write_number(sheet, static_cast<lxw_row_t>(row),
                                                 static_cast<lxw_col_t>(column), number, nullptr);
  if (error != LXW_NO_ERROR) throw std::runtime_error(lxw_strerror(error));
}

int number_at(std::string_view text, std::size_t place, std::size_t length) {
  const auto digits = text.substr(place, length);
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{}) throw std::invalid_argument("not a moment: " + std::string(text));
  return number;
}

/// As a moment, so that it sorts and can be reckoned with.
void write_moment(lxw_worksheet* sheet, std::size_t row, std::size_t column,
                  const std::string& text, lxw_format* format) {
  lxw_datetime moment{.year = number_at(text, 0, 4),
                      .month = number_at(text, 5, 2),
                      .day = number_at(text, 8, 2),
                      .hour = number_at(text, 11, 2),
                      .min = number_at(text, 14, 2),
                      .sec = 0};
  const lxw_error error = worksheet_write_datetime(sheet, static_cast<lxw_row_t>(row),
                                                   static_cast<lxw_col_t>(column), &moment, format);
  if (error != LXW_NO_ERROR) throw std::runtime_error(lxw_strerror(error));
}

struct Formats {
  lxw_format* text;
  lxw_format* moment;
};

void add_sheet(lxw_workbook* book, const Sheet& content, const Formats& formats) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, content.name.c_str());
  add_columns(book, sheet, content.columns, formats.text);
  worksheet_freeze_panes(sheet, 1, 0);
  for (std::size_t row = 0; row < content.rows.size(); ++row) {
    for (std::size_t column = 0; column < content.rows[row].size(); ++column) {
      const auto& cell = content.rows[row][column];
      if (content.columns[column].is_number) {
        write_number(sheet, row + 1, column, cell);
      } else if (content.columns[column].is_moment) {
        write_moment(sheet, row + 1, column, cell, formats.moment);
      } else {
        write_text(sheet, row + 1, column, cell, formats.text);
      }
    }
  }
}

}  // namespace

std::string write(const std::vector<Sheet>& sheets) {
  const MemoryFile file;
  lxw_workbook* book = workbook_new(file.path().c_str());
  // Text, so that a class 'groep 6' or a name such as 'Mei' stays what was typed.
  const Formats formats{workbook_add_format(book), workbook_add_format(book)};
  format_set_num_format_index(formats.text, kText);
  format_set_num_format(formats.moment, "dd-mm-yyyy hh:mm");
  for (const auto& sheet : sheets) add_sheet(book, sheet, formats);
  const lxw_error error = workbook_close(book);
  if (error != LXW_NO_ERROR) throw std::runtime_error(lxw_strerror(error));
  return file.bytes();
}

std::string write_table(const std::string& sheet_name, const std::vector<Column>& columns,
                        const std::vector<std::vector<std::string>>& rows) {
  return write({{.name = sheet_name, .columns = columns, .rows = rows}});
}

}  // namespace lexipoort::sheets
