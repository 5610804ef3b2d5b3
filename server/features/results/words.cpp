#include "features/results/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/calendar.h"

namespace lexipoort::results::words {
namespace {

/// "1" of "2027-W01".
std::string number_of(std::string_view week) {
  const auto number = week.substr(6);
  return std::string(number.starts_with('0') ? number.substr(1) : number);
}

}  // namespace

std::string time(std::int64_t seconds) {
  if (seconds <= 0) return "0 min";
  if (seconds < 60) return "< 1 min";
  const auto minutes = (seconds + 30) / 60;
  auto rest = std::to_string(minutes % 60) + " min";
  if (minutes < 60) return rest;
  const auto hours = std::to_string(minutes / 60) + " u";
  return minutes % 60 == 0 ? hours : hours + " " + rest;
}

std::string moment(UtcSeconds moment) {
  return calendar::day_of(moment) + " " + calendar::clock_time_of(moment);
}

std::string year_group(schools::Sector sector, std::int64_t year_group) {
  return (sector == schools::Sector::vo ? "Leerjaar " : "Groep ") + std::to_string(year_group);
}

std::string week(std::string_view week) {
  return "week " + number_of(week) + " van " + std::string(week.substr(0, 4));
}

std::string weeks(std::string_view first, std::string_view last) {
  if (first == last) return week(first);
  const bool is_one_year = first.substr(0, 4) == last.substr(0, 4);
  return is_one_year ? "week " + number_of(first) + " t/m " + number_of(last) + " van " +
                           std::string(last.substr(0, 4))
                     : week(first) + " t/m " + week(last);
}

std::string place(rules::Place place) {
  return place == rules::Place::home ? "thuis" : "op school";
}

std::string minutes(std::int64_t seconds) {
  return digits(static_cast<double>(seconds) / 60);
}

std::string digits(double value) {
  std::array<char, 32> text{};
  const auto rounded = std::round(value * 100) / 100;
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), rounded);
  return {text.data(), end};
}

std::string number(double value) {
  auto text = digits(value);
  std::ranges::replace(text, '.', ',');
  return text;
}

}  // namespace lexipoort::results::words
