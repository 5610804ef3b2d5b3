#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/expected.h"
#include "base/ids.h"

/// The decisions of the score and result services, without SQL, HTTP or clock.
/// Source: Assignment and Grade Services 2.0 (1EdTech), 3.3 and 3.4; spec R3.6.
namespace lexipoort::results::rules {

inline constexpr std::int64_t kMicroseconds = 1'000'000;  ///< in a second

/// How far a pupil is with what the line item stands for, in the specification's own words.
enum class Activity { Initialized, Started, InProgress, Submitted, Completed };
BOOST_DESCRIBE_ENUM(Activity, Initialized, Started, InProgress, Submitted, Completed)

/// How far the marking is. Only what is FullyGraded is a result.
enum class Grading { NotReady, Failed, Pending, PendingManual, FullyGraded };
BOOST_DESCRIBE_ENUM(Grading, NotReady, Failed, Pending, PendingManual, FullyGraded)

/// What a program last said of a pupil. Without a score: there is none (any more).
struct Score {
  std::int64_t sent_at = 0;  ///< in microseconds: programs send two within a second
  std::optional<double> score;
  std::optional<double> maximum_score;
  Activity activity = Activity::Initialized;
  Grading grading = Grading::NotReady;
  bool operator==(const Score&) const = default;
};
BOOST_DESCRIBE_STRUCT(Score, (), (sent_at, score, maximum_score, activity, grading))

/// A score by the specification's own names. A comment is not kept: it is text about a child that
/// nobody here asked for.
struct ScoreMessage {
  static constexpr bool kSparse = true;
  std::string userId;
  std::string timestamp;
  std::optional<double> scoreGiven;
  std::optional<double> scoreMaximum;
  Activity activityProgress = Activity::Initialized;
  Grading gradingProgress = Grading::NotReady;
};
BOOST_DESCRIBE_STRUCT(ScoreMessage, (),
                      (userId, timestamp, scoreGiven, scoreMaximum, activityProgress,
                       gradingProgress))

struct SentScore {
  std::string pupil;  ///< the pseudonym
  Score score;
};

/// A moment with its offset (ISO 8601), in microseconds: 2026-11-18T13:06:40.25+01:00.
[[nodiscard]] std::optional<std::int64_t> microseconds_of(std::string_view text);

/// A score as a program sends it. Refuses `faulty` with the field and what is wrong with it, and
/// `bad_time` for a moment that no delivery may have.
[[nodiscard]] Expected<SentScore> read_score(std::string_view body, UtcSeconds now);

/// Whether a score takes the place of the stored one; false for a repeat of it. Refuses
/// `older_score` when the stored one is newer, or another one of the same moment.
[[nodiscard]] Expected<bool> replaces(const std::optional<Score>& stored, const Score& sent);

/// The score on the line item's own scale, if it is a result. It may be above the maximum.
[[nodiscard]] std::optional<double> result_of(const Score& score, double maximum);

}  // namespace lexipoort::results::rules
