#include "features/results/recent.h"

#include <algorithm>

#include "base/calendar.h"

namespace lexipoort::results {
namespace {

constexpr int kWeeks = 8;

struct PupilWeek {
  UserId pupil;
  std::string week;
  std::int64_t seconds = 0;
};
BOOST_DESCRIBE_STRUCT(PupilWeek, (), (pupil, week, seconds))

std::vector<std::string> weeks_until(std::string week) {
  std::vector<std::string> weeks(kWeeks);
  for (auto place = weeks.rbegin(); place != weeks.rend(); ++place) {
    *place = week;
    week = calendar::weeks_later(week, -1);
  }
  return weeks;
}

}  // namespace

Expected<Recent> recent(database::Transaction& tx, const accounts::Actor& actor,
                        const OverviewRequest& request) {
  const auto week = request.week.value_or(calendar::week_of(actor.now));
  if (!calendar::is_week(week)) {
    return refuse(RefusalKind::invalid, "bad_week", {{.field = "week"}});
  }
  const auto product = readable_product(tx, request.school, request.product, actor.today());
  if (!product) return std::unexpected(product.error());
  Recent recent{.weeks = weeks_until(week), .pupils = {}};
  const auto rows = tx.rows<PupilWeek>(
      "select w.pupil_id, w.week, w.home_seconds + w.school_seconds "
      "from links k "
      "join memberships m on m.school_id = k.school_id and m.user_id = k.pupil_id "
      "join practice_weeks w on w.school_id = k.school_id and w.product_id = k.product_id"
      " and w.pupil_id = k.pupil_id and w.week in (select value from each(:weeks)) "
      "where k.school_id = :school and k.supervisor_id = :supervisor and k.product_id = :product"
      " and m.archived_at is null "
      "order by w.pupil_id",
      {{"school", request.school},
       {"supervisor", actor.user},
       {"product", request.product},
       {"weeks", recent.weeks}});
  for (const auto& row : rows) {
    if (recent.pupils.empty() || recent.pupils.back().id != row.pupil) {
      recent.pupils.push_back({row.pupil, std::vector<std::int64_t>(kWeeks)});
    }
    const auto place = std::ranges::find(recent.weeks, row.week) - recent.weeks.begin();
    recent.pupils.back().seconds[static_cast<std::size_t>(place)] = row.seconds;
  }
  return recent;
}

}  // namespace lexipoort::results
