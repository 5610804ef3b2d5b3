#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "features/programs/programs.h"
#include "platform/http/http.h"

/// The score and result services of LTI Advantage: what a program says of a pupil's work for a
/// line item. Source: Assignment and Grade Services 2.0 (1EdTech), 3.3 and 3.4; spec R3.6.
namespace lexipoort::results {

inline constexpr std::string_view kScoreType = "application/vnd.ims.lis.v1.score+json";
inline constexpr std::string_view kResultsType = "application/vnd.ims.lis.v2.resultcontainer+json";

struct ScoreRequest {
  SchoolId school;
  ProductId product;
  LineItemId line_item;
  http::RawBody body;
};
BOOST_DESCRIBE_STRUCT(ScoreRequest, (), (school, product, line_item, body))

/// Takes a score of a pupil who had a licence at the moment; what is final shows as a test in the
/// pupil's report. Refuses `older_score` (409) for one that came too late.
[[nodiscard]] Expected<Nothing> take_score(database::Transaction& tx,
                                           const programs::Program& program,
                                           const ScoreRequest& request);

/// Changes a line item, and with it the tests that pupils' reports have of it.
[[nodiscard]] Expected<http::JsonText> change_line_item(const programs::Settings& settings,
                                                        const http::Exchange& exchange,
                                                        const programs::ChangedLineItem& request);

struct ScoresRequest {
  SchoolId school;
  ProductId product;
  LineItemId line_item;
  std::optional<std::string> user_id = {};  ///< a pupil's pseudonym
  std::optional<std::int64_t> limit = {};
  std::optional<std::int64_t> after = {};
};
BOOST_DESCRIBE_STRUCT(ScoresRequest, (), (school, product, line_item, user_id, limit, after))

/// A result by the specification's own names.
struct ResultMessage {
  std::string id;
  std::string scoreOf;
  std::string userId;
  double resultScore = 0;
  double resultMaximum = 0;
};
BOOST_DESCRIBE_STRUCT(ResultMessage, (), (id, scoreOf, userId, resultScore, resultMaximum))

/// The results of a line item, for the program that sent them.
[[nodiscard]] Expected<http::JsonText> list_scores(const programs::Settings& settings,
                                                   http::Exchange& exchange,
                                                   const ScoresRequest& request);

}  // namespace lexipoort::results
