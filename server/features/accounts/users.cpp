#include <algorithm>
#include <map>

#include "base/text.h"
#include "features/accounts/accounts.h"
#include "features/accounts/email_changes.h"
#include "features/accounts/passwords.h"
#include "features/accounts/rules.h"

/// Making and changing accounts; the features above decide when.
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

std::string search_key(const std::string& first, const std::string& infix,
                       const std::string& last) {
  return text::fold(text::spoken_name(first, infix, last));
}

/// The infix comes last: 'Jansen, Piet van' sorts under the J. Source: spec, table of words.
std::string sort_key(const std::string& first, const std::string& infix, const std::string& last) {
  return text::sort_key(last + ", " + first + " " + infix);
}

StoredUser named(Kind kind, const std::string& first, const std::string& infix,
                 const std::string& last, UtcSeconds now) {
  StoredUser user;
  user.kind = reflect::enum_name(kind);
  user.first_name = first;
  user.infix = infix;
  user.last_name = last;
  user.search = search_key(first, infix, last);
  user.sort_key = sort_key(first, infix, last);
  user.subject = crypto::uuid();
  user.created_at = now;
  return user;
}

struct Created {
  UserId id;
  std::string login;
};
BOOST_DESCRIBE_STRUCT(Created, (), (id, login))

std::vector<Created> insert(database::Transaction& tx, const std::vector<StoredUser>& users) {
  return tx.rows<Created>(
      "insert into users (kind, first_name, infix, last_name, search, sort_key, email, user_name, "
      "password_hash, subject, created_at) select kind, first_name, infix, last_name, search, "
      "sort_key, email, user_name, password_hash, subject, created_at from each(:users) "
      "returning id, coalesce(user_name, email)",
      {{"users", users}});
}

StoredUser stored(const NewAdult& adult, UtcSeconds now) {
  auto user = named(adult.kind, adult.first_name, adult.infix, adult.last_name, now);
  user.email = person::canonical_login(adult.email);
  user.password_hash = adult.password_hash;
  return user;
}

/// The ids of users that were inserted, in the order of the users.
std::vector<UserId> ids_of(database::Transaction& tx, const std::vector<StoredUser>& users) {
  std::map<std::string, UserId> ids;
  for (const auto& created : insert(tx, users)) ids[created.login] = created.id;
  std::vector<UserId> in_order;
  in_order.reserve(users.size());
  for (const auto& user : users) {
    in_order.push_back(ids.at(user.user_name ? *user.user_name : *user.email));
  }
  return in_order;
}

std::optional<std::string> login_or_none(const std::optional<std::string>& typed) {
  auto login = person::canonical_login(typed.value_or(""));
  return login.empty() ? std::nullopt : std::optional(std::move(login));
}

void store(database::Transaction& tx, UserId user, const Details& details) {
  const auto& [first, infix, last, user_name, email, job_title, waiting] = details;
  tx.execute(
      "update users set first_name = :first, infix = :infix, last_name = :last, "
      "search = :search, sort_key = :sort_key, user_name = :user_name, email = :email, "
      "job_title = :job_title, version = version + 1 where id = :user",
      {{"first", first},
       {"infix", infix},
       {"last", last},
       {"search", search_key(first, infix, last)},
       {"sort_key", sort_key(first, infix, last)},
       {"user_name", user_name},
       {"email", email},
       {"job_title", job_title},
       {"user", user}});
}

}  // namespace

Expected<UserId> create_adult(database::Transaction& tx, const NewAdult& adult, UtcSeconds now) {
  if (tx.row<UserId>("select id from users where email = :email",
                     {{"email", person::canonical_login(adult.email)}})) {
    return refuse(RefusalKind::conflict, "email_taken", {{.field = "email"}});
  }
  return create_adults(tx, {adult}, now).front();
}

std::vector<UserId> create_adults(database::Transaction& tx, const std::vector<NewAdult>& adults,
                                  UtcSeconds now) {
  std::vector<StoredUser> users;
  users.reserve(adults.size());
  for (const auto& adult : adults) users.push_back(stored(adult, now));
  return ids_of(tx, users);
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
  return ids_of(tx, users);
}

std::vector<std::string> taken_user_names(database::Transaction& tx,
                                          const std::vector<std::string>& names) {
  return tx.rows<std::string>(
      "select u.user_name from each(:names) join users u on u.user_name = names.value",
      {{"names", names}});
}

std::optional<Account> find_account(database::Transaction& tx, UserId user) {
  return tx.row<Account>(
      "select first_name, infix, last_name, user_name, email, job_title, "
      "(select c.email from email_changes c where c.user_id = users.id), id, kind, version, "
      "case when password_hash is null then 0 else 1 end from users where id = :user",
      {{"user", user}});
}

Details tidied(const Details& typed) {
  return {.first_name = text::tidy(typed.first_name),
          .infix = text::tidy(typed.infix),
          .last_name = text::tidy(typed.last_name),
          .user_name = login_or_none(typed.user_name),
          .email = login_or_none(typed.email),
          .job_title = text::tidy(typed.job_title),
          .new_email = typed.new_email};
}

std::vector<person::Fault> faults_of(database::Transaction& tx, const Account& account,
                                     const Details& wanted) {
  auto faults = rules::adult_faults(wanted);
  for (auto& field : tx.rows<std::string>(
           "select 'user_name' from users where user_name = :user_name and id <> :user "
           "union all select 'email' from users where email = :email and id <> :user",
           {{"user_name", wanted.user_name.value_or("")},
            {"email", wanted.email.value_or("")},
            {"user", account.id}})) {
    faults.push_back({std::move(field), "taken"});
  }
  return faults;
}

std::vector<std::string> changed_fields(const Details& before, const Details& after) {
  std::vector<std::string> fields;
  reflect::for_each_field<Details>([&](std::string_view name, auto member) {
    if (before.*member != after.*member) fields.emplace_back(name);
  });
  return fields;
}

std::vector<std::string> change_details(database::Transaction& tx, const Changer& by,
                                        const Account& account, const Details& wanted,
                                        UtcSeconds now) {
  auto fields = changed_fields(account, wanted);
  auto kept = wanted;
  kept.new_email = account.new_email;
  if (account.email != wanted.email && account.has_password) {
    ask_for_proof(tx, by, account, wanted.email.value(), now);
    kept.email = account.email;
    std::erase(fields, "new_email");
    std::ranges::replace(fields, "email", "new_email");
  } else if (account.email != wanted.email) {
    end_password_links(tx, account.id);
  } else if (account.new_email != wanted.new_email) {
    end_email_change(tx, account.id);
  }
  if (!changed_fields(account, kept).empty()) store(tx, account.id, kept);
  return fields;
}

void set_pupil_password(database::Transaction& tx, UserId pupil, const std::string& password_hash) {
  tx.execute("update users set password_hash = :hash, version = version + 1 where id = :pupil",
             {{"hash", password_hash}, {"pupil", pupil}});
  end_sessions(tx, {pupil});
}

}  // namespace lexipoort::accounts
