#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/expected.h"
#include "base/ids.h"
#include "base/person.h"
#include "platform/crypto/crypto.h"
#include "platform/database/database.h"
#include "platform/http/routes.h"

/// Who you are: sign-in, sessions, passwords.
namespace lexipoort::accounts {

enum class Kind { professional, pupil, operator_ };
BOOST_DESCRIBE_ENUM(Kind, professional, pupil, operator_)

/// What a professional is at a school.
enum class Role { administrator, supervisor };
BOOST_DESCRIBE_ENUM(Role, administrator, supervisor)

/// Somebody's place in a school; archived places are not in an Actor.
struct Membership {
  SchoolId school;
  bool administrator = false;
  bool supervisor = false;
  bool second_factor_demanded = false;  ///< of its administrators
};
BOOST_DESCRIBE_STRUCT(Membership, (), (school, administrator, supervisor, second_factor_demanded))

/// The person behind a request, and the moment it came in.
class Actor : public http::Caller {
 public:
  UserId user;
  Kind kind = Kind::pupil;
  std::vector<Membership> memberships;
  bool second_factor = false;  ///< signs in in two steps
  std::string session_hash;
  UtcSeconds now = 0;

  /// Today in Europe/Amsterdam.
  [[nodiscard]] std::string today() const;
  [[nodiscard]] const Membership* membership(SchoolId school) const;
};

/// Who may call a route. {school} in its path is the school that a role is asked for; a school
/// that is not the caller's does not exist for them (404), a role they lack is refused (403), and
/// so is one for which they must first set up the second step of signing in.
namespace policy {
extern const http::Policy anyone;
extern const http::Policy signed_in;
extern const http::Policy adult;  ///< a professional or an operator
extern const http::Policy professional;
extern const http::Policy professional_of_school;
extern const http::Policy administrator_of_school;
extern const http::Policy supervisor_of_school;
extern const http::Policy pupil;
extern const http::Policy operator_;
}  // namespace policy

/// To begin a writing task with, in its own transaction: between the policy's look and the task
/// somebody else may have archived the actor or taken the role. Refuses `forbidden`.
[[nodiscard]] Expected<Nothing> still_administrates(database::Transaction& tx, const Actor& actor,
                                                    SchoolId school);

/// Whether a pupil may come in on a day: the rooms above know of licences, this one does not.
using PupilGate = std::function<bool(database::Transaction&, UserId pupil, std::string_view day)>;

struct Settings {
  database::Database& database;
  const Clock& clock;
  const crypto::SealKey& seal_key;
  std::string public_url;  ///< without a slash at the end; https makes cookies Secure
  PupilGate pupil_may_enter;
};

void add_routes(http::Routes& routes, const Settings& settings);

/// The actor of the session cookie of a request, if it is valid at `now`.
[[nodiscard]] std::shared_ptr<const Actor> authenticate(const Settings& settings,
                                                        const http::Request& request,
                                                        UtcSeconds now);

/// Mails the links that were asked for to choose a password with; to be run often.
void mail_password_links(const Settings& settings);

/// Clears what has expired; to be run now and then.
void clear_expired(const Settings& settings);

/// A new professional or operator without a password, or with one (`password_hash`).
struct NewAdult {
  Kind kind = Kind::professional;
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::string email;
  std::optional<std::string> password_hash;
};
[[nodiscard]] Expected<UserId> create_adult(database::Transaction& tx, const NewAdult& adult,
                                            UtcSeconds now);

/// Creates adults in one statement; the ids come in the order of the adults. Throws when an
/// address is taken: look first, in the same transaction.
[[nodiscard]] std::vector<UserId> create_adults(database::Transaction& tx,
                                                const std::vector<NewAdult>& adults,
                                                UtcSeconds now);

/// The school that somebody hears from by mail, and where the portal is.
struct Sender {
  std::string public_url;
  std::string school;
};

/// Mails new professionals what this is, and a link to choose a password with; it works for a week.
/// Source: spec R4.4.2.
void invite(database::Transaction& tx, const Sender& sender, const std::vector<UserId>& users,
            UtcSeconds now);

/// Mails people who had an account that a school was added to it. Source: spec R4.4.3.
void tell_of_school(database::Transaction& tx, const Sender& sender,
                    const std::vector<UserId>& users, UtcSeconds now);

/// What a professional is told; a greeting and a closing are put around the text.
struct Letter {
  UserId to;
  std::string subject;
  std::string text;
};
void mail_letters(database::Transaction& tx, const std::vector<Letter>& letters, UtcSeconds now);

/// Takes the second step of signing in from an account whose owner lost phone and codes, ends its
/// sessions and mails its owner. Refuses `second_factor_off` when there is nothing to take.
[[nodiscard]] Expected<Nothing> reset_second_factor(database::Transaction& tx,
                                                    const std::string& email, UtcSeconds now);

/// Gives an account of the demo a second step that is known: a base32 secret and recovery codes.
void give_second_factor(const crypto::SealKey& seal_key, database::Transaction& tx, UserId user,
                        const std::string& secret, const std::vector<std::string>& codes);

/// A new pupil; `user_name` must be free. Their membership is made by the school's register.
struct NewPupil {
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::string user_name;
  std::string password_hash;
};
/// Creates pupils in one statement; the ids come in the order of the pupils. Throws when a user
/// name is taken: ask taken_user_names() first, in the same transaction.
[[nodiscard]] std::vector<UserId> create_pupils(database::Transaction& tx,
                                                const std::vector<NewPupil>& pupils,
                                                UtcSeconds now);

/// Which of these user names exist already, at any school (there is one sign-in page).
[[nodiscard]] std::vector<std::string> taken_user_names(database::Transaction& tx,
                                                        const std::vector<std::string>& names);

/// What an account tells of a person.
struct Details {
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::optional<std::string> user_name;
  std::optional<std::string> email;
  std::string job_title;
  std::optional<std::string> new_email = {};  ///< waits until its link is used
};
BOOST_DESCRIBE_STRUCT(Details, (),
                      (first_name, infix, last_name, user_name, email, job_title, new_email))

struct Account : Details {
  UserId id;
  Kind kind = Kind::pupil;
  std::int64_t version = 0;   ///< counts the changes
  bool has_password = false;  ///< an adult without one has never been here
};
BOOST_DESCRIBE_STRUCT(Account, (Details), (id, kind, version, has_password))

[[nodiscard]] std::optional<Account> find_account(database::Transaction& tx, UserId user);

/// Details as they are kept: names tidy, logins canonical, and a login without text is none.
[[nodiscard]] Details tidied(const Details& typed);

/// What is wrong with new details of an adult, in themselves and beside those of others.
[[nodiscard]] std::vector<person::Fault> faults_of(database::Transaction& tx,
                                                   const Account& account, const Details& wanted);

/// The names of the fields that differ.
[[nodiscard]] std::vector<std::string> changed_fields(const Details& before, const Details& after);

/// Who changes an account: the person, or an administrator of this school.
struct Changer {
  std::string public_url;  ///< where the portal is, for the link in a mail
  std::optional<SchoolId> school = {};
};

/// Keeps new details that have no faults. A new e-mail address waits until the link is used that is
/// mailed there; only of an account that was never used it changes at once, and the links that were
/// mailed to the old one end. One that waits is withdrawn when it is not among the new details. The
/// names of the changed fields: `new_email` for one that waits.
/// Source: spec R4.12.1, R4.12.2.
[[nodiscard]] std::vector<std::string> change_details(database::Transaction& tx, const Changer& by,
                                                      const Account& account, const Details& wanted,
                                                      UtcSeconds now);

/// Gives a pupil another password and ends their sessions. Source: spec R4.12.1.
void set_pupil_password(database::Transaction& tx, UserId pupil, const std::string& password_hash);

/// Ends every session of these users.
void end_sessions(database::Transaction& tx, const std::vector<UserId>& users);

/// Ends the sessions of those among these users who are active at no school any more: who still
/// works at another one goes on there. Source: spec R4.5.2.
void end_sessions_of_departed(database::Transaction& tx, const std::vector<UserId>& users);

}  // namespace lexipoort::accounts
