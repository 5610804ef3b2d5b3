#include "features/people/professionals_rules.h"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "base/text.h"

namespace lexipoort::people::rules {

std::string roles_text(const Roles& roles) {
  if (roles.administrator && roles.supervisor) return "Beheerder en begeleider";
  if (roles.administrator) return "Beheerder";
  return roles.supervisor ? "Begeleider" : "";
}

std::optional<Roles> roles_in(std::string_view text) {
  auto folded = text::fold(text);
  std::ranges::replace_if(
      folded, [](char character) { return std::string_view(",;/+&").contains(character); }, ' ');
  std::istringstream words(folded);
  Roles roles;
  for (std::string word; words >> word;) {
    if (word == "beheerder") {
      roles.administrator = true;
    } else if (word == "begeleider") {
      roles.supervisor = true;
    } else if (word != "en") {
      return std::nullopt;
    }
  }
  return roles == Roles{} ? std::nullopt : std::optional(roles);
}

std::vector<person::Fault> faults_of(const ProfessionalDraft& draft) {
  auto faults = person::name_faults(draft.first_name, draft.infix, draft.last_name);
  if (draft.roles.empty()) {
    faults.push_back({"roles", "required"});
  } else if (!roles_in(draft.roles)) {
    faults.push_back({"roles", "not_a_role"});
  }
  std::ranges::copy(person::email_faults(draft.email), std::back_inserter(faults));
  return faults;
}

std::string address_fault(const std::optional<Holder>& holder) {
  if (!holder) return {};
  if (holder->kind != accounts::Kind::professional) return "not_allowed";
  if (!holder->here) return {};
  return holder->archived_here ? "already_here_archived" : "already_here";
}

}  // namespace lexipoort::people::rules
