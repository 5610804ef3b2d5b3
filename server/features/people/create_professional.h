#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/people/people.h"
#include "features/people/roles_and_products.h"

/// One new professional, active at once. Source: spec R4.4.2, R4.4.3.
namespace lexipoort::people {

struct NewProfessional {
  SchoolId school;
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::string email;
  std::vector<rules::Role> roles;
  std::vector<ProductId> products;
  std::vector<ProductPupils> links;
};
BOOST_DESCRIBE_STRUCT(NewProfessional, (),
                      (school, first_name, infix, last_name, email, roles, products, links))

struct CreatedProfessional {
  UserId id;
  std::string display_name;  ///< as typed: what another school knows does not show
  std::string email;
  bool joined = false;
};
BOOST_DESCRIBE_STRUCT(CreatedProfessional, (), (id, display_name, email, joined))

/// Refusals: `faulty` (concerns name field and code), `already_here`, `already_here_archived`,
/// `not_a_supervisor`, `not_a_pupil`, `person_archived`, `no_subscription`, `not_enough_seats`.
[[nodiscard]] Expected<CreatedProfessional> create_professional(const Settings& settings,
                                                                const accounts::Actor& actor,
                                                                const NewProfessional& request);

}  // namespace lexipoort::people
