#pragma once

#include <boost/describe.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "features/programs/tool_keys.h"
#include "platform/crypto/crypto.h"
#include "platform/database/database.h"
#include "platform/http/routes.h"

/// Starting the learning programs (LTI 1.3) and letting them in to deliver results (OAuth 2).
namespace lexipoort::programs {

struct ProgramProduct {
  ProductId id;
  std::string slug;
};
BOOST_DESCRIBE_STRUCT(ProgramProduct, (), (id, slug))

/// A learning program that calls with a token: its client, and the products it stands behind.
class Program : public http::Caller {
 public:
  std::string client_id;
  std::vector<ProgramProduct> products;
  UtcSeconds now = 0;
};

namespace policy {
/// A program with a token that is valid.
extern const http::Policy program;
}  // namespace policy

struct Settings {
  database::Database& database;
  const Clock& clock;
  const crypto::SealKey& seal_key;
  std::string public_url;  ///< without a slash at the end; it is also the issuer
  ToolKeys tool_keys{};
};

/// Adds the routes; `settings` must live as long as they do.
void add_routes(http::Routes& routes, Settings& settings);

/// The program of the `Authorization: Bearer` header of a request, if its token is valid at `now`.
[[nodiscard]] std::shared_ptr<const http::Caller> authenticate(const Settings& settings,
                                                               const http::Request& request,
                                                               UtcSeconds now);

/// Makes a new signing key when the newest is old, and drops the keys that nobody needs any more;
/// to be called before the first request and then at least daily.
void rotate_keys(const Settings& settings, UtcSeconds now);

/// Clears tokens and used assertions that have expired; to be run often.
void clear_expired(const Settings& settings, UtcSeconds now);

}  // namespace lexipoort::programs
