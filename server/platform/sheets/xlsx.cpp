#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include "platform/sheets/formats.h"
#include "platform/sheets/table_builder.h"

/// Office Open XML (ECMA-376), as far as a list of people needs it.
namespace lexipoort::sheets {
namespace {

/// A sheet may name no more texts than it can hold cells.
constexpr std::size_t kMostStrings = 1'000'000;
constexpr std::size_t kMostStringBytes = 50U << 20U;

using Strings = std::vector<std::string>;

/// The texts that cells refer to by number.
Archive::Outcome read_strings(const Archive& archive, Strings& strings) {
  static const std::string kPart = "xl/sharedStrings.xml";
  if (!archive.has(kPart)) return Archive::Outcome::done;
  bool in_text = false;
  bool in_phonetic = false;
  std::size_t bytes = 0;
  XmlReader::Handler handler;
  handler.start = [&](std::string_view element, const XmlReader::Attributes&) {
    if (element == "si") strings.emplace_back();
    if (element == "rPh") in_phonetic = true;
    if (element == "t") in_text = true;
  };
  handler.end = [&](std::string_view element) {
    if (element == "rPh") in_phonetic = false;
    if (element == "t") in_text = false;
  };
  handler.text = [&](std::string_view text) {
    if (!in_text || in_phonetic || strings.empty()) return;
    strings.back() += text;
    bytes += text.size();
  };
  handler.enough = [&] { return strings.size() > kMostStrings || bytes > kMostStringBytes; };
  return XmlReader::read(archive, kPart, handler);
}

/// The parts that hold the sheets, in the order of their tabs.
Archive::Outcome find_sheets(const Archive& archive, std::vector<std::string>& parts) {
  std::vector<std::string> relations;
  XmlReader::Handler workbook;
  workbook.start = [&](std::string_view element, const XmlReader::Attributes& attribute) {
    if (element == "sheet") relations.emplace_back(attribute("id"));
  };
  workbook.end = [](std::string_view) {};
  workbook.text = [](std::string_view) {};
  auto outcome = XmlReader::read(archive, "xl/workbook.xml", workbook);
  if (outcome != Archive::Outcome::done) return outcome;
  std::map<std::string, std::string, std::less<>> targets;
  XmlReader::Handler links = workbook;
  links.start = [&](std::string_view element, const XmlReader::Attributes& attribute) {
    if (element == "Relationship") targets.emplace(attribute("Id"), attribute("Target"));
  };
  outcome = XmlReader::read(archive, "xl/_rels/workbook.xml.rels", links);
  for (const auto& relation : relations) {
    const auto target = targets.find(relation);
    if (target == targets.end()) continue;
    parts.push_back(target->second.starts_with('/') ? target->second.substr(1)
                                                    : "xl/" + target->second);
  }
  return outcome;
}

/// The column of an address such as "AB12", from 0; nothing when it is none.
std::optional<std::size_t> column_of(std::string_view address) {
  std::size_t column = 0;
  std::size_t letters = 0;
  while (letters < address.size() && address[letters] >= 'A' && address[letters] <= 'Z') {
    column = column * 26 + static_cast<std::size_t>(address[letters] - 'A') + 1;
    if (++letters > 3) return std::nullopt;
  }
  if (letters == 0) return std::nullopt;
  return column - 1;
}

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "6.0" and "6" are the same number to the one who typed it.
std::string shown_number(std::string_view text) {
  const auto value = number_of<double>(text);
  if (!value) return std::string(text);
  char digits[32];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), *value).ptr;
  return {digits, end};
}

class SheetReader {
 public:
  SheetReader(const Strings& strings, TableBuilder& table) : strings_(strings), table_(table) {}

  XmlReader::Handler handler() {
    XmlReader::Handler handler;
    handler.start = [this](std::string_view element, const XmlReader::Attributes& attribute) {
      start(element, attribute);
    };
    handler.end = [this](std::string_view element) { end(element); };
    handler.text = [this](std::string_view text) {
      if (in_value_) value_ += text;
    };
    handler.enough = [this] { return table_.is_full(); };
    return handler;
  }

 private:
  void start(std::string_view element, const XmlReader::Attributes& attribute) {
    if (element == "row") {
      row_ = std::min(number_of<std::int64_t>(attribute("r")).value_or(row_ + 1), kLastRow);
      next_column_ = 0;
    } else if (element == "c") {
      column_ = column_of(attribute("r")).value_or(next_column_);
      next_column_ = column_ + 1;
      type_ = attribute("t");
      value_.clear();
    } else if (element == "v" || element == "t") {
      in_value_ = true;
    }
  }

  void end(std::string_view element) {
    if (element == "v" || element == "t") {
      in_value_ = false;
    } else if (element == "c") {
      table_.cell(column_, cell_text());
    } else if (element == "row") {
      table_.end_row(row_);
    }
  }

  [[nodiscard]] std::string cell_text() const {
    if (type_ == "s") {
      const auto index = number_of<std::size_t>(value_);
      return index && *index < strings_.size() ? strings_[*index] : std::string();
    }
    if (type_ == "inlineStr" || type_ == "str") return value_;
    if (type_ == "b") return value_ == "1" ? "WAAR" : "ONWAAR";
    if (type_ == "e") return {};
    return shown_number(value_);
  }

  const Strings& strings_;
  TableBuilder& table_;
  std::int64_t row_ = 0;
  std::size_t column_ = 0;
  std::size_t next_column_ = 0;
  std::string type_;
  std::string value_;
  bool in_value_ = false;
};

}  // namespace

Expected<Table> read_xlsx(const Archive& archive, const Limits& limits) {
  using Outcome = Archive::Outcome;
  Strings strings;
  if (const auto outcome = read_strings(archive, strings); outcome != Outcome::done) {
    return unreadable(outcome == Outcome::stopped ? Outcome::too_large : outcome);
  }
  std::vector<std::string> parts;
  if (const auto outcome = find_sheets(archive, parts); outcome != Outcome::done) {
    return unreadable(outcome);
  }
  for (const auto& part : parts) {
    TableBuilder table(limits);
    SheetReader reader(strings, table);
    const auto outcome = XmlReader::read(archive, part, reader.handler());
    if (outcome != Outcome::done && outcome != Outcome::stopped) return unreadable(outcome);
    if (table.has_content()) return std::move(table).finish();
  }
  return refuse(RefusalKind::invalid, "sheet_empty");
}

}  // namespace lexipoort::sheets
