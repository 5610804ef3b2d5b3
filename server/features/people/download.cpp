#include "features/people/download.h"

#include <unordered_map>

#include "platform/sheets/sheets.h"

namespace lexipoort::people {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string roles_of(const Person& person) {
  if (person.kind == accounts::Kind::pupil) return "Leerling";
  std::vector<std::string> roles;
  for (const auto role : person.roles) {
    roles.emplace_back(role == rules::Role::administrator ? "Beheerder" : "Begeleider");
  }
  return joined(roles);
}

std::string products_of(const Person& person) {
  std::vector<std::string> names;
  for (const auto& product : person.products) names.push_back(product.name);
  return joined(names);
}

}  // namespace

Expected<http::Download> download_people(database::Transaction& tx, const accounts::Actor& actor,
                                         const DownloadRequest& request) {
  const auto list = list_people(tx, actor, {request.school, request.state}).value();
  std::unordered_map<std::int64_t, const Person*> known;
  for (const auto& person : list.people) known.emplace(person.id.value, &person);
  std::vector<std::vector<std::string>> rows;
  rows.reserve(list.people.size());
  for (const auto id : request.people) {
    // Taken out, so that nobody is in the file twice.
    const auto found = known.extract(id.value);
    if (found.empty()) continue;
    const auto& person = *found.mapped();
    rows.push_back({person.display_name,
                    person.year_group ? std::to_string(*person.year_group) : "", roles_of(person),
                    products_of(person), person.user_name.value_or("")});
  }
  const std::string name = request.state == State::active ? "gebruikers" : "gebruikersarchief";
  return http::Download{.file_name = name + "-" + actor.today() + ".xlsx",
                        .content_type = std::string(sheets::kContentType),
                        .bytes = sheets::write_table("Gebruikers",
                                                     {{.heading = "Naam", .width = 30},
                                                      {.heading = "Leerjaar", .width = 10},
                                                      {.heading = "Rollen", .width = 24},
                                                      {.heading = "Producten", .width = 32},
                                                      {.heading = "Gebruikersnaam", .width = 20}},
                                                     rows)};
}

}  // namespace lexipoort::people
