#include "features/accounts/email_changes.h"

#include "features/accounts/invitations.h"
#include "features/accounts/passwords.h"
#include "features/audit/audit.h"

namespace lexipoort::accounts {
namespace {

/// As an invitation: an address may be changed on a Friday.
constexpr UtcSeconds kLinkLife = 7 * 24 * 3600;

struct Wish {
  UserId user;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(Wish, (), (user, email))

/// Taking the wish away is what makes its link work once. What an administrator asked is void as
/// soon as another school knows the person: it would open that school as well.
std::optional<Wish> take_wish(database::Transaction& tx, const std::string& token, UtcSeconds now) {
  return tx.row<Wish>(
      "delete from email_changes where token_hash = :hash and expires_at > :now and "
      "(school_id is null or not exists (select 1 from memberships m "
      "where m.user_id = email_changes.user_id and m.school_id <> email_changes.school_id)) "
      "returning user_id, email",
      {{"hash", crypto::hash_token(token)}, {"now", now}});
}

/// One line at each school of the user: a handful.
void record(database::Transaction& tx, UserId user, UtcSeconds now) {
  for (const auto school :
       tx.rows<SchoolId>("select school_id from memberships where user_id = :user and "
                         "archived_at is null order by school_id",
                         {{"user", user}})) {
    audit::record(tx, {.school = school,
                       .actor = user,
                       .at = now,
                       .action = "accounts.profile_changed",
                       .details = {{"fields", "email"}},
                       .subjects = {user}});
  }
}

}  // namespace

void ask_for_proof(database::Transaction& tx, const Changer& by, const Account& account,
                   const std::string& email, UtcSeconds now) {
  end_email_change(tx, account.id);
  const auto token = crypto::random_token();
  tx.execute(
      "insert into email_changes (token_hash, user_id, email, school_id, expires_at) "
      "values (:hash, :user, :email, :school, :until)",
      {{"hash", crypto::hash_token(token)},
       {"user", account.id},
       {"email", email},
       {"school", by.school},
       {"until", now + kLinkLife}});
  // After the # it stays in the browser: it reaches no log on the way.
  mail_email_link(tx, account, email, by.public_url + "/e-mailadres/bevestigen#" + token, now);
  warn_old_address(tx, account, by.public_url, now);
}

void end_email_change(database::Transaction& tx, UserId user) {
  tx.execute("delete from email_changes where user_id = :user", {{"user", user}});
}

Expected<Nothing> use_email_link(const Settings& settings, http::Exchange& exchange,
                                 const EmailProof& request) {
  const auto now = exchange.now;
  return settings.database.write([&](database::Transaction& tx) -> Expected<Nothing> {
    const auto wish = take_wish(tx, request.token, now);
    if (!wish) return refuse(RefusalKind::invalid, "token_unusable");
    if (tx.row<UserId>("select id from users where email = :email", {{"email", wish->email}})) {
      return refuse(RefusalKind::conflict, "email_taken");
    }
    const auto before = find_account(tx, wish->user).value();
    tx.execute("update users set email = :email, version = version + 1 where id = :user",
               {{"email", wish->email}, {"user", wish->user}});
    end_password_links(tx, wish->user);
    end_sessions(tx, {wish->user});
    tell_old_address(tx, before, now);
    record(tx, wish->user, now);
    return Nothing{};
  });
}

}  // namespace lexipoort::accounts
