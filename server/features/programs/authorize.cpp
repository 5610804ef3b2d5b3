#include <algorithm>
#include <variant>

#include "features/programs/launch.h"
#include "features/programs/line_items.h"
#include "features/programs/signing_keys.h"

namespace lexipoort::programs {
namespace {

using rules::AuthorizeRequest;
using rules::Fault;

struct Client {
  ProductId product;
  std::string slug;
  std::string name;
  std::string client_id;
  std::string deployment_id;
  std::string launch_url;
};
BOOST_DESCRIBE_STRUCT(Client, (), (product, slug, name, client_id, deployment_id, launch_url))

struct Person {
  std::string subject;
  std::string first_name;
};
BOOST_DESCRIBE_STRUCT(Person, (), (subject, first_name))

/// A message that may be sent, or what is wrong; nothing when there is nobody to tell it to.
struct Prepared {
  rules::Launch launch;
  SigningKey key;
};
using Outcome = std::variant<std::monostate, Fault, Prepared>;

/// The products of the client that registered this redirect_uri: none means that it is not to be
/// trusted, and that nothing may be sent there.
std::vector<Client> trusted_clients(database::Transaction& tx, const AuthorizeRequest& request) {
  if (!request.client_id || !request.redirect_uri) return {};
  return tx.rows<Client>(
      "select id as product, slug, name, client_id, deployment_id, launch_url from products "
      "where client_id = :client and launch_url = :redirect and deployment_id is not null",
      {{"client", *request.client_id}, {"redirect", *request.redirect_uri}});
}

std::optional<rules::LaunchHint> open_hint(const Settings& settings,
                                           const AuthorizeRequest& request) {
  const auto text = settings.seal_key.open(request.lti_message_hint.value_or(""), kHintContext);
  if (!text) return std::nullopt;
  rules::LaunchHint hint;
  std::vector<http::json::Fault> faults;
  http::json::decode(boost::json::parse(*text), hint, "", faults);
  if (!faults.empty()) return std::nullopt;
  return hint;
}

std::optional<Person> person_of(database::Transaction& tx, const accounts::Actor* actor) {
  if (actor == nullptr) return std::nullopt;
  return tx.row<Person>("select subject, first_name from users where id = :user",
                        {{"user", actor->user}});
}

Outcome prepare(database::Transaction& tx, const Settings& settings, const accounts::Actor* actor,
                const AuthorizeRequest& request, UtcSeconds now) {
  const auto clients = trusted_clients(tx, request);
  if (clients.empty()) return std::monostate{};
  if (const auto fault = rules::request_fault(request)) return *fault;

  const auto person = person_of(tx, actor);
  std::optional<rules::Visitor> visitor;
  if (person) visitor = {actor->session_hash, actor->user, person->subject};
  const auto hint = open_hint(settings, request);
  if (const auto fault = rules::visitor_fault(request, hint, visitor, now)) return *fault;

  const auto client = std::ranges::find(clients, hint->product, &Client::product);
  if (client == clients.end()) return Fault{"invalid_request", "another program was started"};
  if (!where_to_start(tx, *actor, client->product, hint->school)) {
    return Fault{"access_denied", "there is no licence today"};
  }
  const bool is_pupil = actor->kind == accounts::Kind::pupil;
  const rules::Context context{hint->school, client->product};
  return Prepared{.launch = {.issuer = settings.public_url,
                             .client_id = client->client_id,
                             .deployment_id = client->deployment_id,
                             .context = context,
                             .line_item = only_line_item(tx, context),
                             .target = client->launch_url,
                             .slug = client->slug,
                             .product_name = client->name,
                             .subject = person->subject,
                             .first_name = person->first_name,
                             .role = is_pupil ? rules::Role::learner : rules::Role::instructor,
                             .nonce = *request.nonce,
                             .now = now},
                  .key = current_key(tx, now)};
}

http::Page post_back(const AuthorizeRequest& request, rules::Fields fields) {
  if (request.state) fields.emplace_back("state", *request.state);
  return {.html = rules::form_page(*request.redirect_uri, fields),
          .form_action = rules::origin_of(*request.redirect_uri)};
}

}  // namespace

Expected<http::Page> authorize(const Settings& settings, const http::Exchange& exchange,
                               const AuthorizeRequest& request) {
  const auto* actor = dynamic_cast<const accounts::Actor*>(exchange.caller);
  const auto outcome = settings.database.read([&](database::Transaction& tx) {
    return prepare(tx, settings, actor, request, exchange.now);
  });
  if (const auto* fault = std::get_if<Fault>(&outcome)) {
    return post_back(request, {{"error", std::string(fault->error)},
                               {"error_description", std::string(fault->description)}});
  }
  if (const auto* prepared = std::get_if<Prepared>(&outcome)) {
    const auto token = sign(settings, prepared->key, rules::id_token_claims(prepared->launch));
    return post_back(request, {{"id_token", token}});
  }
  return http::Page{.html = rules::problem_page(), .form_action = {}, .status = 400};
}

Expected<http::Redirect> authorize_posted(const PostedAuthorizeRequest& request) {
  constexpr std::string_view kPath = "/lti/authorize";
  auto address = rules::with_query(kPath, http::decode_form(request.form.bytes));
  // Without a question it shows the problem page, which is better than an address nobody reads.
  return http::Redirect{address.size() > http::kLongestAddress ? std::string(kPath)
                                                               : std::move(address)};
}

}  // namespace lexipoort::programs
