#include "features/programs/token.h"

#include <expected>
#include <utility>

#include "features/programs/rules.h"
#include "platform/crypto/jose.h"

namespace lexipoort::programs {
namespace {

constexpr UtcSeconds kTokenLife = 3600;
constexpr std::string_view kJwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// An error by RFC 6749, 5.2.
struct TokenError {
  int status = 400;
  std::string_view error;
  std::string_view description;
};

template <class T>
using Step = std::expected<T, TokenError>;

std::unexpected<TokenError> bad_request(std::string_view error, std::string_view description) {
  return std::unexpected(TokenError{400, error, description});
}

std::unexpected<TokenError> bad_client(std::string_view description) {
  return std::unexpected(TokenError{401, "invalid_client", description});
}

struct Proof {
  std::string client_id;
  rules::Assertion assertion;
};

Step<Nothing> check_form(const http::Exchange& exchange, const TokenRequest& request) {
  if (!exchange.request.query.empty()) {
    return bad_request("invalid_request", "the parameters belong in the body");
  }
  if (!request.grant_type) return bad_request("invalid_request", "grant_type is missing");
  if (request.grant_type != "client_credentials") {
    return bad_request("unsupported_grant_type", "only client_credentials");
  }
  if (request.client_assertion_type != kJwtBearer || !request.client_assertion) {
    return bad_client("a client_assertion of type jwt-bearer is needed");
  }
  if (!request.scope || !rules::are_scopes(*request.scope)) {
    return bad_request("invalid_scope", "a scope is missing or not known here");
  }
  return Nothing{};
}

Step<std::string> keys_of(Settings& settings, const std::string& client_id, std::string_view kid,
                          UtcSeconds now) {
  const auto url = settings.database.read([&](database::Transaction& tx) {
    return tx.row<std::string>(
        "select jwks_url from products where client_id = :client and jwks_url is not null "
        "order by id limit 1",
        {{"client", client_id}});
  });
  if (!url) return bad_client("the client is not known");
  auto keys = settings.tool_keys.find(*url, kid, now);
  if (keys) return std::move(*keys);
  if (keys.error() != NoKeys::unknown) {
    return std::unexpected(TokenError{503, "temporarily_unavailable",
                                      "the client's keys cannot be had at this moment"});
  }
  return bad_client("the client's address of keys does not have this key");
}

Step<Proof> authenticate_client(Settings& settings, const TokenRequest& request, UtcSeconds now) {
  const auto& assertion = *request.client_assertion;
  const auto client_id = rules::claimed_client(assertion);
  const auto kid = crypto::unverified_kid(assertion);
  if (!client_id || !kid) return bad_client("the assertion is not a JWT with sub and kid");
  if (request.client_id && request.client_id != client_id) {
    return bad_client("client_id is not the assertion's");
  }
  const auto keys = keys_of(settings, *client_id, *kid, now);
  if (!keys) return std::unexpected(keys.error());
  const auto verified = crypto::verify_jwt(assertion, *keys);
  if (!verified) return bad_client("the signature is not right");
  auto checked =
      rules::check_assertion(*verified, *client_id, settings.public_url + "/oauth/token", now);
  if (!checked) return bad_client(checked.error());
  return Proof{.client_id = *client_id, .assertion = std::move(*checked)};
}

/// Stores a new token for an assertion that was not used before.
Step<std::string> store_token(Settings& settings, const Proof& proof, std::string_view scopes,
                              UtcSeconds now) {
  auto token = crypto::random_token();
  const bool fresh = settings.database.write([&](database::Transaction& tx) {
    const auto first_use = tx.row<std::string>(
        "insert into used_assertions (client_id, jti, expires_at) "
        "values (:client, :jti, :until) on conflict do nothing returning jti",
        {{"client", proof.client_id},
         {"jti", proof.assertion.jti},
         {"until", proof.assertion.usable_until}});
    if (!first_use) return false;
    tx.execute(
        "insert into program_tokens (token_hash, client_id, scopes, expires_at) "
        "values (:hash, :client, :scopes, :until)",
        {{"hash", crypto::hash_token(token)},
         {"client", proof.client_id},
         {"scopes", scopes},
         {"until", now + kTokenLife}});
    return true;
  });
  if (!fresh) return bad_client("the assertion was used before");
  return token;
}

Step<std::string> issue(Settings& settings, const http::Exchange& exchange,
                        const TokenRequest& request) {
  if (const auto form = check_form(exchange, request); !form) return std::unexpected(form.error());
  const auto proof = authenticate_client(settings, request, exchange.now);
  if (!proof) return std::unexpected(proof.error());
  return store_token(settings, *proof, *request.scope, exchange.now);
}

}  // namespace

Expected<http::JsonText> issue_token(Settings& settings, http::Exchange& exchange,
                                     const TokenRequest& request) {
  using boost::json::object;
  const auto token = issue(settings, exchange, request);
  if (token) {
    return http::JsonText{http::json::to_text(IssuedToken{.access_token = *token,
                                                          .token_type = "Bearer",
                                                          .expires_in = kTokenLife,
                                                          .scope = *request.scope})};
  }
  const auto& error = token.error();
  if (error.status == 503) exchange.reply_headers.emplace_back("Retry-After", "2");
  return http::JsonText{.text = boost::json::serialize(object{
                            {"error", error.error}, {"error_description", error.description}}),
                        .status = error.status};
}

}  // namespace lexipoort::programs
