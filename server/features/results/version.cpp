#include "features/results/version.h"

#include <algorithm>
#include <boost/algorithm/string/join.hpp>

#include "base/calendar.h"

namespace lexipoort::results {
namespace {

struct Versions {
  std::int64_t people = 0;
  std::int64_t results = 0;
  std::string product;
};
BOOST_DESCRIBE_STRUCT(Versions, (), (people, results, product))

}  // namespace

void count_change(database::Transaction& tx, std::vector<Taught> changed) {
  if (changed.empty()) return;
  // Once each, and always in one order: rows that are locked crosswise cost a second attempt.
  std::ranges::sort(changed);
  const auto repeated = std::ranges::unique(changed);
  changed.erase(repeated.begin(), repeated.end());
  tx.execute(
      "insert into results_versions (school_id, product_id, version) "
      "select school_id, product_id, 1 from each(:changed) where true "
      "on conflict (school_id, product_id) do update set "
      "version = results_versions.version + 1",
      {{"changed", changed}});
}

void count_change(database::Transaction& tx, const std::vector<rules::Session>& sessions,
                  const std::vector<rules::Progress>& reports) {
  std::vector<Taught> changed;
  for (const auto& session : sessions) changed.push_back({session.school_id, session.product_id});
  for (const auto& report : reports) changed.push_back({report.school_id, report.product_id});
  count_change(tx, std::move(changed));
}

std::string version_of(database::Transaction& tx, const accounts::Actor& actor,
                       const OverviewRequest& request) {
  const auto versions =
      tx.row<Versions>(
            "select coalesce(v.version, 0), coalesce(r.version, 0), p.name from products p "
            "left join register_versions v on v.school_id = :school "
            "left join results_versions r on r.school_id = :school and r.product_id = p.id "
            "where p.id = :product",
            {{"school", request.school}, {"product", request.product}})
          .value_or(Versions{});
  // The day, because results go out of sight some time after a subscription has ended.
  const std::vector<std::string> parts = {std::to_string(actor.user.value),
                                          std::to_string(request.school.value),
                                          std::to_string(request.product.value),
                                          request.week.value_or(calendar::week_of(actor.now)),
                                          actor.today(),
                                          std::to_string(versions.people),
                                          std::to_string(versions.results),
                                          versions.product};
  return boost::algorithm::join(parts, "~");
}

}  // namespace lexipoort::results
