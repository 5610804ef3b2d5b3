#include "features/programs/launch.h"

namespace lexipoort::programs {
namespace {

struct Start {
  std::optional<std::string> client_id;
  std::optional<std::string> deployment_id;
  std::optional<std::string> login_url;
  std::optional<std::string> launch_url;
  std::string subject;
  SchoolId school;
};
BOOST_DESCRIBE_STRUCT(Start, (), (client_id, deployment_id, login_url, launch_url, subject, school))

/// To the page that the start was on, with the reason why nothing came of it.
http::Redirect back(const accounts::Actor& actor, std::string_view reason) {
  const auto* page = actor.kind == accounts::Kind::pupil ? "/oefenen" : "/";
  return {rules::with_query(page, {{"melding", std::string(reason)}})};
}

std::optional<Start> find_start(database::Transaction& tx, const accounts::Actor& actor,
                                const LaunchRequest& request) {
  const auto school = where_to_start(tx, actor, request.product, request.school);
  if (!school) return std::nullopt;
  return tx.row<Start>(
      "select p.client_id, p.deployment_id, p.login_url, p.launch_url, u.subject, :school "
      "from products p join users u on u.id = :user where p.id = :product",
      {{"user", actor.user}, {"product", request.product}, {"school", *school}});
}

}  // namespace

Expected<http::Redirect> launch(const Settings& settings, const http::Exchange& exchange,
                                const LaunchRequest& request) {
  const auto* actor = dynamic_cast<const accounts::Actor*>(exchange.caller);
  if (actor == nullptr) return http::Redirect{"/inloggen"};
  const auto start = settings.database.read(
      [&](database::Transaction& tx) { return find_start(tx, *actor, request); });
  if (!start) return back(*actor, "geen-licentie");
  if (!start->client_id || !start->deployment_id || !start->login_url || !start->launch_url) {
    return back(*actor, "niet-beschikbaar");
  }
  const rules::LaunchHint hint{.session = actor->session_hash,
                               .user = actor->user,
                               .product = request.product,
                               .school = start->school,
                               .expires_at = actor->now + rules::kLaunchLife};
  return http::Redirect{rules::with_query(
      *start->login_url,
      {{"iss", settings.public_url},
       {"login_hint", start->subject},
       {"target_link_uri", *start->launch_url},
       {"lti_message_hint", settings.seal_key.seal(http::json::to_text(hint), kHintContext)},
       {"client_id", *start->client_id},
       {"lti_deployment_id", *start->deployment_id}})};
}

}  // namespace lexipoort::programs
