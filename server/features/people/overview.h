#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/people/rules.h"

/// The lists of a school's users: active ones and the archive. Source: spec R4.3.1, R4.6.1.
namespace lexipoort::people {

enum class State { active, archived };
BOOST_DESCRIBE_ENUM(State, active, archived)

struct ListRequest {
  SchoolId school;
  State state = State::active;
};
BOOST_DESCRIBE_STRUCT(ListRequest, (), (school, state))

struct PersonProduct {
  ProductId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonProduct, (), (id, name))

struct Person {
  UserId id;
  accounts::Kind kind = accounts::Kind::pupil;
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::string display_name;  ///< 'Jansen, Piet van'
  std::string search;        ///< without accents and capitals
  std::optional<int> year_group;
  std::optional<std::string> user_name;
  std::optional<std::string> email;
  std::vector<rules::Role> roles;
  std::vector<PersonProduct> products;
  bool linked_before = false;  ///< has something to come back to from the archive (R4.6.2)
  std::int64_t version = 0;    ///< grows with each change of the person or of their place here
};
BOOST_DESCRIBE_STRUCT(Person, (),
                      (id, kind, first_name, infix, last_name, display_name, search, year_group,
                       user_name, email, roles, products, linked_before, version))

struct PersonList {
  std::vector<Person> people;
};
BOOST_DESCRIBE_STRUCT(PersonList, (), (people))

[[nodiscard]] Expected<PersonList> list_people(database::Transaction& tx,
                                               const accounts::Actor& actor,
                                               const ListRequest& request);

struct AtSchool {
  SchoolId school;
};
BOOST_DESCRIBE_STRUCT(AtSchool, (), (school))

struct Supervisor {
  UserId id;
  std::string display_name;
};
BOOST_DESCRIBE_STRUCT(Supervisor, (), (id, display_name))

struct SupervisorList {
  std::vector<Supervisor> supervisors;
};
BOOST_DESCRIBE_STRUCT(SupervisorList, (), (supervisors))

/// The supervisors that pupils can be linked to.
[[nodiscard]] Expected<SupervisorList> list_supervisors(database::Transaction& tx,
                                                        const accounts::Actor& actor,
                                                        const AtSchool& request);

}  // namespace lexipoort::people
