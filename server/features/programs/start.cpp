#include "features/programs/launch.h"

namespace lexipoort::programs {
namespace {

struct Start {
  std::optional<std::string> client_id;
  std::optional<std::string> deployment_id;
  std::optional<std::string> login_url;
  std::optional<std::string> launch_url;
  std::string subject;
};
BOOST_DESCRIBE_STRUCT(Start, (), (client_id, deployment_id, login_url, launch_url, subject))

http::Redirect back(std::string_view reason) {
  return {rules::with_query("/oefenen", {{"melding", std::string(reason)}})};
}

std::optional<Start> find_start(database::Transaction& tx, UserId pupil, ProductId product,
                                std::string_view day) {
  if (!may_start(tx, pupil, product, day)) return std::nullopt;
  return tx.row<Start>(
      "select p.client_id, p.deployment_id, p.login_url, p.launch_url, u.subject "
      "from products p join users u on u.id = :pupil where p.id = :product",
      {{"pupil", pupil}, {"product", product}});
}

}  // namespace

Expected<http::Redirect> launch(const Settings& settings, const http::Exchange& exchange,
                                const LaunchRequest& request) {
  const auto* actor = dynamic_cast<const accounts::Actor*>(exchange.caller);
  if (actor == nullptr) return http::Redirect{"/inloggen"};
  if (actor->kind != accounts::Kind::pupil) return back("alleen-leerlingen");
  const auto start = settings.database.read([&](database::Transaction& tx) {
    return find_start(tx, actor->user, request.product, actor->today());
  });
  if (!start) return back("geen-licentie");
  if (!start->client_id || !start->deployment_id || !start->login_url || !start->launch_url) {
    return back("niet-beschikbaar");
  }
  const rules::LaunchHint hint{.session = actor->session_hash,
                               .user = actor->user,
                               .product = request.product,
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
