#pragma once

#include <boost/describe.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "features/programs/line_items_rules.h"
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
  std::string scopes;  ///< what its token is for
  std::vector<ProgramProduct> products;
  UtcSeconds now = 0;
};

namespace policy {
/// A program with a token that is valid, and is for this. What it is for stands in the name.
extern const http::Policy program;  ///< our own deliveries
extern const http::Policy program_reading_line_items;
extern const http::Policy program_writing_line_items;
extern const http::Policy program_reading_results;
extern const http::Policy program_writing_scores;
extern const http::Policy program_reading_members;
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

// --- what the services of LTI Advantage have in common -------------------------------------------

using rules::Context;
using rules::is_maximum;
using rules::kLargestScore;
using rules::line_item_url;
using rules::LineItem;
using rules::LineItemMessage;
using rules::page_size;

/// The caller of a route that only programs may call.
[[nodiscard]] const Program& program_of(const http::Exchange& exchange);

/// Refuses `not_found` unless the product is the program's and the school has ever had it.
[[nodiscard]] Expected<Nothing> check_context(database::Transaction& tx, const Program& program,
                                              const Context& context);

/// One of the program's line items, or `not_found`.
[[nodiscard]] Expected<LineItem> find_line_item(database::Transaction& tx, const Program& program,
                                                const Context& context, LineItemId item);

inline constexpr std::string_view kLineItemType = "application/vnd.ims.lis.v2.lineitem+json";

struct ChangedLineItem {
  SchoolId school;
  ProductId product;
  LineItemId line_item;
  http::RawBody body;
};
BOOST_DESCRIBE_STRUCT(ChangedLineItem, (), (school, product, line_item, body))

/// Changes a line item. Whoever keeps tests of it has to change those in the same transaction.
[[nodiscard]] Expected<LineItem> change_line_item(database::Transaction& tx, const Program& program,
                                                  const ChangedLineItem& request);

/// A line item as an answer.
[[nodiscard]] http::JsonText told(const Settings& settings, const Context& context,
                                  const LineItem& item, int status = 200);

/// Leaves one page of what was found, and tells where the rest is if there is more.
template <class Row, class Key>
void cut_page(http::Exchange& exchange, std::vector<Row>& found, std::int64_t size,
              const std::string& url, Key key) {
  if (std::ssize(found) <= size) return;
  found.resize(static_cast<std::size_t>(size));
  exchange.reply_headers.emplace_back(
      "Link", rules::next_link(url, exchange.request.query, key(found.back())));
}

}  // namespace lexipoort::programs
