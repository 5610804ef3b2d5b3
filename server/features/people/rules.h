#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/expected.h"
#include "base/ids.h"
#include "base/person.h"
#include "features/accounts/accounts.h"

/// The decisions about people, without SQL, HTTP, clock or chance.
namespace lexipoort::people::rules {

using person::Fault;

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

/// "fenna.j" for Fenna van der Jansen: what a child can remember.
[[nodiscard]] std::string user_name_for(std::string_view first_name, std::string_view last_name);

/// Each name itself, or with the first number from 2 that makes it free beside `taken` and those
/// before it. The work does not grow with how many ask for the same name.
[[nodiscard]] std::vector<std::string> free_user_names(std::vector<std::string> names,
                                                       std::unordered_set<std::string> taken);

/// Who guides whom with what.
struct Link {
  UserId pupil_id;
  ProductId product_id;
  UserId supervisor_id;
  auto operator<=>(const Link&) const = default;
};
BOOST_DESCRIBE_STRUCT(Link, (), (pupil_id, product_id, supervisor_id))

/// One of the school's users, as the register has them.
struct Member {
  UserId id;
  bool pupil = false;
  std::string first_name;
  std::string infix;
  std::string last_name;
  bool administrator = false;
  bool supervisor = false;
  std::optional<int> year_group;
  std::optional<std::int64_t> archived_at;
  std::int64_t version = 0;  ///< grows with each change of the person or of their place here

  [[nodiscard]] std::string name() const;  ///< as said aloud
};
BOOST_DESCRIBE_STRUCT(Member, (),
                      (id, pupil, first_name, infix, last_name, administrator, supervisor,
                       year_group, archived_at, version))

/// Somebody who was ticked, as they were seen.
struct Ticked {
  UserId id;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Ticked, (), (id, version))

/// Whether those who were ticked are here, each once, and as they were seen. Refuses
/// `nobody_chosen`, `not_found_here` and `changed_meanwhile` (naming them).
[[nodiscard]] Expected<Nothing> as_seen(const std::vector<Ticked>& ticked,
                                        const std::vector<Member>& found);

/// Refuse, naming those whom the task does not fit: `not_a_pupil`, `not_a_professional`.
[[nodiscard]] Expected<Nothing> only_pupils(const std::vector<Member>& members);
[[nodiscard]] Expected<Nothing> only_professionals(const std::vector<Member>& members);

/// Refuse with `code`, naming those who are in the archive.
[[nodiscard]] Expected<Nothing> only_active(const std::vector<Member>& members, std::string code);
/// Refuses `already_active`, naming those who are not in the archive.
[[nodiscard]] Expected<Nothing> only_archived(const std::vector<Member>& members);

/// Refuses `never_linked`, naming those who have nothing to come back to: pupils and supervisors
/// without an earlier link or product. An administrator always has. Source: spec R4.6.2.
[[nodiscard]] Expected<Nothing> had_links(const std::vector<Member>& members,
                                          const std::set<UserId>& linked);

/// What is wrong with the register after a change; facts for may_stand().
struct Aftermath {
  bool actor_archived = false;
  std::int64_t administrators = 1;  ///< active ones
  std::vector<std::string> former_administrators = {};
  /// A pupil's product without an active supervisor, and who left it.
  struct Abandoned {
    std::string supervisor;
    std::string pupil;
    std::string product;
  };
  std::vector<Abandoned> abandoned = {};
  std::vector<std::string> active_without_product = {};  ///< pupils
};

/// Whether a change may stand. Refuses `archive_yourself`, `last_administrator`, `only_supervisor`
/// (naming supervisors, each about a pupil) and `links_gone` (naming pupils).
/// Source: spec R2.3, R4.5.3, R4.6.2.
[[nodiscard]] Expected<Nothing> may_stand(const Aftermath& aftermath);

using accounts::Role;

/// Roles to be given, each once however often they were asked for.
struct Roles {
  bool administrator = false;
  bool supervisor = false;
  auto operator<=>(const Roles&) const = default;
};
[[nodiscard]] Roles roles_of(const std::vector<Role>& roles);

[[nodiscard]] bool has_role(const Member& member, Role role);

/// More ties than this at once are no class, no school and no mistake.
inline constexpr std::size_t kMostLinks = 200'000;

/// Whether professionals may get these roles and so many products. Refuses `nothing_chosen`,
/// `too_many_links`, `not_a_supervisor` (products are for supervisors) and `no_role` (out of the
/// archive without one). Source: spec R4.6.4.
[[nodiscard]] Expected<Nothing> may_get(const std::vector<Member>& members, const Roles& roles,
                                        std::size_t products);

/// Who has the role, to lose it; refuses `nobody_has_role`. Source: spec R4.9.1.
[[nodiscard]] Expected<std::vector<Ticked>> holders_of(const std::vector<Member>& members,
                                                       Role role);

enum class Direction { up, down };
BOOST_DESCRIBE_ENUM(Direction, up, down)

struct NewYear {
  UserId user_id;
  int year_group = 0;
};
BOOST_DESCRIBE_STRUCT(NewYear, (), (user_id, year_group))

/// The next year group of each pupil; refuses `year_group_limit`, naming those at the end of the
/// range. Source: spec R4.10.1.
[[nodiscard]] Expected<std::vector<NewYear>> moved(const std::vector<Member>& pupils,
                                                   Direction direction, int last_year_group);

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

/// All links that the rows ask for, each once. Refuses `no_pupils`, `no_supervisors`,
/// `no_current_product` (naming the pupils) and `too_many_links`. Source: spec R4.6.5.
[[nodiscard]] Expected<std::vector<Link>> links_for(const std::vector<PupilFacts>& pupils,
                                                    const std::vector<LinkRow>& rows);

}  // namespace lexipoort::people::rules
