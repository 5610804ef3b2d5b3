#include "features/results/results.h"

#include <algorithm>
#include <iterator>

#include "features/results/rules.h"
#include "features/results/version.h"

namespace lexipoort::results {
namespace {

std::int64_t count_missing(const std::vector<rules::WeekSum>& sums,
                           const std::vector<rules::WeekSum>& from) {
  std::vector<rules::WeekSum> missing;
  std::ranges::set_difference(sums, from, std::back_inserter(missing));
  return std::ssize(missing);
}

std::int64_t recompute(database::Transaction& tx, const Taught& taught) {
  const database::Parameters here = {{"school", taught.school_id}, {"product", taught.product_id}};
  const auto right = rules::weekly_sums(tx.rows<rules::Session>(
      "select school_id, pupil_id, product_id, started_at, seconds, place, lesson "
      "from practice_sessions where school_id = :school and product_id = :product",
      here));
  auto kept = tx.rows<rules::WeekSum>(
      "select school_id, product_id, week, pupil_id, home_seconds, school_seconds "
      "from practice_weeks where school_id = :school and product_id = :product",
      here);
  std::ranges::sort(kept);
  const auto wrong = std::max(count_missing(right, kept), count_missing(kept, right));
  if (wrong == 0) return 0;
  tx.execute("delete from practice_weeks where school_id = :school and product_id = :product",
             here);
  tx.execute(
      "insert into practice_weeks "
      "(school_id, product_id, week, pupil_id, home_seconds, school_seconds) "
      "select school_id, product_id, week, pupil_id, home_seconds, school_seconds "
      "from each(:sums)",
      {{"sums", right}});
  count_change(tx, {taught});
  return wrong;
}

}  // namespace

std::int64_t recompute_weeks(database::Database& database) {
  const auto all = database.read([](database::Transaction& tx) {
    return tx.rows<Taught>("select distinct school_id, product_id from subscriptions");
  });
  std::int64_t wrong = 0;
  for (const auto& taught : all) {
    wrong += database.write([&](database::Transaction& tx) { return recompute(tx, taught); });
  }
  return wrong;
}

}  // namespace lexipoort::results
