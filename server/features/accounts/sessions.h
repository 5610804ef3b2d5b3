#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"

/// Sessions in the database, by the hash of the token that the browser holds.
namespace lexipoort::accounts {

/// The name of the session cookie; `__Host-` binds it to this host where TLS is on.
[[nodiscard]] std::string cookie_name(const Settings& settings);
[[nodiscard]] std::string cookie(const Settings& settings, const std::string& token);
[[nodiscard]] std::string expired_cookie(const Settings& settings);

struct NewSession {
  std::string token;
  std::string hash;
};
[[nodiscard]] NewSession start_session(database::Transaction& tx, UserId user, UtcSeconds now);

struct SessionUser {
  UserId id;
  Kind kind = Kind::pupil;
  std::string display_name;
  std::string first_name;
  bool second_factor = false;  ///< signs in in two steps
};
BOOST_DESCRIBE_STRUCT(SessionUser, (), (id, kind, display_name, first_name, second_factor))

struct SessionSchool {
  SchoolId id;
  std::string name;
  std::string place;
  std::string sector;
  std::vector<Role> roles;
  bool second_factor_demanded = false;  ///< of its administrators
};
BOOST_DESCRIBE_STRUCT(SessionSchool, (), (id, name, place, sector, roles, second_factor_demanded))

/// What the page needs to know of the one who is signed in. Source: spec R1.6, R2.1.
struct SessionAnswer {
  SessionUser user;
  std::vector<SessionSchool> schools;
  std::optional<SchoolId> current_school;
};
BOOST_DESCRIBE_STRUCT(SessionAnswer, (), (user, schools, current_school))

[[nodiscard]] SessionAnswer describe_session(database::Transaction& tx, UserId user);

}  // namespace lexipoort::accounts
