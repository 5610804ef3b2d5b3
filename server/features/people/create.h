#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/people/link.h"
#include "features/people/people.h"

/// One new pupil, active at once. Source: spec R4.4.6.
namespace lexipoort::people {

struct CreateRequest {
  SchoolId school;
  std::string first_name;
  std::string infix;
  std::string last_name;
  int year_group = 0;
  std::string user_name;
  std::string password;
  std::vector<LinkRow> links;
  bool accept_duplicate = false;
};
BOOST_DESCRIBE_STRUCT(CreateRequest, (),
                      (school, first_name, infix, last_name, year_group, user_name, password, links,
                       accept_duplicate))

struct CreatedPupil {
  UserId id;
  std::string display_name;
  std::string user_name;
};
BOOST_DESCRIBE_STRUCT(CreatedPupil, (), (id, display_name, user_name))

/// Refusals: `faulty` (concerns name field and code), `likely_duplicate`, and those of linking.
[[nodiscard]] Expected<CreatedPupil> create_pupil(const Settings& settings,
                                                  const accounts::Actor& actor,
                                                  const CreateRequest& request);

}  // namespace lexipoort::people
