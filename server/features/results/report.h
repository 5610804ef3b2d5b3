#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "features/results/queries.h"
#include "features/results/remarks.h"
#include "features/results/rules.h"

/// All that is known of one pupil's work with a product in a period. Source: spec R3.3.
namespace lexipoort::results {

struct ReportRequest {
  SchoolId school;
  ProductId product;
  UserId pupil;
  std::string from;   ///< the first day
  std::string until;  ///< the last day
};
BOOST_DESCRIBE_STRUCT(ReportRequest, (), (school, product, pupil, from, until))

struct LessonReached {
  UtcSeconds at = 0;
  std::int64_t highest_lesson = 0;
};
BOOST_DESCRIBE_STRUCT(LessonReached, (), (at, highest_lesson))

struct TestTaken {
  UtcSeconds at = 0;
  std::string test;
  double score = 0;
  double maximum_score = 0;
};
BOOST_DESCRIBE_STRUCT(TestTaken, (), (at, test, score, maximum_score))

struct Report {
  ReportPupil pupil;
  OverviewProduct product;
  std::string from;
  std::string until;
  std::optional<std::int64_t> highest_lesson;      ///< at the end of the period
  std::optional<std::int64_t> lessons_until_test;  ///< then; known of the newest report only
  std::optional<std::int64_t> reached_before;      ///< the highest lesson before the period
  std::vector<rules::PractisedWeek> weeks;         ///< every week of the period, the oldest first
  std::vector<LessonReached> lessons;              ///< the oldest first
  std::vector<TestTaken> tests;                    ///< the newest first
  std::vector<rules::PractisedSession> sessions;   ///< the newest first
  std::vector<Remark> remarks;                     ///< of all times, the newest first
};
BOOST_DESCRIBE_STRUCT(Report, (),
                      (pupil, product, from, until, highest_lesson, lessons_until_test,
                       reached_before, weeks, lessons, tests, sessions, remarks))

/// Refuses `not_found` and `retention_over` as the overview does, `bad_period`, and
/// `period_too_full` above 10,000 sessions, reports of progress or tests.
[[nodiscard]] Expected<Report> report(database::Transaction& tx, const accounts::Actor& actor,
                                      const ReportRequest& request);

}  // namespace lexipoort::results
