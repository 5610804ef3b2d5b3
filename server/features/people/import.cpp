#include "features/people/import.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "features/people/credentials.h"
#include "features/schools/schools.h"
#include "platform/http/json.h"
#include "platform/sheets/sheets.h"

namespace lexipoort::people {
namespace {

constexpr std::size_t kLongestFileName = 200;

/// The rows may hold the passwords of a whole class, so they open for their own school and maker
/// only, also for who could write in the table.
std::string context_of(SchoolId school, UserId creator) {
  return "import:" + std::to_string(school.value) + ":" + std::to_string(creator.value);
}

std::string seal_rows(const crypto::SealKey& key, SchoolId school, UserId creator,
                      const std::vector<RowEdit>& rows) {
  return key.seal(http::json::to_text(rows), context_of(school, creator));
}

// --- reading an uploaded table
// --------------------------------------------------------------------

struct Heading {
  std::string_view field;
  std::array<std::string_view, 4> words;  // folded
  bool mandatory;
};
constexpr std::array<Heading, 4> kHeadings = {{
    {"first_name", {"voornaam", "roepnaam", "voornamen", "roepnamen"}, true},
    {"infix", {"tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels"}, false},
    {"last_name", {"achternaam", "familienaam", "achternamen", "geslachtsnaam"}, true},
    {"year_group", {"leerjaar", "groep", "jaargroep", "klas"}, true},
}};

/// The column of each field; headings may be in any order and case.
Expected<std::map<std::string_view, std::size_t>> find_columns(const sheets::Table& table) {
  std::map<std::string_view, std::size_t> columns;
  for (std::size_t column = 0; column < table.headings.size(); ++column) {
    const auto word = text::fold(table.headings[column]);
    for (const auto& heading : kHeadings) {
      if (std::ranges::find(heading.words, word) != heading.words.end()) {
        columns.emplace(heading.field, column);
      }
    }
  }
  std::vector<Concern> missing;
  for (const auto& heading : kHeadings) {
    if (heading.mandatory && !columns.contains(heading.field)) {
      missing.push_back({.field = std::string(heading.field)});
    }
  }
  if (!missing.empty()) {
    return refuse(RefusalKind::invalid, "headings_missing", std::move(missing));
  }
  return columns;
}

/// 'groep 6' and '6.0' mean 6; what means nothing stays as it was typed, to be corrected.
void tell_year_group(RowEdit& row, int last) {
  if (const auto year = rules::year_group_in(row.year_group, last)) {
    row.year_group = std::to_string(*year);
  }
}

std::vector<RowEdit> rows_of(const sheets::Table& table,
                             const std::map<std::string_view, std::size_t>& columns, int last) {
  const auto cell = [&](const sheets::Row& row, std::string_view field) {
    const auto column = columns.find(field);
    return column == columns.end() ? std::string() : row.cells[column->second];
  };
  std::vector<RowEdit> rows;
  rows.reserve(table.rows.size());
  for (const auto& row : table.rows) {
    auto& edit = rows.emplace_back();
    // Edits name a row by its number, so a file that repeats one gets the next that is free.
    edit.number =
        rows.size() < 2 ? row.number : std::max(row.number, rows[rows.size() - 2].number + 1);
    edit.first_name = cell(row, "first_name");
    edit.infix = cell(row, "infix");
    edit.last_name = cell(row, "last_name");
    edit.year_group = cell(row, "year_group");
    tell_year_group(edit, last);
    edit.password = make_password();
  }
  return rows;
}

void give_user_names(database::Transaction& tx, std::vector<RowEdit>& rows) {
  std::vector<Named> named;
  named.reserve(rows.size());
  for (const auto& row : rows) named.push_back({row.first_name, row.last_name});
  const auto names = make_user_names(tx, named);
  for (std::size_t index = 0; index < rows.size(); ++index) rows[index].user_name = names[index];
}

// --- checking
// -------------------------------------------------------------------------------------

struct KnownPupil {
  std::string search;
  std::int64_t year_group = 0;
  bool archived = false;
};
BOOST_DESCRIBE_STRUCT(KnownPupil, (), (search, year_group, archived))

/// What the rows are checked against, fetched once for all of them.
struct Surroundings {
  int last_year_group = 8;
  std::set<std::string> taken;
  std::multimap<std::string, KnownPupil> known;
};

std::string name_key(const RowEdit& row) {
  return text::fold(text::spoken_name(row.first_name, row.infix, row.last_name));
}

Surroundings look_around(database::Transaction& tx, SchoolId school,
                         const std::vector<RowEdit>& rows) {
  Surroundings around;
  around.last_year_group = schools::last_year_group(schools::find(tx, school).value().sector);
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (const auto& row : rows) names.push_back(row.user_name);
  for (auto& name : accounts::taken_user_names(tx, names)) around.taken.insert(std::move(name));
  for (auto& pupil : tx.rows<KnownPupil>(
           "select u.search, m.year_group, case when m.archived_at is null then 0 else 1 end "
           "from memberships m join users u on u.id = m.user_id "
           "where m.school_id = :school and u.kind = 'pupil'",
           {{"school", school}})) {
    auto search = pupil.search;
    around.known.emplace(std::move(search), std::move(pupil));
  }
  return around;
}

std::optional<Duplicate> known_duplicate(const Surroundings& around, const RowEdit& row) {
  const auto [first, last] = around.known.equal_range(name_key(row));
  std::optional<Duplicate> duplicate;
  for (auto pupil = first; pupil != last; ++pupil) {
    if (pupil->second.archived) {
      duplicate = Duplicate::archived;
    } else if (std::to_string(pupil->second.year_group) == row.year_group) {
      return Duplicate::active;
    }
  }
  return duplicate;
}

std::vector<ImportRow> check_rows(const Surroundings& around, std::vector<RowEdit> rows) {
  std::map<std::string, int> user_names;
  for (const auto& row : rows) user_names[row.user_name] += row.skip ? 0 : 1;
  std::set<std::pair<std::string, std::string>> seen;
  std::vector<ImportRow> checked;
  checked.reserve(rows.size());
  for (auto& edit : rows) {
    auto& row = checked.emplace_back();
    static_cast<RowEdit&>(row) = std::move(edit);
    row.faults = rules::faults_of(
        {row.first_name, row.infix, row.last_name, row.year_group, row.user_name, row.password},
        around.last_year_group);
    if (around.taken.contains(row.user_name)) row.faults.push_back({"user_name", "taken"});
    if (user_names[row.user_name] > 1) row.faults.push_back({"user_name", "doubled_in_file"});
    const bool first_of_its_name = seen.emplace(name_key(row), row.year_group).second;
    row.duplicate = known_duplicate(around, row);
    if (!row.duplicate && !first_of_its_name) row.duplicate = Duplicate::file;
    if (row.skip) row.faults.clear();
  }
  return checked;
}

bool is_open(const ImportRow& row) {
  const bool undecided = row.duplicate && !row.keep;
  return !row.skip && (undecided || !row.faults.empty());
}

// --- the table
// ------------------------------------------------------------------------------------

std::optional<StoredImport> load(database::Transaction& tx, const accounts::Actor& actor,
                                 SchoolId school, ImportId import) {
  return tx.row<StoredImport>(
      "select id, school_id, created_by, file_name, state, sealed_rows, row_count, done, "
      "interrupted from imports where id = :import and school_id = :school and "
      "created_by = :actor",
      {{"import", import}, {"school", school}, {"actor", actor.user}});
}

Import answer(database::Transaction& tx, const StoredImport& stored, std::vector<RowEdit> rows) {
  Import import{.id = stored.id,
                .file_name = stored.file_name,
                .state = stored.state,
                .progress = {.done = stored.done, .total = stored.row_count},
                .interrupted = stored.interrupted,
                .rows = {}};
  if (stored.state == ImportState::saved) {
    // Its user names are taken now: by these very pupils.
    for (auto& row : rows) static_cast<RowEdit&>(import.rows.emplace_back()) = std::move(row);
    import.created = stored.done;
  } else {
    const auto around = look_around(tx, stored.school, rows);
    import.rows = check_rows(around, std::move(rows));
  }
  return import;
}

std::unexpected<Refusal> unknown() {
  return refuse(RefusalKind::not_found, "not_found");
}

/// A file's name without its folders, for who uploads with a path.
std::string base_name(const std::string& path) {
  return text::tidy(path.substr(path.find_last_of("/\\") + 1)).substr(0, kLongestFileName);
}

void apply_edits(std::vector<RowEdit>& rows, const std::vector<RowEdit>& edits, int last_year) {
  std::map<std::int64_t, const RowEdit*> by_number;
  for (const auto& edit : edits) by_number[edit.number] = &edit;
  for (auto& row : rows) {
    const auto edit = by_number.find(row.number);
    if (edit == by_number.end()) continue;
    row = *edit->second;
    for (auto* field : {&row.first_name, &row.infix, &row.last_name, &row.year_group}) {
      *field = text::tidy(*field);
    }
    tell_year_group(row, last_year);
  }
}

}  // namespace

std::vector<RowEdit> open_rows(const crypto::SealKey& key, const StoredImport& stored) {
  const auto text = key.open(stored.sealed_rows, context_of(stored.school, stored.created_by));
  if (!text) throw std::runtime_error("an import was sealed with another secret file");
  std::vector<RowEdit> rows;
  std::vector<http::json::Fault> faults;
  http::json::decode(boost::json::parse(*text), rows, "", faults);
  return rows;
}

Expected<Import> upload(const Settings& settings, const accounts::Actor& actor,
                        const UploadRequest& request) {
  const auto table = sheets::read_in_child(request.file.bytes);
  if (!table) return std::unexpected(table.error());
  const auto columns = find_columns(*table);
  if (!columns) return std::unexpected(columns.error());
  return settings.database.write([&](database::Transaction& tx) -> Expected<Import> {
    const auto school = schools::find(tx, request.school).value();
    auto rows = rows_of(*table, *columns, schools::last_year_group(school.sector));
    give_user_names(tx, rows);
    StoredImport stored{
        .id = {},
        .school = request.school,
        .created_by = actor.user,
        .file_name = base_name(request.file_name),
        .sealed_rows = seal_rows(settings.seal_key, request.school, actor.user, rows),
        .row_count = static_cast<std::int64_t>(rows.size())};
    stored.id = tx.row<ImportId>(
                      "insert into imports (school_id, created_by, file_name, state, sealed_rows, "
                      "row_count, created_at) values (:school, :actor, :file_name, 'ready', "
                      ":rows, :count, :now) returning id",
                      {{"school", request.school},
                       {"actor", actor.user},
                       {"file_name", stored.file_name},
                       {"rows", stored.sealed_rows},
                       {"count", stored.row_count},
                       {"now", actor.now}})
                    .value();
    return answer(tx, stored, std::move(rows));
  });
}

Expected<Import> find_import(const Settings& settings, const accounts::Actor& actor,
                             const ImportRequest& request) {
  return settings.database.read([&](database::Transaction& tx) -> Expected<Import> {
    const auto stored = load(tx, actor, request.school, request.import);
    if (!stored) return unknown();
    return answer(tx, *stored, open_rows(settings.seal_key, *stored));
  });
}

Expected<Import> edit_import(const Settings& settings, const accounts::Actor& actor,
                             const EditRequest& request) {
  return settings.database.write([&](database::Transaction& tx) -> Expected<Import> {
    auto stored = load(tx, actor, request.school, request.import);
    if (!stored) return unknown();
    if (stored->state != ImportState::ready) return refuse(RefusalKind::conflict, "conflict");
    auto rows = open_rows(settings.seal_key, *stored);
    apply_edits(rows, request.rows,
                schools::last_year_group(schools::find(tx, request.school).value().sector));
    stored->interrupted = false;
    tx.execute("update imports set sealed_rows = :rows, interrupted = 0 where id = :import",
               {{"rows", seal_rows(settings.seal_key, request.school, actor.user, rows)},
                {"import", request.import}});
    return answer(tx, *stored, std::move(rows));
  });
}

Expected<Import> save_import(const Settings& settings, const accounts::Actor& actor,
                             const ImportRequest& request) {
  auto saving = settings.database.write([&](database::Transaction& tx) -> Expected<Import> {
    auto stored = load(tx, actor, request.school, request.import);
    if (!stored) return unknown();
    if (stored->state != ImportState::ready) return refuse(RefusalKind::conflict, "conflict");
    auto import = answer(tx, *stored, open_rows(settings.seal_key, *stored));
    const auto open = std::ranges::count_if(import.rows, is_open);
    if (open > 0) return refuse(RefusalKind::invalid, "rows_faulty", {}, {{"rows", open}});
    const auto wanted = std::ranges::count(import.rows, false, &ImportRow::skip);
    if (wanted == 0) return refuse(RefusalKind::invalid, "nothing_to_save");
    tx.execute(
        "update imports set state = 'saving', done = 0, interrupted = 0, row_count = :count "
        "where id = :import",
        {{"count", wanted}, {"import", request.import}});
    import.state = ImportState::saving;
    import.interrupted = false;
    import.progress = {.done = 0, .total = wanted};
    return import;
  });
  if (saving) settings.runner.save(request.import);
  return saving;
}

Expected<Nothing> delete_import(database::Transaction& tx, const accounts::Actor& actor,
                                const ImportRequest& request) {
  const auto stored = load(tx, actor, request.school, request.import);
  if (!stored) return unknown();
  if (stored->state == ImportState::saving) return refuse(RefusalKind::conflict, "conflict");
  tx.execute("delete from imports where id = :import", {{"import", request.import}});
  return Nothing{};
}

Expected<ImportList> list_imports(database::Transaction& tx, const accounts::Actor& actor,
                                  const ImportListRequest& request) {
  return ImportList{tx.rows<ImportSummary>(
      "select id, file_name, state, row_count, created_at from imports "
      "where school_id = :school and created_by = :actor order by created_at desc, id desc",
      {{"school", request.school}, {"actor", actor.user}})};
}

Expected<http::Download> template_file(database::Transaction& tx, const accounts::Actor&,
                                       const ImportListRequest& request) {
  const auto school = schools::find(tx, request.school).value();
  std::vector<std::string> years;
  for (int year = 1; year <= schools::last_year_group(school.sector); ++year) {
    years.push_back(std::to_string(year));
  }
  return http::Download{
      .file_name = "leerlingen-sjabloon.xlsx",
      .content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      .bytes = sheets::write_table("Leerlingen",
                                   {{.heading = "Voornaam", .width = 20},
                                    {.heading = "Tussenvoegsel", .width = 16},
                                    {.heading = "Achternaam", .width = 26},
                                    {.heading = "Leerjaar", .width = 12, .choices = years}},
                                   {})};
}

}  // namespace lexipoort::people
