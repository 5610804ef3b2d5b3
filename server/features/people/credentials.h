#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"
#include "platform/http/http.h"

/// User names and passwords for children, and the paper they go home on.
namespace lexipoort::people {

/// Two words and two digits, which stand anywhere among them: `boom-vis-27`, `boom-27-vis` or
/// `27-boom-vis` (docs/decisions/0006-pupil-passwords.md).
[[nodiscard]] std::string make_password();

struct Named {
  std::string first_name;
  std::string last_name;
};
/// A free user name for each, also among themselves, in order.
[[nodiscard]] std::vector<std::string> make_user_names(database::Transaction& tx,
                                                       const std::vector<Named>& people);

struct SuggestRequest {
  SchoolId school;
  std::string first_name;
  std::string infix;
  std::string last_name;
};
BOOST_DESCRIBE_STRUCT(SuggestRequest, (), (school, first_name, infix, last_name))

struct Credentials {
  std::string user_name;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (user_name, password))

/// A user name and password to start from. Source: spec R4.4.6, step 2B.
[[nodiscard]] Expected<Credentials> suggest_credentials(database::Transaction& tx,
                                                        const accounts::Actor& actor,
                                                        const SuggestRequest& request);

struct NameCheck {
  SchoolId school;
  std::string user_name;
};
BOOST_DESCRIBE_STRUCT(NameCheck, (), (school, user_name))

struct NameAnswer {
  bool free = false;
  bool allowed = false;
};
BOOST_DESCRIBE_STRUCT(NameAnswer, (), (free, allowed))

/// Whether a user name may be had and is free, to tell while typing.
[[nodiscard]] Expected<NameAnswer> check_user_name(database::Transaction& tx,
                                                   const accounts::Actor& actor,
                                                   const NameCheck& request);

struct PrintedPupil {
  std::string display_name;
  std::string user_name;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(PrintedPupil, (), (display_name, user_name, password))

struct PrintRequest {
  SchoolId school;
  std::vector<PrintedPupil> pupils;
};
BOOST_DESCRIBE_STRUCT(PrintRequest, (), (school, pupils))

/// Cards to cut out, eight to a page. Nothing of it is kept. Refuses `no_pupils`, and
/// `invalid_request` for texts that fit on no card. Source: spec R4.4.8.
[[nodiscard]] Expected<http::Download> print_cards(const std::string& school_name,
                                                   const std::string& sign_in_address,
                                                   const PrintRequest& request);

/// The same as a spreadsheet. Source: spec R4.4.8.
[[nodiscard]] Expected<http::Download> print_sheet(const PrintRequest& request);

}  // namespace lexipoort::people
