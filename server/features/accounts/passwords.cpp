#include "features/accounts/passwords.h"

#include "base/person.h"
#include "base/text.h"
#include "features/accounts/attempts.h"
#include "features/accounts/email_changes.h"
#include "features/accounts/rules.h"
#include "features/accounts/second_factor.h"
#include "features/audit/audit.h"
#include "platform/mail/outbox.h"

namespace lexipoort::accounts {
namespace {

constexpr UtcSeconds kTokenLife = 4 * 3600;
/// A login of more than this is nobody's; it is not kept.
constexpr std::size_t kLongestLogin = 254;
/// Links that may be open at once for one account: nobody's mailbox is flooded through us.
constexpr std::int64_t kOpenLinks = 3;
/// Requests handled at a time; the rest waits for the next round of chores.
constexpr std::int64_t kRequestsAtOnce = 100;

/// Requests that may wait for a round; more are refused, whoever they are for.
constexpr std::int64_t kMostWaiting = 1000;

struct TokenOwner {
  UserId user;
  std::string first_name;
  std::string last_name;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(TokenOwner, (), (user, first_name, last_name, email))

std::optional<TokenOwner> find_owner(database::Transaction& tx, const std::string& token,
                                     UtcSeconds now) {
  return tx.row<TokenOwner>(
      "select u.id, u.first_name, u.last_name, coalesce(u.email, '') from password_tokens t "
      "join users u on u.id = t.user_id where t.token_hash = :hash and t.expires_at > :now",
      {{"hash", crypto::hash_token(token)}, {"now", now}});
}

std::int64_t waiting_requests(database::Transaction& tx) {
  return tx.row<std::int64_t>("select count(*) from password_requests").value();
}

struct OpenRequest {
  std::int64_t id = 0;
  std::string login;
};
BOOST_DESCRIBE_STRUCT(OpenRequest, (), (id, login))

struct Recipient {
  UserId id;
  std::string name;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(Recipient, (), (id, name, email))

std::vector<Recipient> find_recipients(database::Transaction& tx,
                                       const std::vector<OpenRequest>& requests) {
  std::vector<std::string> logins;
  for (const auto& request : requests) logins.push_back(request.login);
  return tx.rows<Recipient>(
      "select id, first_name, email from users u where kind <> 'pupil' and "
      "(email in (select value from each(:logins)) or "
      "user_name in (select value from each(:logins))) and "
      "(select count(*) from password_tokens t where t.user_id = u.id) < :most",
      {{"logins", logins}, {"most", kOpenLinks}});
}

struct StoredToken {
  std::string token_hash;
  UserId user_id;
  UtcSeconds expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(StoredToken, (), (token_hash, user_id, expires_at))

std::string mail_body(const Recipient& recipient, const std::string& link) {
  return "Dag " + recipient.name +
         ",\n\n"
         "Iemand heeft op Lexipoort een nieuw wachtwoord aangevraagd voor jouw account.\n"
         "Was jij dat? Kies dan via deze link een wachtwoord:\n\n" +
         link +
         "\n\n"
         "De link werkt één keer en is vier uur geldig.\n"
         "Heb je niets aangevraagd? Dan hoef je niets te doen; je wachtwoord blijft zoals het "
         "was.\n\n"
         "Met vriendelijke groet,\nLexipoort\n";
}

}  // namespace

std::vector<std::string> make_password_links(database::Transaction& tx,
                                             const std::string& public_url,
                                             const std::vector<UserId>& users,
                                             UtcSeconds expires_at) {
  // After the # it stays in the browser: it reaches no log on the way.
  const auto address = public_url + "/wachtwoord/instellen#";
  std::vector<StoredToken> tokens;
  std::vector<std::string> links;
  for (const auto user : users) {
    const auto token = crypto::random_token();
    tokens.push_back({crypto::hash_token(token), user, expires_at});
    links.emplace_back(address).append(token);
  }
  tx.execute(
      "insert into password_tokens (token_hash, user_id, expires_at) "
      "select token_hash, user_id, expires_at from each(:tokens)",
      {{"tokens", tokens}});
  return links;
}

void end_password_links(database::Transaction& tx, UserId user) {
  tx.execute("delete from password_tokens where user_id = :user", {{"user", user}});
}

Expected<Nothing> request_password(const Settings& settings, http::Exchange& exchange,
                                   const PasswordRequest& request) {
  auto login = person::canonical_login(request.login);
  if (login.size() > kLongestLogin) login.clear();
  const auto now = exchange.now;
  return settings.database.write([&](database::Transaction& tx) -> Expected<Nothing> {
    const auto wait = count_request(settings, tx, login, exchange.request.address, now);
    if (wait > 0) return refuse(RefusalKind::too_many, "throttled", {}, {{"seconds", wait}});
    if (waiting_requests(tx) >= kMostWaiting) {
      return refuse(RefusalKind::busy, "busy", {}, {{"seconds", 5}});
    }
    tx.execute(
        "insert into password_requests (login, requested_at) values (:login, :now) "
        "on conflict (login) do nothing",
        {{"login", login}, {"now", now}});
    return Nothing{};
  });
}

void mail_password_links(const Settings& settings) {
  settings.database.write([&](database::Transaction& tx) {
    const auto now = settings.clock.now();
    const auto requests =
        tx.rows<OpenRequest>("select id, login from password_requests order by id limit :most",
                             {{"most", kRequestsAtOnce}});
    if (requests.empty()) return;
    const auto recipients = find_recipients(tx, requests);
    std::vector<UserId> users;
    for (const auto& recipient : recipients) users.push_back(recipient.id);
    const auto links = make_password_links(tx, settings.public_url, users, now + kTokenLife);
    std::vector<mail::Letter> letters;
    for (std::size_t index = 0; index < recipients.size(); ++index) {
      const auto& recipient = recipients[index];
      letters.push_back({recipient.name, recipient.email, "Kies een wachtwoord voor Lexipoort",
                         mail_body(recipient, links[index])});
    }
    mail::post(tx, letters, now, mail::Priority::awaited);
    tx.execute("delete from password_requests where id <= :last", {{"last", requests.back().id}});
  });
}

Expected<TokenAnswer> check_token(const Settings& settings, http::Exchange& exchange,
                                  const TokenCheck& request) {
  return settings.database.read([&](database::Transaction& tx) -> Expected<TokenAnswer> {
    return TokenAnswer{.usable = find_owner(tx, request.token, exchange.now).has_value()};
  });
}

Expected<Nothing> set_password(const Settings& settings, http::Exchange& exchange,
                               const NewPassword& request) {
  const auto owner = settings.database.read(
      [&](database::Transaction& tx) { return find_owner(tx, request.token, exchange.now); });
  if (!owner) return refuse(RefusalKind::invalid, "token_unusable");
  const auto guesses = crypto::password_guesses_log10(
      request.password, {owner->first_name, owner->last_name, owner->email, "lexipoort"});
  if (auto fine = rules::acceptable_password(text::length(request.password), guesses); !fine) {
    return fine;
  }
  const auto hash = crypto::hash_password(request.password);
  return settings.database.write([&](database::Transaction& tx) -> Expected<Nothing> {
    // Deleting is what makes the token work once, also when it is used twice at the same time.
    const auto used = tx.execute("delete from password_tokens where token_hash = :hash",
                                 {{"hash", crypto::hash_token(request.token)}});
    if (used == 0) return refuse(RefusalKind::invalid, "token_unusable");
    tx.execute("update users set password_hash = :hash where id = :user",
               {{"hash", hash}, {"user", owner->user}});
    end_password_links(tx, owner->user);
    // Whoever knew the old password may have asked for an address of their own.
    end_email_change(tx, owner->user);
    end_sessions(tx, {owner->user});
    // Wrong codes of a second step count on: whoever reads the mailbox could guess without end.
    if (!has_second_factor(tx, owner->user)) forget_account(settings, tx, owner->user);
    audit::record(tx,
                  {.actor = owner->user, .at = exchange.now, .action = "accounts.password_set"});
    return Nothing{};
  });
}

}  // namespace lexipoort::accounts
