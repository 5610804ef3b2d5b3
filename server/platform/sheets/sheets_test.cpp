#include "platform/sheets/sheets.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <regex>
#include <stdexcept>

namespace lexipoort::sheets {
namespace {

std::string fixture(const std::string& name) {
  std::ifstream file(std::filesystem::path(LEXIPOORT_TEST_DATA) / "sheets" / name,
                     std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

using Cells = std::vector<std::string>;

/// What tests/data/sheets/klas.fods holds.
void expect_class(const Expected<Table>& table) {
  ASSERT_TRUE(table) << table.error().code;
  EXPECT_EQ(table->headings, (Cells{"Voornaam", "Tussenvoegsel", "Achternaam", "Leerjaar"}));
  ASSERT_EQ(table->rows.size(), 4U);
  EXPECT_EQ(table->rows[0].cells, (Cells{"Zoë", "de", "Boer", "6"}));
  EXPECT_EQ(table->rows[1].cells, (Cells{"Fenna", "", "Jansen", "5"}));
  EXPECT_EQ(table->rows[2].cells, (Cells{"O'Brien", "van 't", "Hof & <zoon>", "7"}));
  EXPECT_EQ(table->rows[3].cells, (Cells{"Yusuf", "", "Yılmaz", "groep 4"}));
}

TEST(Sheets, R4_4_9_reads_what_LibreOffice_writes) {
  for (const char* name : {"klas.xlsx", "klas.ods"}) {
    SCOPED_TRACE(name);
    const auto table = read(fixture(name));
    expect_class(table);
    // The numbers that the spreadsheet program shows, blank rows counted.
    EXPECT_EQ(table->rows[0].number, 3);
    EXPECT_EQ(table->rows[3].number, 7);
  }
}

TEST(Sheets, R4_4_9_reads_text_with_each_separator_and_charset) {
  const std::string list =
      "Voornaam;Achternaam;Leerjaar\r\nZo\u00eb;\"de \"\"Boer\"\"; x\";0071\r\n";
  const auto check = [](const std::string& bytes) {
    const auto table = read(bytes);
    ASSERT_TRUE(table) << table.error().code;
    ASSERT_EQ(table->rows.size(), 1U);
    EXPECT_EQ(table->rows[0].cells[0], "Zoë");
    EXPECT_EQ(table->rows[0].cells[2], "0071");
  };
  check(list);
  check("\xef\xbb\xbf" + list);
  check("sep=;\r\n" + list);
  check("Voornaam,Achternaam,Leerjaar\nZo\xeb,Boer,0071");          // Windows-1252
  check("Voornaam\tAchternaam\tLeerjaar\rZo\u00eb\tBoer\t0071\r");  // an old Mac's line ends
  std::string wide = "\xff\xfe";
  for (const char character : std::string("Voornaam;Achternaam;Leerjaar\nZo\xeb;Boer;0071\n")) {
    wide += character;
    wide += '\0';
  }
  check(wide);
  check(wide.substr(2));
}

TEST(Sheets, R4_4_9_keeps_quoted_separators_and_line_ends_in_their_cell) {
  const auto table = read("a,b\n\"x,1\ny\",2\n\n3,4\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows[0].cells, (Cells{"x,1 y", "2"}));
  EXPECT_EQ(table->rows[1].number, 5) << "as an editor counts lines";
}

TEST(Sheets, R4_4_9_says_what_is_wrong_with_a_file) {
  const auto code = [](const std::string& bytes) {
    const auto table = read(bytes);
    return table ? std::string("read") : table.error().code;
  };
  EXPECT_EQ(code("%PDF-1.7 ..."), "file_type_unknown");
  EXPECT_EQ(code("\x89PNG\r\n"), "file_type_unknown");
  EXPECT_EQ(code(""), "sheet_empty");
  EXPECT_EQ(code("Voornaam;Achternaam\n"), "sheet_empty");
  EXPECT_EQ(code(std::string("a;b\nx\0y;1\n", 10)), "file_unreadable");
  EXPECT_EQ(code(fixture("klas.xlsx").substr(0, 3000)), "file_unreadable");
  EXPECT_EQ(code(std::string((20U << 20U) + 1, 'a')), "file_too_large");
  std::string encrypted = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
  EXPECT_EQ(code(encrypted), "file_type_unknown");
  for (const char letter : std::string("EncryptedPackage")) {
    encrypted += letter;
    encrypted += '\0';
  }
  EXPECT_EQ(code(encrypted), "file_password_protected");
}

std::string rows_of(std::size_t count) {
  std::string text = "naam\n";
  for (std::size_t row = 0; row < count; ++row) text += "a\n";
  return text;
}

TEST(Sheets, R4_4_9_reads_5000_rows_and_not_one_more) {
  EXPECT_EQ(read(rows_of(5000))->rows.size(), 5000U);
  const auto refused = read(rows_of(5001));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "too_many_rows");
  EXPECT_EQ(refused.error().figures.at("maximum"), 5000);
}

/// A zip file with these parts.
std::string zipped(const std::vector<std::pair<std::string, std::string>>& parts) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("lexipoort-zip-" + std::to_string(std::random_device{}()));
  int error = 0;
  zip_t* zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) {
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), 0);
  }
  zip_close(zip);
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::filesystem::remove(path);
  return bytes;
}

