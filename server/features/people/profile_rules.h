#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/expected.h"

/// The decisions about changing one user's profile.
namespace lexipoort::people::rules {

struct ProfileFacts {
  std::string name;
  std::int64_t version = 0;
  bool archived = false;
  bool is_self = false;           ///< the administrator who changes it
  bool own_profile_only = false;  ///< works at another school too
  bool known_elsewhere = false;   ///< has a place at another school, be it in its archive
};

/// Whether these fields of a profile may be changed by who saw this version of it. Refuses
/// `changed_meanwhile`, `person_archived`, and `own_profile_only` for what is not this school's to
/// change alone, for one's own e-mail address (that asks for one's password) and for the address of
/// who is in another school's archive: it would open that school when they come back.
/// Source: spec R4.12.1.
[[nodiscard]] Expected<Nothing> may_change_profile(const ProfileFacts& facts,
                                                   std::int64_t seen_version,
                                                   const std::vector<std::string>& fields);

}  // namespace lexipoort::people::rules
