#include "features/accounts/email_changes.h"
#include "features/accounts/passwords.h"
#include "features/accounts/profile.h"
#include "features/accounts/second_factor.h"
#include "features/accounts/sessions.h"
#include "features/accounts/sign_in.h"

namespace lexipoort::accounts {
namespace {

using http::Exchange;
using http::Lane;
using http::Method;

const Actor& actor_of(const Exchange& exchange) {
  return static_cast<const Actor&>(*exchange.caller);
}

Expected<SessionAnswer> current_session(database::Transaction& tx, const Actor& actor,
                                        const Nothing&) {
  return describe_session(tx, actor.user);
}

struct SchoolChoice {
  SchoolId school;
};
BOOST_DESCRIBE_STRUCT(SchoolChoice, (), (school))

/// Remembers the school that somebody chose. Source: spec R1.6.
Expected<SessionAnswer> choose_school(database::Transaction& tx, const Actor& actor,
                                      const SchoolChoice& choice) {
  if (actor.membership(choice.school) == nullptr) {
    return refuse(RefusalKind::not_found, "not_found");
  }
  tx.execute("update users set current_school_id = :school where id = :user",
             {{"school", choice.school}, {"user", actor.user}});
  return describe_session(tx, actor.user);
}

Expected<Nothing> sign_out(const Settings& settings, Exchange& exchange) {
  settings.database.write([&](database::Transaction& tx) {
    tx.execute("delete from sessions where token_hash = :hash",
               {{"hash", actor_of(exchange).session_hash}});
  });
  exchange.set_cookie(expired_cookie(settings));
  return Nothing{};
}

void add_second_factor_routes(http::Routes& routes, const Settings& settings) {
  routes.read({.method = Method::get,
               .path = "/api/second-factor",
               .policy = policy::adult,
               .summary = "Whether one signs in in two steps"},
              &second_factor);
  const auto with_proof = [&]<class Out>(
                              const std::string& path, const std::string& summary,
                              Expected<Out> (*task)(const Settings&, Exchange&, const OwnProof&)) {
    routes.add<OwnProof, Out>({.method = Method::post,
                               .path = "/api/second-factor" + path,
                               .policy = policy::adult,
                               .summary = summary,
                               .lane = Lane::hashing},
                              [settings, task](Exchange& exchange, const auto& request) {
                                return task(settings, exchange, request);
                              });
  };
  with_proof("/begin", "A secret for the app on one's phone", begin_second_factor);
  with_proof("/recovery-codes", "New recovery codes", renew_recovery_codes);
  with_proof("/off", "Sign in with a password alone again", switch_off_second_factor);
  routes.add<FirstCode, RecoveryCodes>({.method = Method::post,
                                        .path = "/api/second-factor/confirm",
                                        .policy = policy::adult,
                                        .summary = "Sign in in two steps from now on"},
                                       [settings](Exchange& exchange, const auto& request) {
                                         return confirm_second_factor(settings, exchange, request);
                                       });
}

}  // namespace

void add_routes(http::Routes& routes, const Settings& settings) {
  add_second_factor_routes(routes, settings);
  routes.read({.method = Method::get,
               .path = "/api/session",
               .policy = policy::signed_in,
               .summary = "Who is signed in, at which schools, with which roles"},
              &current_session);
  routes.add<SignInRequest, SessionAnswer>({.method = Method::post,
                                            .path = "/api/session",
                                            .policy = policy::anyone,
                                            .summary = "Sign in",
                                            .lane = Lane::hashing},
                                           [settings](Exchange& exchange, const auto& request) {
                                             return sign_in(settings, exchange, request);
                                           });
  routes.add<Nothing, Nothing>(
      {.method = Method::del,
       .path = "/api/session",
       .policy = policy::signed_in,
       .summary = "Sign out"},
      [settings](Exchange& exchange, const auto&) { return sign_out(settings, exchange); });
  routes.write({.method = Method::put,
                .path = "/api/session/school",
                .policy = policy::professional,
                .summary = "Choose the current school"},
               &choose_school);
  routes.read({.method = Method::get,
               .path = "/api/profile",
               .policy = policy::adult,
               .summary = "One's own profile"},
              &own_profile);
  routes.add<OwnProfileEdit, OwnProfile>({.method = Method::put,
                                          .path = "/api/profile",
                                          .policy = policy::adult,
                                          .summary = "Change one's own profile",
                                          .lane = Lane::hashing},
                                         [settings](Exchange& exchange, const auto& request) {
                                           return change_own_profile(settings, exchange, request);
                                         });
  routes.add<EmailProof, Nothing>(
      {.method = Method::post,
       .path = "/api/email-changes/use",
       .policy = policy::anyone,
       .summary =
           "Show that a new e-mail address is one's own, with the link that was mailed there"},
      [settings](Exchange& exchange, const auto& request) {
        return use_email_link(settings, exchange, request);
      });
  routes.add<PasswordRequest, Nothing>({.method = Method::post,
                                        .path = "/api/password-resets",
                                        .policy = policy::anyone,
                                        .summary = "Ask for a mail to choose a password with"},
                                       [settings](Exchange& exchange, const auto& request) {
                                         return request_password(settings, exchange, request);
                                       });
  routes.add<TokenCheck, TokenAnswer>({.method = Method::post,
                                       .path = "/api/password-resets/check",
                                       .policy = policy::anyone,
                                       .summary = "Whether the link of such a mail still works"},
                                      [settings](Exchange& exchange, const auto& request) {
                                        return check_token(settings, exchange, request);
                                      });
  routes.add<NewPassword, Nothing>({.method = Method::post,
                                    .path = "/api/password-resets/use",
                                    .policy = policy::anyone,
                                    .summary = "Choose a password",
                                    .lane = Lane::hashing},
                                   [settings](Exchange& exchange, const auto& request) {
                                     return set_password(settings, exchange, request);
                                   });
}

}  // namespace lexipoort::accounts
