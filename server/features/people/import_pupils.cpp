#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "features/people/credentials.h"
#include "features/people/import_kind.h"

/// Lists of pupils: a name and a year group in, credentials out. Source: spec R4.4.7, R4.4.9.
namespace lexipoort::people {
namespace {

/// 'groep 6' and '6.0' mean 6; what means nothing stays as it was typed, to be corrected.
void understand(const schools::School& school, RowEdit& row) {
  const auto last = schools::last_year_group(school.sector);
  if (const auto year = rules::year_group_in(row.year_group, last)) {
    row.year_group = std::to_string(*year);
  }
  row.roles.clear();
  row.email.clear();
}

/// User names and passwords.
void complete(database::Transaction& tx, std::vector<RowEdit>& rows) {
  std::vector<Named> named;
  named.reserve(rows.size());
  for (const auto& row : rows) named.push_back({row.first_name, row.last_name});
  const auto names = make_user_names(tx, named);
  for (std::size_t index = 0; index < rows.size(); ++index) {
    rows[index].user_name = names[index];
    rows[index].password = make_password();
  }
}

struct KnownPupil {
  std::string search;
  std::int64_t year_group = 0;
  bool archived = false;
};
BOOST_DESCRIBE_STRUCT(KnownPupil, (), (search, year_group, archived))

/// What the rows are checked against, fetched once for all of them.
struct Surroundings {
  int last_year_group = 8;
  std::unordered_set<std::string> taken;
  std::unordered_multimap<std::string, KnownPupil> known;
};

std::string name_key(const RowEdit& row) {
  return text::fold(text::spoken_name(row.first_name, row.infix, row.last_name));
}

Surroundings look_around(database::Transaction& tx, const schools::School& school,
                         const std::vector<RowEdit>& rows) {
  Surroundings around;
  around.last_year_group = schools::last_year_group(school.sector);
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (const auto& row : rows) names.push_back(row.user_name);
  for (auto& name : accounts::taken_user_names(tx, names)) around.taken.insert(std::move(name));
  for (auto& pupil : tx.rows<KnownPupil>(
           "select u.search, m.year_group, case when m.archived_at is null then 0 else 1 end "
           "from memberships m join users u on u.id = m.user_id "
           "where m.school_id = :school and u.kind = 'pupil'",
           {{"school", school.id}})) {
    auto search = pupil.search;
    around.known.emplace(std::move(search), std::move(pupil));
  }
  return around;
}

std::optional<Duplicate> known_duplicate(const Surroundings& around, const std::string& name,
                                         const std::string& year_group) {
  const auto [first, last] = around.known.equal_range(name);
  std::optional<Duplicate> duplicate;
  for (auto pupil = first; pupil != last; ++pupil) {
    if (pupil->second.archived) {
      duplicate = Duplicate::archived;
    } else if (std::to_string(pupil->second.year_group) == year_group) {
      return Duplicate::active;
    }
  }
  return duplicate;
}

std::vector<ImportRow> check(database::Transaction& tx, const schools::School& school,
                             std::vector<RowEdit> rows) {
  const auto around = look_around(tx, school, rows);
  std::unordered_map<std::string_view, int> user_names;
  user_names.reserve(rows.size());
  std::vector<ImportRow> checked(rows.size());
  for (std::size_t index = 0; index < rows.size(); ++index) {
    static_cast<RowEdit&>(checked[index]) = std::move(rows[index]);
    user_names[checked[index].user_name] += checked[index].skip ? 0 : 1;
  }
  std::unordered_set<std::string> seen;
  seen.reserve(checked.size());
  for (auto& row : checked) {
    row.faults = rules::faults_of(
        {row.first_name, row.infix, row.last_name, row.year_group, row.user_name, row.password},
        around.last_year_group);
    if (around.taken.contains(row.user_name)) row.faults.push_back({"user_name", "taken"});
    if (user_names[row.user_name] > 1) row.faults.push_back({"user_name", "doubled_in_file"});
    const auto name = name_key(row);
    const bool first_of_its_name = seen.insert(name + '\n' + row.year_group).second;
    row.duplicate = known_duplicate(around, name, row.year_group);
    if (!row.duplicate && !first_of_its_name) row.duplicate = Duplicate::file;
    if (row.skip) row.faults.clear();
  }
  return checked;
}

http::Download template_file(const schools::School& school) {
  std::vector<std::string> years;
  for (int year = 1; year <= schools::last_year_group(school.sector); ++year) {
    years.push_back(std::to_string(year));
  }
  return spreadsheet("leerlingen-sjabloon.xlsx",
                     sheets::write_table("Leerlingen",
                                         {{.heading = "Voornaam", .width = 20},
                                          {.heading = "Tussenvoegsel", .width = 16},
                                          {.heading = "Achternaam", .width = 26},
                                          {.heading = "Leerjaar", .width = 12, .choices = years}},
                                         {}));
}

struct NewMembership {
  UserId user_id;
  std::string year_group;
};
BOOST_DESCRIBE_STRUCT(NewMembership, (), (user_id, year_group))

/// In the archive, until they are linked.
void add_memberships(database::Transaction& tx, const Saving& saving,
                     const std::vector<UserId>& pupils) {
  std::vector<NewMembership> memberships;
  memberships.reserve(pupils.size());
  for (std::size_t index = 0; index < pupils.size(); ++index) {
    memberships.push_back({pupils[index], saving.rows[index].year_group});
  }
  tx.execute(
      "insert into memberships (school_id, user_id, year_group, archived_at) "
      "select :school, user_id, cast(year_group as integer), :now from each(:memberships)",
      {{"school", saving.import.school}, {"now", saving.now}, {"memberships", memberships}});
}

std::optional<std::vector<UserId>> store(database::Transaction& tx, const Saving& saving) {
  std::vector<accounts::NewPupil> pupils;
  std::vector<std::string> names;
  for (std::size_t index = 0; index < saving.rows.size(); ++index) {
    const auto& row = saving.rows[index];
    pupils.push_back({.first_name = row.first_name,
                      .infix = row.infix,
                      .last_name = row.last_name,
                      .user_name = row.user_name,
                      .password_hash = saving.password_hashes[index]});
    names.push_back(row.user_name);
  }
  if (!accounts::taken_user_names(tx, names).empty()) return std::nullopt;
  auto ids = accounts::create_pupils(tx, pupils, saving.now);
  add_memberships(tx, saving, ids);
  return ids;
}

}  // namespace

const ImportKind& pupil_lists() {
  static const ImportKind kind{
      .headings = {{"first_name", {"voornaam", "roepnaam", "voornamen", "roepnamen"}},
                   {"infix",
                    {"tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels"},
                    false},
                   {"last_name", {"achternaam", "familienaam", "achternamen", "geslachtsnaam"}},
                   {"year_group", {"leerjaar", "groep", "jaargroep", "klas"}}},
      .with_passwords = true,
      .saved_action = "people.pupils_imported",
      .understand = understand,
      .complete = complete,
      .check = check,
      .template_file = template_file,
      .store = store};
  return kind;
}

}  // namespace lexipoort::people
