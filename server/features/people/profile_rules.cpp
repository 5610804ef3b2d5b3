#include "features/people/profile_rules.h"

#include <algorithm>

namespace lexipoort::people::rules {

Expected<Nothing> may_change_profile(const ProfileFacts& facts, std::int64_t seen_version,
                                     const std::vector<std::string>& fields) {
  const std::vector<Concern> concerns = {{.name = facts.name}};
  if (facts.archived) return refuse(RefusalKind::conflict, "person_archived", concerns);
  if (facts.version != seen_version) {
    return refuse(RefusalKind::conflict, "changed_meanwhile", concerns);
  }
  const bool own_email = (facts.is_self || facts.known_elsewhere) &&
                         std::ranges::find(fields, "email") != fields.end();
  if (own_email || (facts.own_profile_only && !fields.empty())) {
    return refuse(RefusalKind::conflict, "own_profile_only", concerns);
  }
  return Nothing{};
}

}  // namespace lexipoort::people::rules
