#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"

/// The schools, for the publisher. Source: spec R8.1.
namespace lexipoort::publishing {

struct School {
  SchoolId id;
  std::string name;
  std::string place;
  std::string brin;
  std::string sector;
  std::int64_t active_users = 0;
};
BOOST_DESCRIBE_STRUCT(School, (), (id, name, place, brin, sector, active_users))

struct SchoolList {
  std::vector<School> schools;
};
BOOST_DESCRIBE_STRUCT(SchoolList, (), (schools))

[[nodiscard]] Expected<SchoolList> list_schools(database::Transaction& tx, const accounts::Actor&,
                                                const Nothing&);

}  // namespace lexipoort::publishing
