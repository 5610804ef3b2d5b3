#include <algorithm>
#include <charconv>

#include "platform/sheets/formats.h"
#include "platform/sheets/table_builder.h"

/// OpenDocument spreadsheets (ISO/IEC 26300), as far as a list of people needs it.
namespace lexipoort::sheets {
namespace {

/// LibreOffice fills a sheet up with one row repeated a million times; what is repeated and blank
/// costs nothing, and what is repeated and not blank ends at the limits of the table.
std::size_t repeated(std::string_view text) {
  std::size_t count = 1;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return std::max<std::size_t>(count, 1);
}

class ContentReader {
 public:
  explicit ContentReader(const Limits& limits) : limits_(limits), table_(limits) {}

  XmlReader::Handler handler() {
    XmlReader::Handler handler;
    handler.start = [this](std::string_view element, const XmlReader::Attributes& attribute) {
      start(element, attribute);
    };
    handler.end = [this](std::string_view element) { end(element); };
    handler.text = [this](std::string_view text) {
      if (in_paragraph_ && in_comment_ == 0) cell_ += text;
    };
    handler.enough = [this] { return table_.is_full() || done_; };
    return handler;
  }

  Expected<Table> finish() && {
    if (!table_.has_content()) return refuse(RefusalKind::invalid, "sheet_empty");
    return std::move(table_).finish();
  }

 private:
  void start(std::string_view element, const XmlReader::Attributes& attribute) {
    if (element == "table") {
      row_ = 0;
    } else if (element == "table-row") {
      row_repeats_ = repeated(attribute("number-rows-repeated"));
      row_cells_.clear();
    } else if (element == "table-cell" || element == "covered-table-cell") {
      cell_repeats_ = repeated(attribute("number-columns-repeated"));
      cell_.clear();
    } else if (element == "annotation") {
      ++in_comment_;
    } else if (element == "p") {
      if (in_comment_ == 0 && !cell_.empty()) cell_ += ' ';
      in_paragraph_ = true;
    } else if ((element == "s" || element == "tab" || element == "line-break") &&
               in_comment_ == 0) {
      cell_ += ' ';
    }
  }

  void end(std::string_view element) {
    if (element == "p") {
      in_paragraph_ = false;
    } else if (element == "annotation") {
      --in_comment_;
    } else if (element == "table-cell" || element == "covered-table-cell") {
      end_cell();
    } else if (element == "table-row") {
      end_row();
    } else if (element == "table") {
      done_ = table_.has_content();
    }
  }

  void end_cell() {
    // One more than the table allows, so that the table sees that it is too wide.
    const auto room = limits_.columns + 1 - std::min(row_cells_.size(), limits_.columns + 1);
    row_cells_.insert(row_cells_.end(), std::min(cell_repeats_, room), cell_);
  }

  void end_row() {
    const bool blank =
        std::ranges::all_of(row_cells_, [](const std::string& text) { return text.empty(); });
    const auto times = blank ? 0 : std::min(row_repeats_, limits_.rows + 2);
    for (std::size_t time = 0; time < times && !done_; ++time) {
      for (std::size_t column = 0; column < row_cells_.size(); ++column) {
        table_.cell(column, row_cells_[column]);
      }
      table_.end_row(row_ + static_cast<std::int64_t>(time) + 1);
    }
    row_ += static_cast<std::int64_t>(std::min<std::size_t>(row_repeats_, 10'000'000));
  }

  Limits limits_;
  TableBuilder table_;
  std::vector<std::string> row_cells_;
  std::string cell_;
  std::size_t cell_repeats_ = 1;
  std::size_t row_repeats_ = 1;
  std::int64_t row_ = 0;
  int in_comment_ = 0;
  bool in_paragraph_ = false;
  bool done_ = false;
};

bool is_encrypted(const Archive& archive) {
  bool encrypted = false;
  XmlReader::Handler handler;
  handler.start = [&](std::string_view element, const XmlReader::Attributes&) {
    encrypted = encrypted || element == "encryption-data";
  };
  handler.end = [](std::string_view) {};
  handler.text = [](std::string_view) {};
  (void)XmlReader::read(archive, "META-INF/manifest.xml", handler);
  return encrypted;
}

}  // namespace

Expected<Table> read_ods(const Archive& archive, const Limits& limits) {
  if (is_encrypted(archive)) return refuse(RefusalKind::invalid, "file_password_protected");
  ContentReader reader(limits);
  const auto outcome = XmlReader::read(archive, "content.xml", reader.handler());
  if (outcome != Archive::Outcome::done && outcome != Archive::Outcome::stopped) {
    return unreadable(outcome);
  }
  return std::move(reader).finish();
}

}  // namespace lexipoort::sheets
