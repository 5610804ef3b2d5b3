#include <algorithm>

#include "features/programs/programs.h"

namespace lexipoort::programs {

const Program& program_of(const http::Exchange& exchange) {
  return static_cast<const Program&>(*exchange.caller);
}

Expected<Nothing> check_context(database::Transaction& tx, const Program& program,
                                const Context& context) {
  const bool is_own = std::ranges::find(program.products, context.product, &ProgramProduct::id) !=
                      program.products.end();
  const auto subscription = tx.row<SubscriptionId>(
      "select id from subscriptions where school_id = :school and product_id = :product limit 1",
      {{"school", context.school}, {"product", context.product}});
  if (!is_own || !subscription) return refuse(RefusalKind::not_found, "not_found");
  return Nothing{};
}

}  // namespace lexipoort::programs
