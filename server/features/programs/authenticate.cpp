#include "features/programs/programs.h"

namespace lexipoort::programs {
namespace policy {
namespace {

http::Access check_program(const http::Caller* caller, const http::PathValues&) {
  if (caller == nullptr) return http::Access::sign_in_first;
  const bool is_program = dynamic_cast<const Program*>(caller) != nullptr;
  return is_program ? http::Access::granted : http::Access::forbidden;
}

}  // namespace

const http::Policy program{"program", check_program};

}  // namespace policy

namespace {

struct ClientProduct {
  ProductId id;
  std::string slug;
  std::string client_id;
};
BOOST_DESCRIBE_STRUCT(ClientProduct, (), (id, slug, client_id))

std::vector<ClientProduct> products_of_token(database::Transaction& tx, std::string_view token,
                                             UtcSeconds now) {
  return tx.rows<ClientProduct>(
      "select p.id, p.slug, p.client_id from program_tokens t "
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
  const auto products = settings.database.read([&](database::Transaction& tx) {
    return products_of_token(tx, header.substr(kBearer.size()), now);
  });
  if (products.empty()) return nullptr;
  auto program = std::make_shared<Program>();
  program->client_id = products.front().client_id;
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
