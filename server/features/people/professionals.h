#pragma once

#include <map>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/people/professionals_rules.h"
#include "features/schools/schools.h"

/// Professionals on their way into a school, one or many.
namespace lexipoort::people {

/// Who holds these canonical addresses, by address.
[[nodiscard]] std::map<std::string, rules::Holder> holders_of(
    database::Transaction& tx, SchoolId school, const std::vector<std::string>& emails);

struct Entrant {
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::string email;  ///< canonical, and without address_fault()
  rules::Roles roles;
  bool archived = false;
};

struct Entered {
  UserId user;
  bool joined = false;  ///< had an account, at another school
};

/// Makes them members of the school: with a new account and an invitation, or with the account they
/// have, of which the names stay as they are, and a mail that tells so. In their order.
/// Source: spec R4.4.2, R4.4.3.
[[nodiscard]] std::vector<Entered> take_in(database::Transaction& tx, const schools::School& school,
                                           const std::string& public_url,
                                           const std::vector<Entrant>& entrants, UtcSeconds now);

}  // namespace lexipoort::people
