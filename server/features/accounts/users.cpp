#include <algorithm>
#include <map>

#include "base/text.h"
#include "features/accounts/accounts.h"
#include "features/accounts/rules.h"

/// Making accounts; the features above decide when.
namespace lexipoort::accounts {
namespace {

struct StoredUser {
  std::string kind;
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::string search;
  std::string sort_key;
  std::optional<std::string> email;
  std::optional<std::string> user_name;
  std::optional<std::string> password_hash;
  std::string subject;
  UtcSeconds created_at = 0;
};
BOOST_DESCRIBE_STRUCT(StoredUser, (),
                      (kind, first_name, infix, last_name, search, sort_key, email, user_name,
                       password_hash, subject, created_at))

StoredUser named(Kind kind, const std::string& first, const std::string& infix,
                 const std::string& last, UtcSeconds now) {
  StoredUser user;
  user.kind = reflect::enum_name(kind);
  user.first_name = first;
  user.infix = infix;
  user.last_name = last;
  user.search = text::fold(text::spoken_name(first, infix, last));
  // The infix comes last: 'Jansen, Piet van' sorts under the J. Source: spec, table of words.
  user.sort_key = text::sort_key(last + ", " + first + " " + infix);
  user.subject = crypto::uuid();
  user.created_at = now;
  return user;
}

struct Created {
  UserId id;
  std::string user_name;
};
BOOST_DESCRIBE_STRUCT(Created, (), (id, user_name))

std::vector<Created> insert(database::Transaction& tx, const std::vector<StoredUser>& users) {
  return tx.rows<Created>(
      "insert into users (kind, first_name, infix, last_name, search, sort_key, email, user_name, "
      "password_hash, subject, created_at) select kind, first_name, infix, last_name, search, "
      "sort_key, email, user_name, password_hash, subject, created_at from each(:users) "
      "returning id, coalesce(user_name, '')",
      {{"users", users}});
}

}  // namespace

Expected<UserId> create_adult(database::Transaction& tx, const NewAdult& adult, UtcSeconds now) {
  const auto email = rules::canonical_login(adult.email);
  if (tx.row<UserId>("select id from users where email = :email", {{"email", email}})) {
    return refuse(RefusalKind::conflict, "email_taken", {{.field = "email"}});
  }
  auto user = named(adult.kind, adult.first_name, adult.infix, adult.last_name, now);
  user.email = email;
  user.password_hash = adult.password_hash;
  return insert(tx, {user}).front().id;
}

std::vector<UserId> create_pupils(database::Transaction& tx, const std::vector<NewPupil>& pupils,
                                  UtcSeconds now) {
  std::vector<StoredUser> users;
  users.reserve(pupils.size());
  for (const auto& pupil : pupils) {
    auto& user =
        users.emplace_back(named(Kind::pupil, pupil.first_name, pupil.infix, pupil.last_name, now));
    user.user_name = pupil.user_name;
    user.password_hash = pupil.password_hash;
  }
  std::map<std::string, UserId> ids;
  for (const auto& created : insert(tx, users)) ids[created.user_name] = created.id;
  std::vector<UserId> in_order;
  in_order.reserve(pupils.size());
  for (const auto& pupil : pupils) in_order.push_back(ids.at(pupil.user_name));
  return in_order;
}

std::vector<std::string> taken_user_names(database::Transaction& tx,
                                          const std::vector<std::string>& names) {
  return tx.rows<std::string>(
      "select user_name from users where user_name in (select value from each(:names))",
      {{"names", names}});
}

}  // namespace lexipoort::accounts
