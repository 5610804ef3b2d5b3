#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace lexipoort::calendar {

/// The day in Europe/Amsterdam at a moment, as YYYY-MM-DD: days compare as their texts do.
[[nodiscard]] std::string day_of(UtcSeconds moment);

/// The moment written as 2027-08-01T08:00:00Z, or nothing.
[[nodiscard]] std::optional<UtcSeconds> moment_of(std::string_view text);

/// The ISO week in Europe/Amsterdam at a moment, as 2026-W48.
[[nodiscard]] std::string week_of(UtcSeconds moment);

/// The first second of a day in Europe/Amsterdam.
[[nodiscard]] UtcSeconds start_of_day(std::string_view day);

/// The first second after a day in Europe/Amsterdam.
[[nodiscard]] UtcSeconds end_of_day(std::string_view day);

/// Whether the text is a day that exists, written YYYY-MM-DD, and lies in 2000 to 2100: what may be
/// asked for.
[[nodiscard]] bool is_day(std::string_view text);

/// The time of day in Amsterdam: "10:05".
[[nodiscard]] std::string clock_time_of(UtcSeconds moment);

/// The ISO week of a day.
[[nodiscard]] std::string week_of_day(std::string_view day);

/// The week a number of weeks later (or earlier). Throws std::invalid_argument for no week.
[[nodiscard]] std::string weeks_later(std::string_view week, int weeks);

/// The Monday of a week. Throws std::invalid_argument for no week.
[[nodiscard]] std::string first_day_of(std::string_view week);

/// Whether the text is an ISO week that exists ("2026-W53" does, "2025-W53" does not), of 2000 to
/// 2100.
[[nodiscard]] bool is_week(std::string_view text);

/// The same day a number of years later; 29 February falls on 28 February where it is missing.
/// Source: spec R4.13.5.
[[nodiscard]] std::string years_later(std::string_view day, int years);

/// The day a number of days later (or earlier).
[[nodiscard]] std::string days_later(std::string_view day, int days);

/// How many days after `from` the other day comes.
[[nodiscard]] int days_between(std::string_view from, std::string_view until);

/// A day as the Dutch write it: 31-07-2027.
[[nodiscard]] std::string in_dutch(std::string_view day);

}  // namespace lexipoort::calendar
