#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "base/ids.h"

/// The decisions about people, without SQL, HTTP, clock or chance.
namespace lexipoort::people::rules {

/// What is wrong with one field of a person. Codes: required, too_long, not_a_name,
/// not_a_year_group, not_allowed, taken, doubled_in_file, too_short.
struct Fault {
  std::string field;
  std::string code;
  auto operator<=>(const Fault&) const = default;
};
BOOST_DESCRIBE_STRUCT(Fault, (), (field, code))

/// A pupil as typed or uploaded: everything is text still.
struct PupilDraft {
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::string year_group;
  std::string user_name;
  std::string password;
};

/// The faults that can be seen in the draft itself. Source: spec R4.4.6, R4.4.7, R4.4.9.
[[nodiscard]] std::vector<Fault> faults_of(const PupilDraft& draft, int last_year_group);

/// The year group in a text such as "6", "6.0" or "groep 6"; nothing when it is none of 1 to
/// `last`.
[[nodiscard]] std::optional<int> year_group_in(std::string_view text, int last);

/// Whether a user name may be had: 3 to 40 of a-z 0-9 . - _, starting with a letter or a digit.
[[nodiscard]] bool is_user_name(std::string_view name);

/// "fenna.j" for Fenna van der Jansen: what a child can remember.
[[nodiscard]] std::string user_name_for(std::string_view first_name, std::string_view last_name);

/// The name itself, or with the first number from 2 that makes it free.
[[nodiscard]] std::string free_user_name(const std::string& name,
                                         const std::function<bool(const std::string&)>& is_taken);

/// One link that will be made.
struct Link {
  UserId pupil_id;
  ProductId product_id;
  UserId supervisor_id;
  auto operator<=>(const Link&) const = default;
};
BOOST_DESCRIBE_STRUCT(Link, (), (pupil_id, product_id, supervisor_id))

/// A pupil to be linked, with the products they are linked to (or were, before the archive).
struct PupilFacts {
  UserId id;
  std::string name;
  std::vector<ProductId> products;
};

/// A row of the dialog: a product with supervisors, or supervisors for the current products.
struct LinkRow {
  std::optional<ProductId> product;
  std::vector<UserId> supervisors;
};

/// More links than this at once are no class, no school and no mistake.
inline constexpr std::size_t kMostLinks = 200'000;

/// All links that the rows ask for, each once. Refuses `no_pupils`, `no_supervisors`,
/// `no_current_product` (naming the pupils) and `too_many_links`. Source: spec R4.6.5.
[[nodiscard]] Expected<std::vector<Link>> links_for(const std::vector<PupilFacts>& pupils,
                                                    const std::vector<LinkRow>& rows);

}  // namespace lexipoort::people::rules
