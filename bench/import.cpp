#include <expat.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "bench.h"
#include "features/people/import_kind.h"
#include "platform/crypto/crypto.h"

namespace lexipoort::bench {
namespace {

constexpr int kRounds = 51;

constexpr std::array<std::string_view, 40> kFirstNames = {
    "Noor",  "Daan",    "Emma", "Sem",   "Julia", "Lucas",  "Mila", "Levi", "Zoë",   "Finn",
    "Tess",  "Noud",    "Sara", "Luuk",  "Yara",  "Mees",   "Evi",  "Adam", "Chloë", "Bram",
    "Fenna", "Jurre",   "Saar", "Milan", "Lotte", "Daniël", "Anna", "Hugo", "Nina",  "Siem",
    "Isa",   "Mohamed", "Liv",  "Thijs", "Fleur", "Stijn",  "Elin", "Ömer", "Roos",  "Gijs"};

struct LastName {
  std::string_view infix;
  std::string_view name;
};
constexpr std::array<LastName, 40> kLastNames = {
    {{"", "Jansen"},        {"de", "Vries"},       {"van den", "Berg"}, {"", "Bakker"},
     {"van", "Dijk"},       {"", "Visser"},        {"", "Janssen"},     {"", "Smit"},
     {"", "Meijer"},        {"de", "Boer"},        {"", "Mulder"},      {"de", "Groot"},
     {"", "Bos"},           {"", "Vos"},           {"", "Peters"},      {"", "Hendriks"},
     {"van", "Leeuwen"},    {"", "Dekker"},        {"", "Brouwer"},     {"de", "Wit"},
     {"", "Dijkstra"},      {"", "Smits"},         {"de", "Graaf"},     {"van der", "Meer"},
     {"van der", "Linden"}, {"", "Kok"},           {"", "Jacobs"},      {"de", "Haan"},
     {"", "Vermeulen"},     {"van den", "Heuvel"}, {"van de", "Veen"},  {"van den", "Broek"},
     {"", "Yılmaz"},        {"", "Öztürk"},        {"", "El Amrani"},   {"", "Kowalski"},
     {"", "Schouten"},      {"van", "Beek"},       {"", "Willems"},     {"van", "Vliet"}}};

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) throw std::runtime_error("cannot read " + path);
  return content.str();
}

void XMLCALL ignore_start(void*, const XML_Char*, const XML_Char**) {}
void XMLCALL ignore_end(void*, const XML_Char*) {}
void XMLCALL ignore_text(void*, const XML_Char*, int) {}

/// Unzips a part and parses it, and does nothing with what it says.
void parse_part(zip_t* zip, const char* name) {
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> part(zip_fopen(zip, name, 0), zip_fclose);
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser(
      XML_ParserCreate(nullptr), XML_ParserFree);
  XML_SetElementHandler(parser.get(), ignore_start, ignore_end);
  XML_SetCharacterDataHandler(parser.get(), ignore_text);
  std::vector<char> piece(64 * 1024);
  zip_int64_t size = 0;
  do {
    size = part ? zip_fread(part.get(), piece.data(), piece.size()) : -1;
    const bool last = size == 0;
    if (size < 0 || XML_Parse(parser.get(), piece.data(), static_cast<int>(size), last) == 0) {
      throw std::runtime_error(std::string("cannot parse ") + name);
    }
  } while (size > 0);
}

void bare_pass(const std::string& bytes) {
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  const std::unique_ptr<zip_t, void (*)(zip_t*)> zip(
      zip_open_from_source(source, ZIP_RDONLY, nullptr), zip_discard);
  if (!zip) throw std::runtime_error("not a zip file");
  parse_part(zip.get(), "xl/sharedStrings.xml");
  parse_part(zip.get(), "xl/worksheets/sheet1.xml");
}

/// Of the processor: others that use this machine would count against the longer of two works.
double milliseconds_of(const std::function<void()>& work) {
  const auto started = std::clock();
  work();
  return 1000.0 * static_cast<double>(std::clock() - started) / CLOCKS_PER_SEC;
}

void print_times(const char* name, std::vector<double> times) {
  std::ranges::sort(times);
  std::printf("%s %.2f %.2f\n", name, times[times.size() / 2], times[times.size() * 99 / 100]);
}

}  // namespace

void print_pupils(std::size_t pupils) {
  std::puts("Voornaam,Tussenvoegsel,Achternaam,Leerjaar");
  for (std::size_t index = 0; index < pupils; ++index) {
    const auto first = kFirstNames[index % kFirstNames.size()];
    const auto& last = kLastNames[index / kFirstNames.size() % kLastNames.size()];
    std::printf("%s,%s,%s,%zu\n", first.data(), last.infix.data(), last.name.data(),
                1 + index / (kFirstNames.size() * kLastNames.size()));
  }
}

void read_import(const std::string& path, const std::string& spreadsheet) {
  crypto::initialise();
  database::Database database("sqlite:" + path, 1);
  const auto bytes = content_of(spreadsheet);
  const auto& lists = people::pupil_lists();
  std::vector<double> ours;
  std::vector<double> bare;
  for (int round = 0; round < kRounds; ++round) {
    bare.push_back(milliseconds_of([&] { bare_pass(bytes); }));
    database.read([&](database::Transaction& tx) {
      const auto school = schools::find(tx, SchoolId{2}).value();
      std::vector<people::RowEdit> rows;
      std::vector<people::ImportRow> checked;
      const auto reading = milliseconds_of(
          [&] { rows = people::read_rows(lists, school, sheets::read(bytes).value()).value(); });
      // User names and passwords are made in between: checked below, but read nowhere.
      lists.complete(tx, rows);
      const auto checking =
          milliseconds_of([&] { checked = lists.check(tx, school, std::move(rows)); });
      ours.push_back(reading + checking);
    });
  }
  print_times("bare", bare);
  print_times("ours", ours);
}

}  // namespace lexipoort::bench
