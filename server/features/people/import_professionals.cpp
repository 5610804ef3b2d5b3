#include <algorithm>
#include <map>

#include "features/people/import_kind.h"
#include "features/people/professionals.h"

/// Lists of professionals: a name, roles and an e-mail address. Source: spec R4.4.4.
namespace lexipoort::people {
namespace {

/// 'begeleider, beheerder' becomes what the drop-down has; what is no role stays, to be corrected.
void understand(const schools::School&, RowEdit& row) {
  if (const auto roles = rules::roles_in(row.roles)) row.roles = rules::roles_text(*roles);
  row.email = person::canonical_login(row.email);
  row.year_group.clear();
  row.user_name.clear();
  row.password.clear();
}

void complete(database::Transaction&, std::vector<RowEdit>&) {}

std::vector<std::string> emails_of(const std::vector<RowEdit>& rows) {
  std::vector<std::string> emails;
  emails.reserve(rows.size());
  for (const auto& row : rows) emails.push_back(row.email);
  return emails;
}

/// Why the address of a row cannot be had, by who has it.
std::string taken(const RowEdit& row, const std::map<std::string, rules::Holder>& holders) {
  const auto holder = holders.find(row.email);
  return rules::address_fault(holder == holders.end() ? std::nullopt
                                                      : std::optional(holder->second));
}

std::vector<person::Fault> faults_of(const RowEdit& row,
                                     const std::map<std::string, rules::Holder>& holders) {
  auto faults = rules::faults_of(rules::ProfessionalDraft{.first_name = row.first_name,
                                                          .infix = row.infix,
                                                          .last_name = row.last_name,
                                                          .roles = row.roles,
                                                          .email = row.email});
  if (auto fault = taken(row, holders); !fault.empty()) {
    faults.push_back({"email", std::move(fault)});
  }
  return faults;
}

std::vector<ImportRow> check(database::Transaction& tx, const schools::School& school,
                             std::vector<RowEdit> rows) {
  const auto holders = holders_of(tx, school.id, emails_of(rows));
  std::map<std::string, int> uses;
  for (const auto& row : rows) uses[row.email] += row.skip || row.email.empty() ? 0 : 1;
  std::vector<ImportRow> checked;
  checked.reserve(rows.size());
  for (auto& edit : rows) {
    auto& row = checked.emplace_back();
    static_cast<RowEdit&>(row) = std::move(edit);
    if (row.skip) continue;
    row.faults = faults_of(row, holders);
    if (uses[row.email] > 1) row.faults.push_back({"email", "doubled_in_file"});
  }
  return checked;
}

http::Download template_file(const schools::School&) {
  const std::vector<std::string> roles = {
      rules::roles_text({.administrator = true}), rules::roles_text({.supervisor = true}),
      rules::roles_text({.administrator = true, .supervisor = true})};
  return spreadsheet("professionals-sjabloon.xlsx",
                     sheets::write_table("Professionals",
                                         {{.heading = "Voornaam", .width = 20},
                                          {.heading = "Tussenvoegsel", .width = 16},
                                          {.heading = "Achternaam", .width = 26},
                                          {.heading = "Rollen", .width = 26, .choices = roles},
                                          {.heading = "E-mailadres", .width = 36}},
                                         {}));
}

/// Administrators can start at once; a supervisor waits in the archive to be linked.
std::vector<Entrant> entrants_of(const std::vector<RowEdit>& rows) {
  std::vector<Entrant> entrants;
  entrants.reserve(rows.size());
  for (const auto& row : rows) {
    const auto roles = rules::roles_in(row.roles).value();
    entrants.push_back({.first_name = row.first_name,
                        .infix = row.infix,
                        .last_name = row.last_name,
                        .email = row.email,
                        .roles = roles,
                        .archived = !roles.administrator});
  }
  return entrants;
}

std::optional<std::vector<UserId>> store(database::Transaction& tx, const Saving& saving) {
  // The rest of a row was checked before, and does not change by what others do.
  const auto holders = holders_of(tx, saving.import.school, emails_of(saving.rows));
  const bool free = std::ranges::all_of(
      saving.rows, [&](const RowEdit& row) { return taken(row, holders).empty(); });
  if (!free) return std::nullopt;
  const auto school = schools::find(tx, saving.import.school).value();
  std::vector<UserId> users;
  for (const auto& entered :
       take_in(tx, school, saving.public_url, entrants_of(saving.rows), saving.now)) {
    users.push_back(entered.user);
  }
  return users;
}

}  // namespace

const ImportKind& professional_lists() {
  static const ImportKind kind{
      .headings = {{"first_name", {"voornaam", "roepnaam", "voornamen", "roepnamen"}},
                   {"infix",
                    {"tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels"},
                    false},
                   {"last_name", {"achternaam", "familienaam", "achternamen", "geslachtsnaam"}},
                   {"roles", {"rol", "rollen"}},
                   {"email", {"email", "emailadres", "mail", "mailadres"}}},
      .with_passwords = false,
      .saved_action = "people.professionals_imported",
      .understand = understand,
      .complete = complete,
      .check = check,
      .template_file = template_file,
      .store = store};
  return kind;
}

}  // namespace lexipoort::people
