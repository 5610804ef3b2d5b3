#include "features/results/report.h"

#include "base/calendar.h"

namespace lexipoort::results {
namespace {

constexpr std::int64_t kMostRows = 10'000;

/// How far a pupil was.
struct Standing {
  std::int64_t highest_lesson = 0;
  std::optional<std::int64_t> lessons_until_test;
};
BOOST_DESCRIBE_STRUCT(Standing, (), (highest_lesson, lessons_until_test))

/// Fills `rows` with what the query finds in the period; tells whether it was not too much.
template <class Row>
bool find(database::Transaction& tx, std::vector<Row>& rows, std::string_view sql,
          const database::Parameters& parameters) {
  rows = tx.rows<Row>(std::string(sql) + " limit :limit", parameters);
  return std::ssize(rows) <= kMostRows;
}

bool find_rows(database::Transaction& tx, const ReportRequest& request, Report& report) {
  const database::Parameters here = {{"school", request.school},
                                     {"pupil", request.pupil},
                                     {"product", request.product},
                                     {"start", calendar::start_of_day(request.from)},
                                     {"end", calendar::end_of_day(request.until)},
                                     {"limit", kMostRows + 1}};
  return find(tx, report.sessions,
              "select started_at, seconds, place, lesson from practice_sessions "
              "where school_id = :school and pupil_id = :pupil and product_id = :product "
              "and started_at >= :start and started_at < :end order by started_at desc",
              here) &&
         find(tx, report.lessons,
              "select reported_at, highest_lesson from progress_reports "
              "where school_id = :school and pupil_id = :pupil and product_id = :product "
              "and reported_at >= :start and reported_at < :end order by reported_at",
              here) &&
         find(tx, report.tests,
              "select taken_at, test, score, maximum_score from test_results "
              "where school_id = :school and pupil_id = :pupil and product_id = :product "
              "and taken_at >= :start and taken_at < :end order by taken_at desc, id desc",
              here);
}

void find_standing(database::Transaction& tx, const ReportRequest& request, Report& report) {
  const auto standing = tx.row<Standing>(
      "select r.highest_lesson, p.lessons_until_test from progress_reports r "
      "left join progress p on p.school_id = r.school_id and p.product_id = r.product_id"
      " and p.pupil_id = r.pupil_id and p.reported_at = r.reported_at "
      "where r.school_id = :school and r.pupil_id = :pupil and r.product_id = :product "
      "and r.reported_at < :end order by r.reported_at desc limit 1",
      {{"school", request.school},
       {"pupil", request.pupil},
       {"product", request.product},
       {"end", calendar::end_of_day(request.until)}});
  if (!standing) return;
  report.highest_lesson = standing->highest_lesson;
  report.lessons_until_test = standing->lessons_until_test;
  report.reached_before = tx.row<std::optional<std::int64_t>>(
                                "select max(highest_lesson) from progress_reports "
                                "where school_id = :school and pupil_id = :pupil "
                                "and product_id = :product and reported_at < :start",
                                {{"school", request.school},
                                 {"pupil", request.pupil},
                                 {"product", request.product},
                                 {"start", calendar::start_of_day(request.from)}})
                              .value();
}

}  // namespace

Expected<Report> report(database::Transaction& tx, const accounts::Actor& actor,
                        const ReportRequest& request) {
  if (!rules::is_period(request.from, request.until)) {
    return refuse(RefusalKind::invalid, "bad_period", {{.field = "from"}});
  }
  auto product = readable_product(tx, request.school, request.product, actor.today());
  if (!product) return std::unexpected(product.error());
  const PupilOfProduct wanted{request.school, request.product, request.pupil};
  auto pupil = own_pupil(tx, actor, wanted);
  if (!pupil) return std::unexpected(pupil.error());
  Report report;
  report.pupil = *std::move(pupil);
  report.product = *std::move(product);
  report.from = request.from;
  report.until = request.until;
  if (!find_rows(tx, request, report)) {
    return refuse(RefusalKind::invalid, "period_too_full", {}, {{"maximum", kMostRows}});
  }
  report.weeks = rules::practised_weeks(request.from, request.until, report.sessions);
  report.remarks = remarks_on(tx, actor, wanted);
  find_standing(tx, request, report);
  return report;
}

}  // namespace lexipoort::results
