#include "features/programs/programs.h"
#include "features/programs/rules.h"

namespace lexipoort::programs {
namespace policy {
namespace {

/// Any of the scopes will do.
template <const std::string_view&... kScopes>
http::Access check(const http::Caller* caller, const http::PathValues&) {
  if (caller == nullptr) return http::Access::sign_in_first;
  const auto* program = dynamic_cast<const Program*>(caller);
  const bool fits = program != nullptr && (rules::has_scope(program->scopes, kScopes) || ...);
  return fits ? http::Access::granted : http::Access::forbidden;
}

}  // namespace

namespace scope = rules::scope;

const http::Policy program{"program", check<scope::kResults>};
const http::Policy program_reading_line_items{"program_reading_line_items",
                                              check<scope::kLineItems, scope::kLineItemsReadonly>};
const http::Policy program_writing_line_items{"program_writing_line_items",
                                              check<scope::kLineItems>};
const http::Policy program_reading_results{"program_reading_results",
                                           check<scope::kResultsReadonly>};
const http::Policy program_writing_scores{"program_writing_scores", check<scope::kScores>};
const http::Policy program_reading_members{"program_reading_members", check<scope::kMembers>};

}  // namespace policy

namespace {

struct ClientProduct {
  ProductId id;
  std::string slug;
  std::string client_id;
  std::string scopes;
};
BOOST_DESCRIBE_STRUCT(ClientProduct, (), (id, slug, client_id, scopes))

std::vector<ClientProduct> products_of_token(database::Database& database, std::string_view token,
                                             UtcSeconds now) {
  return database.rows<ClientProduct>(
      "select p.id, p.slug, p.client_id, t.scopes from program_tokens t "
      "join products p on p.client_id = t.client_id "
      "where t.token_hash = :hash and t.expires_at > :now order by p.id",
      {{"hash", crypto::hash_token(token)}, {"now", now}});
}

}  // namespace

std::shared_ptr<const http::Caller> authenticate(const Settings& settings,
                                                 const http::Request& request, UtcSeconds now) {
  static constexpr std::string_view kBearer = "Bearer ";
  const auto header = request.header("authorization");
  if (!header.starts_with(kBearer)) return nullptr;
  const auto products = products_of_token(settings.database, header.substr(kBearer.size()), now);
  if (products.empty()) return nullptr;
  auto program = std::make_shared<Program>();
  program->client_id = products.front().client_id;
  program->scopes = products.front().scopes;
  program->now = now;
  for (const auto& product : products) program->products.push_back({product.id, product.slug});
  return program;
}

void clear_expired(const Settings& settings, UtcSeconds now) {
  settings.database.write([&](database::Transaction& tx) {
    tx.execute("delete from program_tokens where expires_at <= :now", {{"now", now}});
    tx.execute("delete from used_assertions where expires_at <= :now", {{"now", now}});
  });
}

}  // namespace lexipoort::programs
