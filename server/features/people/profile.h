#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/people/overview.h"
#include "features/people/people.h"

/// One user of a school: to look at, and 'Wijzig profiel'. Source: spec R4.12.1.
namespace lexipoort::people {

struct PersonRequest {
  SchoolId school;
  UserId user;
};
BOOST_DESCRIBE_STRUCT(PersonRequest, (), (school, user))

struct LinkedPerson {
  UserId id;
  std::string display_name;
};
BOOST_DESCRIBE_STRUCT(LinkedPerson, (), (id, display_name))

/// Whom somebody works with on a product: a pupil with supervisors, a supervisor with pupils.
struct ProfileLink {
  PersonProduct product;
  std::vector<LinkedPerson> pupils;
  std::vector<LinkedPerson> supervisors;
};
BOOST_DESCRIBE_STRUCT(ProfileLink, (), (product, pupils, supervisors))

struct Profile {
  UserId id;
  accounts::Kind kind = accounts::Kind::pupil;
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::string display_name;  ///< 'Jansen, Piet van'
  std::optional<int> year_group;
  std::optional<std::string> user_name;
  std::optional<std::string> email;
  std::string job_title;
  std::optional<std::string> new_email = {};  ///< waits until its link is used
  std::vector<rules::Role> roles;
  bool archived = false;
  bool is_self = false;
  bool own_profile_only = false;        ///< works at another school too: only they change it
  std::int64_t version = 0;             ///< of the person and their place in the school together
  std::vector<PersonProduct> products;  ///< a pupil's own; those that a supervisor was given
  std::vector<ProfileLink> links;       ///< with active people only
};
BOOST_DESCRIBE_STRUCT(Profile, (),
                      (id, kind, first_name, infix, last_name, display_name, year_group, user_name,
                       email, job_title, new_email, roles, archived, is_self, own_profile_only,
                       version, products, links))

[[nodiscard]] Expected<Profile> find_profile(database::Transaction& tx,
                                             const accounts::Actor& actor,
                                             const PersonRequest& request);

struct ProfileEdit {
  SchoolId school;
  UserId user;
  std::int64_t version = 0;
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::optional<int> year_group;         ///< of a pupil
  std::optional<std::string> user_name;  ///< a professional may do without
  std::optional<std::string> password;   ///< of a pupil, when it is to become another
  std::optional<std::string> email;      ///< of a professional
  std::optional<std::string> job_title;  ///< of a professional
  std::optional<std::string> new_email =
      {};  ///< of a professional: one that waits, to keep it waiting
};
BOOST_DESCRIBE_STRUCT(ProfileEdit, (),
                      (school, user, version, first_name, infix, last_name, year_group, user_name,
                       password, email, job_title, new_email))

/// Refusals: `faulty` (concerns name field and code) and those of rules::may_change_profile().
[[nodiscard]] Expected<Profile> change_profile(const Settings& settings,
                                               const accounts::Actor& actor,
                                               const ProfileEdit& request);

}  // namespace lexipoort::people
