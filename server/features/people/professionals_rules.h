#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/person.h"
#include "features/people/rules.h"

/// The decisions about professionals who are new at a school.
namespace lexipoort::people::rules {

/// 'Beheerder', 'Begeleider' or 'Beheerder en begeleider'; nothing for no role at all.
[[nodiscard]] std::string roles_text(const Roles& roles);

/// The roles in a text such as "beheerder", "Begeleider, beheerder" or "BEGELEIDER + BEHEERDER";
/// nothing when there is another word in it, or none.
[[nodiscard]] std::optional<Roles> roles_in(std::string_view text);

/// A professional as typed or uploaded: everything is text still.
struct ProfessionalDraft {
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::string roles;
  std::string email;  ///< canonical
};

/// The faults that can be seen in the draft itself. Source: spec R4.4.2, R4.4.4.
[[nodiscard]] std::vector<person::Fault> faults_of(const ProfessionalDraft& draft);

/// Whose an e-mail address is already, seen from the school.
struct Holder {
  accounts::Kind kind = accounts::Kind::professional;
  bool here = false;
  bool archived_here = false;
};

/// Why the holder of an address cannot come to work at the school: `already_here`,
/// `already_here_archived`, or `not_allowed`, which does not tell who it is. Empty when they can,
/// and for an address that is nobody's. Source: spec R4.4.3.
[[nodiscard]] std::string address_fault(const std::optional<Holder>& holder);

}  // namespace lexipoort::people::rules
