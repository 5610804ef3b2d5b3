#include "features/results/scores_rules.h"

#include <algorithm>
#include <charconv>

#include "base/calendar.h"
#include "features/results/rules.h"
#include "platform/http/json.h"

namespace lexipoort::results::rules {
namespace {

constexpr std::string_view kDigits = "0123456789";

std::optional<std::int64_t> number(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool is_whole = error == std::errc{} && end == digits.data() + digits.size();
  if (!is_whole || value < 0) return std::nullopt;
  return value;
}

/// "Z", "+01:00" or "+0100", in seconds.
std::optional<std::int64_t> offset_of(std::string_view zone) {
  if (zone == "Z") return 0;
  const bool is_ahead = zone.starts_with('+');
  const bool has_colon = zone.size() == 6 && zone[3] == ':';
  if ((!is_ahead && !zone.starts_with('-')) || (!has_colon && zone.size() != 5)) {
    return std::nullopt;
  }
  const auto hours = number(zone.substr(1, 2));
  const auto minutes = number(zone.substr(has_colon ? 4 : 3));
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  const auto seconds = *hours * 3600 + *minutes * 60;
  return is_ahead ? seconds : -seconds;
}

/// The field that is wrong, if one is.
const char* score_fault(const ScoreMessage& incoming) {
  const auto given = incoming.scoreGiven.value_or(0);
  if (given < 0 || given > programs::kLargestScore) return "/scoreGiven";
  if (incoming.scoreGiven && !incoming.scoreMaximum) return "/scoreMaximum";
  const auto& maximum = incoming.scoreMaximum;
  return maximum && !programs::is_maximum(*maximum) ? "/scoreMaximum" : nullptr;
}

}  // namespace

std::optional<std::int64_t> microseconds_of(std::string_view text) {
  constexpr std::size_t kWhole = std::string_view("2026-11-18T13:06:40").size();
  constexpr std::size_t kPlaces = 6;
  if (text.size() <= kWhole) return std::nullopt;
  const auto local = calendar::moment_of(std::string(text.substr(0, kWhole)) + "Z");
  auto rest = text.substr(kWhole);
  std::string fraction;
  if (rest.starts_with('.')) {
    const auto end = std::min(rest.find_first_not_of(kDigits, 1), rest.size());
    fraction = rest.substr(1, end - 1);
    if (fraction.empty()) return std::nullopt;
    rest.remove_prefix(end);
  }
  fraction.resize(kPlaces, '0');
  const auto offset = offset_of(rest);
  if (!local || !offset) return std::nullopt;
  return (*local - *offset) * kMicroseconds + number(fraction).value();
}

Expected<SentScore> read_score(std::string_view body, UtcSeconds now) {
  auto read = http::json::read<ScoreMessage>(body);
  if (!read) return std::unexpected(read.error());
  auto& incoming = *read;
  if (const auto* field = score_fault(incoming)) return faulty(field, "out_of_range");
  const auto sent_at = microseconds_of(incoming.timestamp);
  if (!sent_at) return faulty("/timestamp", "wrong_type");
  if (!may_be_delivered(*sent_at / kMicroseconds, now)) {
    return refuse(RefusalKind::invalid, "bad_time", {{.field = "/timestamp"}});
  }
  return SentScore{.pupil = std::move(incoming.userId),
                   .score = {.sent_at = *sent_at,
                             .score = incoming.scoreGiven,
                             .maximum_score = incoming.scoreMaximum,
                             .activity = incoming.activityProgress,
                             .grading = incoming.gradingProgress}};
}

Expected<bool> replaces(const std::optional<Score>& stored, const Score& sent) {
  if (!stored || stored->sent_at < sent.sent_at) return true;
  if (*stored == sent) return false;
  return refuse(RefusalKind::conflict, "older_score");
}

std::optional<double> result_of(const Score& score, double maximum) {
  if (score.grading != Grading::FullyGraded || !score.score) return std::nullopt;
  return *score.score * maximum / *score.maximum_score;
}

}  // namespace lexipoort::results::rules
