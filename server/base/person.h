#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"

/// What may be typed about a person, wherever it is typed: in a wizard, a list or a profile.
namespace lexipoort::person {

/// What is wrong with one field. Codes: required, too_long, not_a_name, not_a_year_group,
/// not_allowed, taken, doubled_in_file, too_short, not_an_address, not_a_role, already_here,
/// already_here_archived, wrong_password.
struct Fault {
  std::string field;
  std::string code;
  auto operator<=>(const Fault&) const = default;
};
BOOST_DESCRIBE_STRUCT(Fault, (), (field, code))

/// The refusal that names them all: `faulty`, with field and code of each.
[[nodiscard]] Refusal faulty(const std::vector<Fault>& faults);

/// The faults of a first name, an infix (which may be empty) and a last name.
[[nodiscard]] std::vector<Fault> name_faults(const std::string& first, const std::string& infix,
                                             const std::string& last);

/// The faults of an e-mail address in its canonical form; it may not be empty.
[[nodiscard]] std::vector<Fault> email_faults(std::string_view email);

/// Whether a user name may be had: 3 to 40 of a-z 0-9 . - _, starting with a letter or a digit.
[[nodiscard]] bool is_user_name(std::string_view name);

/// Whether mail may well arrive at a canonical address: one @, a domain with a full stop, ASCII.
[[nodiscard]] bool is_email(std::string_view address);

/// E-mail addresses are compared in lower case, user names too; both without blanks around.
[[nodiscard]] std::string canonical_login(std::string_view typed);

}  // namespace lexipoort::person
