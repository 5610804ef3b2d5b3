#include "features/results/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/calendar.h"

namespace lexipoort::results::words {

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
  const auto number = week.substr(6);
  return "week " + std::string(number.starts_with('0') ? number.substr(1) : number) + " van " +
         std::string(week.substr(0, 4));
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