std::string xlsx_with(const std::string& sheet) {
  return zipped(
      {{"xl/workbook.xml",
        R"(<workbook xmlns:r="r"><sheets><sheet r:id="a"/></sheets></workbook>)"},
       {"xl/_rels/workbook.xml.rels",
        R"(<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>)"},
       {"xl/worksheets/sheet1.xml", sheet}});
}

TEST(Sheets, R4_4_9_a_bomb_does_not_go_off) {
  const auto bomb = xlsx_with("<worksheet>" + std::string(250U << 20U, ' ') + "</worksheet>");
  ASSERT_LT(bomb.size(), 1U << 20U);
  EXPECT_EQ(read(bomb).error().code, "file_too_large");
}

TEST(Sheets, R4_4_9_entities_and_depth_are_refused) {
  EXPECT_EQ(
      read(xlsx_with("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet>&a;</worksheet>")).error().code,
      "file_unreadable");
  std::string deep;
  for (int level = 0; level < 200; ++level) deep += "<a>";
  EXPECT_EQ(read(xlsx_with(deep)).error().code, "file_unreadable");
}

TEST(Sheets, R4_4_9_reads_inline_texts_and_numbers_as_they_are_shown) {
  const auto table = read(xlsx_with(
      "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>naam</t></is></c>"
      "<c r=\"C1\" t=\"str\"><v>groep</v></c></row><row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is>"
      "<r><t>Zo</t></r><r><t>\u00eb</t></r></is></c><c r=\"C4\"><v>6.0</v></c></row></sheetData>"
      "</worksheet>"));
  ASSERT_TRUE(table) << table.error().code;
  EXPECT_EQ(table->headings, (Cells{"naam", "", "groep"}));
  EXPECT_EQ(table->rows[0].cells, (Cells{"Zoë", "", "6"}));
  EXPECT_EQ(table->rows[0].number, 4);
}

TEST(Sheets, R4_4_9_a_row_number_that_no_program_has_does_not_overflow) {
  const auto table = read(
      xlsx_with("<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>naam</v></c></row>"
                "<row r=\"9223372036854775807\"><c r=\"A2\" t=\"str\"><v>Fenna</v></c></row>"
                "<row><c r=\"A3\" t=\"str\"><v>Daan</v></c></row></sheetData></worksheet>"));
  ASSERT_TRUE(table) << table.error().code;
  ASSERT_EQ(table->rows.size(), 2U);
  for (const auto& row : table->rows) {
    EXPECT_GE(row.number, 1);
    EXPECT_LE(row.number, 1 << 24);
  }
}

TEST(Sheets, R4_4_9_survives_damage_anywhere) {
  std::mt19937 chance(1);  // NOLINT: the same damage every time
  for (const char* name : {"klas.xlsx", "klas.ods", "klas.csv"}) {
    const auto sound = fixture(name);
    for (int round = 0; round < 700; ++round) {
      auto damaged = sound;
      for (int change = 0; change < 4; ++change) {
        damaged[chance() % damaged.size()] = static_cast<char>(chance());
      }
      (void)read(damaged);
      (void)read(sound.substr(0, chance() % sound.size()));
    }
  }
}

/// One file out of a spreadsheet.
std::string part_of(const std::string& bytes, const char* name) {
  zip_error_t error;
  auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  zip_file_t* file = zip_fopen(zip, name, 0);
  std::string text(1U << 16U, '\0');
  text.resize(static_cast<std::size_t>(zip_fread(file, text.data(), text.size())));
  zip_fclose(file);
  zip_close(zip);
  return text;
}

std::vector<std::string> all_matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match) {
    found.push_back((*match)[1]);
  }
  return found;
}

TEST(Sheets, R4_11_1_cells_are_of_the_kind_text_so_that_typing_makes_no_formula) {
  const auto bytes = write_table("Leerlingen", {{.heading = "Naam", .width = 20}}, {{"=1+1"}});
  const auto cells =
      all_matches(part_of(bytes, "xl/worksheets/sheet1.xml"), "<c r=\"A2\" s=\"(\\d+)\"");
  ASSERT_EQ(cells.size(), 1U) << "a cell without a style is General";
  const auto styles = part_of(bytes, "xl/styles.xml");
  const auto formats = all_matches(styles.substr(styles.find("<cellXfs")), "numFmtId=\"(\\d+)\"");
  EXPECT_EQ(formats.at(std::stoul(cells[0])), "49") << "which is '@', text";
}

TEST(Sheets, R4_11_1_a_text_that_no_cell_holds_is_not_left_out_without_a_word) {
  EXPECT_THROW((void)write_table("Leerlingen", {{.heading = "Naam", .width = 20}},
                                 {{std::string(32'768, 'a')}}),
               std::runtime_error);
}

TEST(Sheets, R4_11_1_writes_texts_that_never_become_formulas) {
  const auto bytes = write_table("Leerlingen",
                                 {{.heading = "Naam", .width = 20},
                                  {.heading = "Leerjaar", .width = 8, .choices = {"1", "2"}}},
                                 {{"=1+1", "2"}, {"+31", "-2"}, {"@x", ""}});
  const auto table = read(bytes);
  ASSERT_TRUE(table) << table.error().code;
  EXPECT_EQ(table->headings, (Cells{"Naam", "Leerjaar"}));
  EXPECT_EQ(table->rows[0].cells, (Cells{"=1+1", "2"}));
  EXPECT_EQ(table->rows[1].cells, (Cells{"+31", "-2"}));
  EXPECT_EQ(table->rows[2].cells, (Cells{"@x", ""}));
}

}  // namespace
}  // namespace lexipoort::sheets
