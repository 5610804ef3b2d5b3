#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "features/results/rules.h"
#include "features/schools/schools.h"

/// How results are said in Dutch, on paper and in spreadsheets.
namespace lexipoort::results::words {

/// "1 u 20 min"; what was practised is never said to be nothing.
[[nodiscard]] std::string time(std::int64_t seconds);

/// "2026-11-25 10:05", in Amsterdam, as spreadsheets read it.
[[nodiscard]] std::string moment(UtcSeconds moment);

/// "Groep 5", in secondary education "Leerjaar 2".
[[nodiscard]] std::string year_group(schools::Sector sector, std::int64_t year_group);

/// "week 48 van 2026"
[[nodiscard]] std::string week(std::string_view week);

/// "week 40 t/m 43 van 2026"
[[nodiscard]] std::string weeks(std::string_view first, std::string_view last);

[[nodiscard]] std::string place(rules::Place place);

/// Minutes as computers read them, with what is left in decimals: "26", "0.33".
[[nodiscard]] std::string minutes(std::int64_t seconds);

/// "17.5", as computers read it; at most two decimals.
[[nodiscard]] std::string digits(double value);

/// "17,5"
[[nodiscard]] std::string number(double value);

}  // namespace lexipoort::results::words
