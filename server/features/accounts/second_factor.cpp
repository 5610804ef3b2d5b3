#include "features/accounts/second_factor.h"

#include <algorithm>
#include <charconv>

#include "features/accounts/proof.h"
#include "features/accounts/rules.h"
#include "features/audit/audit.h"
#include "platform/crypto/totp.h"
#include "platform/http/http.h"

namespace lexipoort::accounts {
namespace {

constexpr UtcSeconds kTicketLife = 15 * 60;
constexpr std::size_t kRecoveryCodes = 10;

struct StoredFactor {
  std::string sealed_secret;
  std::int64_t last_step = 0;
};
BOOST_DESCRIBE_STRUCT(StoredFactor, (), (sealed_secret, last_step))

const Actor& actor_of(const http::Exchange& exchange) {
  return static_cast<const Actor&>(*exchange.caller);
}

std::string context(UserId user) {
  return "second-factor:" + std::to_string(user.value);
}

std::string ticket_context(UserId user) {
  return "second-factor-ticket:" + std::to_string(user.value);
}

/// '1795000000 GEZDGNBVGY3TQOJQ': until when, and the secret.
std::string make_ticket(const Settings& settings, UserId user, const std::string& secret,
                        UtcSeconds now) {
  return settings.seal_key.seal(std::to_string(now + kTicketLife) + " " + secret,
                                ticket_context(user));
}

std::optional<std::string> secret_of(const Settings& settings, UserId user,
                                     const std::string& ticket, UtcSeconds now) {
  const auto text = settings.seal_key.open(ticket, ticket_context(user));
  if (!text) return std::nullopt;
  UtcSeconds until = 0;
  const auto* end = text->data() + text->size();
  const auto [after, error] = std::from_chars(text->data(), end, until);
  if (error != std::errc{} || until < now) return std::nullopt;
  return std::string(after + 1, end);
}

bool use_app_code(const Settings& settings, database::Transaction& tx, UserId user,
                  const std::string& code, UtcSeconds now) {
  const auto stored = tx.row<StoredFactor>(
      "select sealed_secret, last_step from second_factors where user_id = :user",
      {{"user", user}});
  if (!stored) return false;
  const auto secret = settings.seal_key.open(stored->sealed_secret, context(user));
  const auto step = secret ? crypto::totp_step(*secret, code, now) : std::nullopt;
  if (!step || *step <= stored->last_step) return false;
  tx.execute("update second_factors set last_step = :step where user_id = :user",
             {{"step", *step}, {"user", user}});
  return true;
}

bool use_recovery_code(database::Transaction& tx, UserId user, const std::string& code) {
  return tx.execute("delete from recovery_codes where user_id = :user and code_hash = :hash",
                    {{"user", user}, {"hash", crypto::hash_token(code)}}) > 0;
}

RecoveryCodes new_recovery_codes() {
  RecoveryCodes made;
  while (made.codes.size() < kRecoveryCodes) {
    made.codes.push_back(rules::recovery_code(crypto::random_below));
  }
  return made;
}

void keep_recovery_codes(database::Transaction& tx, UserId user,
                         const std::vector<std::string>& codes) {
  std::vector<std::string> hashes;
  for (const auto& code : codes) hashes.push_back(crypto::hash_token(rules::canonical_code(code)));
  tx.execute("delete from recovery_codes where user_id = :user", {{"user", user}});
  tx.execute(
      "insert into recovery_codes (user_id, code_hash) select :user, value from each(:hashes)",
      {{"user", user}, {"hashes", hashes}});
}

void keep_factor(const crypto::SealKey& seal_key, database::Transaction& tx, UserId user,
                 const std::string& secret, std::int64_t step) {
  tx.execute(
      "insert into second_factors (user_id, sealed_secret, last_step) "
      "values (:user, :secret, :step) on conflict (user_id) do update set "
      "sealed_secret = excluded.sealed_secret, last_step = excluded.last_step",
      {{"user", user}, {"secret", seal_key.seal(secret, context(user))}, {"step", step}});
}

void end_other_sessions(database::Transaction& tx, const Actor& actor) {
  tx.execute("delete from sessions where user_id = :user and token_hash <> :mine",
             {{"user", actor.user}, {"mine", actor.session_hash}});
}

void tell(database::Transaction& tx, UserId user, std::string subject, std::string text,
          UtcSeconds now) {
  mail_letters(tx,
               {{.to = user,
                 .subject = std::move(subject),
                 .text = std::move(text) +
                         "\n\nWas jij dat niet? Kies dan meteen een nieuw wachtwoord, en laat het "
                         "je beheerder weten."}},
               now);
}

/// A task for which somebody shows that it is them: it runs in a transaction in which that still
/// counts. A wrong code counts as a wrong password does.
template <class Out, class Task>
Expected<Out> with_proof(const Settings& settings, http::Exchange& exchange,
                         const OwnProof& request, Task task) {
  const auto& actor = actor_of(exchange);
  const auto proven = prove_password(settings, exchange, actor.user, request.password);
  if (!proven) return std::unexpected(proven.error());
  auto done = settings.database.write([&](database::Transaction& tx) -> Expected<Out> {
    if (password_hash_of(tx, actor.user) != *proven) return wrong_password();
    if (has_second_factor(tx, actor.user) &&
        !use_code(settings, tx, actor.user, request.code.value_or(""), actor.now)) {
      return refuse(RefusalKind::invalid, "wrong_code");
    }
    return task(tx, actor);
  });
  if (!done && done.error().code == "wrong_code") count_failure(settings, exchange, actor.user);
  return done;
}

void remove_factor(database::Transaction& tx, UserId user) {
  tx.execute("delete from recovery_codes where user_id = :user", {{"user", user}});
  tx.execute("delete from second_factors where user_id = :user", {{"user", user}});
}

}  // namespace

bool has_second_factor(database::Transaction& tx, UserId user) {
  return tx
      .row<std::int64_t>("select 1 from second_factors where user_id = :user", {{"user", user}})
      .has_value();
}

bool use_code(const Settings& settings, database::Transaction& tx, UserId user,
              const std::string& typed, UtcSeconds now) {
  const auto code = rules::canonical_code(typed);
  return rules::is_app_code(code) ? use_app_code(settings, tx, user, code, now)
                                  : use_recovery_code(tx, user, code);
}

Expected<SecondFactor> second_factor(database::Transaction& tx, const Actor& actor,
                                     const Nothing&) {
  return SecondFactor{
      .on = actor.second_factor,
      .demanded = rules::second_factor_demanded(actor),
      .recovery_codes_left =
          tx.row<std::int64_t>("select count(*) from recovery_codes where user_id = :user",
                               {{"user", actor.user}})
              .value()};
}

Expected<NewSecret> begin_second_factor(const Settings& settings, http::Exchange& exchange,
                                        const OwnProof& request) {
  return with_proof<NewSecret>(
      settings, exchange, request,
      [&](database::Transaction& tx, const Actor& actor) -> Expected<NewSecret> {
        const auto account = find_account(tx, actor.user).value();
        auto secret = crypto::new_totp_secret();
        auto address =
            "otpauth://totp/Lexipoort:" + http::percent_encode(account.email.value_or("")) +
            "?secret=" + secret + "&issuer=Lexipoort";
        auto ticket = make_ticket(settings, actor.user, secret, actor.now);
        return NewSecret{.secret = std::move(secret),
                         .address = std::move(address),
                         .ticket = std::move(ticket)};
      });
}

Expected<RecoveryCodes> confirm_second_factor(const Settings& settings, http::Exchange& exchange,
                                              const FirstCode& request) {
  const auto& actor = actor_of(exchange);
  const auto secret = secret_of(settings, actor.user, request.ticket, actor.now);
  if (!secret) return refuse(RefusalKind::conflict, "ticket_unusable");
  const auto step = crypto::totp_step(*secret, rules::canonical_code(request.code), actor.now);
  if (!step) return refuse(RefusalKind::invalid, "wrong_code");
  auto made = new_recovery_codes();
  settings.database.write([&](database::Transaction& tx) {
    keep_factor(settings.seal_key, tx, actor.user, *secret, *step);
    keep_recovery_codes(tx, actor.user, made.codes);
    end_other_sessions(tx, actor);
    record_own(tx, actor, "accounts.second_factor_on");
    tell(tx, actor.user, "Je logt nu in twee stappen in",
         "Voor je account op Lexipoort staat inloggen in twee stappen aan. Voortaan typ je na je "
         "wachtwoord een code uit de app op je telefoon.",
         actor.now);
  });
  return made;
}

Expected<RecoveryCodes> renew_recovery_codes(const Settings& settings, http::Exchange& exchange,
                                             const OwnProof& request) {
  return with_proof<RecoveryCodes>(
      settings, exchange, request,
      [](database::Transaction& tx, const Actor& actor) -> Expected<RecoveryCodes> {
        if (!has_second_factor(tx, actor.user)) {
          return refuse(RefusalKind::conflict, "second_factor_off");
        }
        auto made = new_recovery_codes();
        keep_recovery_codes(tx, actor.user, made.codes);
        record_own(tx, actor, "accounts.recovery_codes_renewed");
        tell(tx, actor.user, "Je hebt nieuwe herstelcodes",
             "Voor je account op Lexipoort zijn nieuwe herstelcodes gemaakt. De oude werken niet "
             "meer.",
             actor.now);
        return made;
      });
}

Expected<Nothing> switch_off_second_factor(const Settings& settings, http::Exchange& exchange,
                                           const OwnProof& request) {
  return with_proof<Nothing>(
      settings, exchange, request,
      [](database::Transaction& tx, const Actor& actor) -> Expected<Nothing> {
        if (rules::second_factor_demanded(actor)) {
          return refuse(RefusalKind::conflict, "second_factor_demanded");
        }
        if (!has_second_factor(tx, actor.user)) return Nothing{};
        remove_factor(tx, actor.user);
        record_own(tx, actor, "accounts.second_factor_off");
        tell(tx, actor.user, "Je logt niet meer in twee stappen in",
             "Voor je account op Lexipoort is inloggen in twee stappen uitgezet. Je wachtwoord is "
             "nu genoeg.",
             actor.now);
        return Nothing{};
      });
}

Expected<Nothing> reset_second_factor(database::Transaction& tx, const std::string& email,
                                      UtcSeconds now) {
  const auto user = tx.row<UserId>("select id from users where email = :email",
                                   {{"email", person::canonical_login(email)}});
  if (!user || !has_second_factor(tx, *user)) {
    return refuse(RefusalKind::not_found, "second_factor_off");
  }
  remove_factor(tx, *user);
  end_sessions(tx, {*user});
  audit::record(tx, {.at = now, .action = "accounts.second_factor_reset", .subjects = {*user}});
  tell(tx, *user, "Je telefoon is losgemaakt van je account",
       "De systeembeheerder heeft inloggen in twee stappen voor je account op Lexipoort uitgezet, "
       "omdat je je telefoon kwijt was. Zet het na het inloggen weer aan bij 'Mijn profiel'.",
       now);
  return Nothing{};
}

void give_second_factor(const crypto::SealKey& seal_key, database::Transaction& tx, UserId user,
                        const std::string& secret, const std::vector<std::string>& codes) {
  keep_factor(seal_key, tx, user, secret, 0);
  keep_recovery_codes(tx, user, codes);
}

}  // namespace lexipoort::accounts
