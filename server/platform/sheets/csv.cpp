#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "platform/sheets/formats.h"
#include "platform/sheets/table_builder.h"

/// Comma-separated text (RFC 4180) as Excel, LibreOffice and pupil administrations write it.
namespace lexipoort::sheets {
namespace {

std::optional<std::string> converted(std::string_view bytes, const char* charset) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(charset, &status);
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const icu::UnicodeString text(bytes.data(), static_cast<int>(bytes.size()), converter, status);
  ucnv_close(converter);
  if (U_FAILURE(status)) return std::nullopt;
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

/// Text without a mark is UTF-16 when every other byte of its start is zero.
const char* unmarked_utf16(std::string_view bytes) {
  const auto start = bytes.substr(0, 400);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t at = 0; at < start.size(); ++at) zeros[at % 2] += start[at] == '\0' ? 1 : 0;
  if (zeros[1] * 4 > start.size()) return "UTF-16LE";
  if (zeros[0] * 4 > start.size()) return "UTF-16BE";
  return nullptr;
}

/// The text as UTF-8: by its byte-order mark, else by what it can be. Excel's "CSV" without more
/// is Windows-1252.
std::optional<std::string> as_utf8(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xff\xfe")) return converted(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xfe\xff")) return converted(bytes.substr(2), "UTF-16BE");
  if (const char* charset = unmarked_utf16(bytes)) return converted(bytes, charset);
  if (text::is_utf8(bytes)) return std::string(bytes);
  return converted(bytes, "windows-1252");
}

/// The separator is the one that occurs most in the first line, outside quotes.
char separator_of(std::string_view text) {
  std::array<std::pair<char, std::size_t>, 3> counts = {{{';', 0}, {',', 0}, {'\t', 0}}};
  bool quoted = false;
  for (const char character : text) {
    if (character == '"') quoted = !quoted;
    if (quoted) continue;
    if (character == '\n' || character == '\r') break;
    for (auto& [separator, count] : counts) count += character == separator ? 1 : 0;
  }
  return std::ranges::max_element(counts, {}, &std::pair<char, std::size_t>::second)->first;
}

class CsvReader {
 public:
  CsvReader(char separator, TableBuilder& table) : separator_(separator), table_(table) {}

  void read(std::string_view text) {
    for (std::size_t at = 0; at < text.size() && !table_.is_full(); ++at) {
      const char character = text[at];
      if (quoted_) {
        at += in_quotes(character, at + 1 < text.size() ? text[at + 1] : '\0');
      } else if (character == '"' && cell_.empty()) {
        quoted_ = true;
      } else if (character == separator_) {
        end_cell();
      } else if (character == '\n' || (character == '\r' && !text.substr(at).starts_with("\r\n"))) {
        end_row();
      } else if (character != '\r') {
        cell_ += character;
      }
    }
    end_row();
  }

 private:
  /// Returns how many characters more than this one it took.
  std::size_t in_quotes(char character, char next) {
    if (character == '"' && next == '"') {
      cell_ += '"';
      return 1;
    }
    if (character == '"') {
      quoted_ = false;
    } else {
      // A row of a hundred line breaks in one cell is still one row, but counts its lines.
      lines_in_cells_ += character == '\n' ? 1 : 0;
      cell_ += character;
    }
    return 0;
  }

  void end_cell() {
    table_.cell(column_++, cell_);
    cell_.clear();
  }

  void end_row() {
    end_cell();
    table_.end_row(row_);
    row_ += 1 + lines_in_cells_;
    lines_in_cells_ = 0;
    column_ = 0;
  }

  char separator_;
  TableBuilder& table_;
  std::string cell_;
  std::size_t column_ = 0;
  std::int64_t row_ = 1;
  std::int64_t lines_in_cells_ = 0;
  bool quoted_ = false;
};

}  // namespace

Expected<Table> read_csv(std::string_view bytes, const Limits& limits) {
  auto text = as_utf8(bytes);
  if (!text || text->find('\0') != std::string::npos) {
    return refuse(RefusalKind::invalid, "file_unreadable");
  }
  std::string_view lines = *text;
  if (lines.starts_with("\xef\xbb\xbf")) lines.remove_prefix(3);
  char separator = separator_of(lines);
  // Excel's own note about the separator, in a first line of its own.
  if (lines.starts_with("sep=") && lines.size() > 4) {
    separator = lines[4];
    lines.remove_prefix(std::min(lines.find('\n'), lines.size() - 1) + 1);
  }
  TableBuilder table(limits);
  CsvReader(separator, table).read(lines);
  if (!table.has_content()) return refuse(RefusalKind::invalid, "sheet_empty");
  return std::move(table).finish();
}

}  // namespace lexipoort::sheets
