#include "base/calendar.h"

#include <date/iso_week.h>
#include <date/tz.h>

#include <charconv>
#include <chrono>
#include <sstream>
#include <stdexcept>

namespace lexipoort::calendar {
namespace {

using std::chrono::seconds;

const date::time_zone& amsterdam() {
  static const date::time_zone& zone = *date::locate_zone("Europe/Amsterdam");
  return zone;
}

/// The zone library knows summer time until 2037. Weekdays and leap years come round every 28 years
/// (until 2100), and with them the nights on which the clocks change: a later day is read as the
/// one 28 or 56 years before it.
constexpr date::days kRound{28 * 365 + 7};
constexpr date::local_days kUnknown{date::year{2038} / 1 / 1};

date::days rounds_to_known(date::local_days day) {
  date::days back{0};
  while (day - back >= kUnknown) back += kRound;
  return back;
}

date::local_days local_day_of(UtcSeconds moment) {
  const date::sys_seconds instant{seconds{moment}};
  const auto back =
      rounds_to_known(date::local_days{date::floor<date::days>(instant).time_since_epoch()});
  return date::floor<date::days>(amsterdam().to_local(instant - back)) + back;
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<date::year_month_day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day || *month < 0 || *day < 0) return std::nullopt;
  const date::year_month_day parsed{date::year{*year}, date::month{static_cast<unsigned>(*month)},
                                    date::day{static_cast<unsigned>(*day)}};
  if (!parsed.ok()) return std::nullopt;
  return parsed;
}

std::optional<iso_week::year_weeknum> parse_week(std::string_view text) {
  if (text.size() != 8 || text.substr(4, 2) != "-W") return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto week = number(text.substr(6, 2));
  if (!year || !week || *year < 1 || *week < 1) return std::nullopt;
  const auto last = iso_week::year{*year} / iso_week::last;
  if (static_cast<unsigned>(*week) > static_cast<unsigned>(last.weeknum())) return std::nullopt;
  return iso_week::year{*year} / iso_week::weeknum{static_cast<unsigned>(*week)};
}

/// So far from the ends of the calendar that years before and after can be reckoned with.
bool is_our_year(int year) {
  return year >= 2000 && year <= 2100;
}

date::year_month_day require_day(std::string_view text) {
  const auto day = parse_day(text);
  if (!day) throw std::invalid_argument("not a day: " + std::string(text));
  return *day;
}

UtcSeconds midnight_before(date::local_days day) {
  const auto back = rounds_to_known(day);
  const date::local_seconds midnight{day - back};
  const auto known = amsterdam().to_sys(midnight, date::choose::earliest);
  return (known + back).time_since_epoch().count();
}

}  // namespace

std::string day_of(UtcSeconds moment) {
  return date::format("%F", local_day_of(moment));
}

std::optional<UtcSeconds> moment_of(std::string_view text) {
  std::istringstream stream{std::string(text)};
  date::sys_seconds moment;
  stream >> date::parse("%FT%TZ", moment);
  if (stream.fail()) return std::nullopt;
  return moment.time_since_epoch().count();
}

std::string week_of(UtcSeconds moment) {
  return date::format("%G-W%V", local_day_of(moment));
}

UtcSeconds start_of_day(std::string_view day) {
  return midnight_before(date::local_days{require_day(day)});
}

UtcSeconds end_of_day(std::string_view day) {
  return midnight_before(date::local_days{require_day(day)} + date::days{1});
}

bool is_day(std::string_view text) {
  const auto day = parse_day(text);
  return day && is_our_year(static_cast<int>(day->year()));
}

bool is_week(std::string_view text) {
  const auto week = parse_week(text);
  return week && is_our_year(static_cast<int>(week->year()));
}

std::string clock_time_of(UtcSeconds moment) {
  return date::format("%R", amsterdam().to_local(date::sys_seconds{seconds{moment}}));
}

std::string week_of_day(std::string_view day) {
  return date::format("%G-W%V", date::sys_days{require_day(day)});
}

std::string first_day_of(std::string_view week) {
  const auto parsed = parse_week(week);
  if (!parsed) throw std::invalid_argument("not a week: " + std::string(week));
  return date::format("%F", date::sys_days{*parsed / iso_week::mon});
}

std::string weeks_later(std::string_view week, int weeks) {
  return week_of_day(days_later(first_day_of(week), 7 * weeks));
}

std::string years_later(std::string_view day, int years) {
  date::year_month_day moved = require_day(day) + date::years{years};
  if (!moved.ok()) moved = moved.year() / moved.month() / date::last;
  return date::format("%F", date::sys_days{moved});
}

std::string days_later(std::string_view day, int days) {
  return date::format("%F", date::sys_days{require_day(day)} + date::days{days});
}

int days_between(std::string_view from, std::string_view until) {
  return static_cast<int>(
      (date::sys_days{require_day(until)} - date::sys_days{require_day(from)}).count());
}

std::string in_dutch(std::string_view day) {
  return date::format("%d-%m-%Y", date::sys_days{require_day(day)});
}

}  // namespace lexipoort::calendar
