#include "features/results/download.h"

#include <unordered_map>

#include "features/results/words.h"
#include "platform/sheets/sheets.h"

namespace lexipoort::results {
namespace {

sheets::Sheet sheet_of(const std::string& week) {
  return {.name = words::week(week),
          .columns = {{.heading = "Naam", .width = 30},
                      {.heading = "Leerjaar", .width = 10, .is_number = true},
                      {.heading = "Hoogst afgeronde les", .width = 22, .is_number = true},
                      {.heading = "Thuis (minuten)", .width = 16, .is_number = true},
                      {.heading = "Op school (minuten)", .width = 20, .is_number = true},
                      {.heading = "Totaal (minuten)", .width = 18, .is_number = true},
                      {.heading = "Lessen tot toets", .width = 16, .is_number = true}},
          .rows = {}};
}

std::string known(const std::optional<std::int64_t>& figure) {
  return figure ? std::to_string(*figure) : "";
}

std::vector<std::string> row_of(const PupilResult& pupil) {
  return {pupil.display_name,
          std::to_string(pupil.year_group),
          known(pupil.highest_lesson),
          words::minutes(pupil.home_seconds),
          words::minutes(pupil.school_seconds),
          words::minutes(pupil.home_seconds + pupil.school_seconds),
          known(pupil.lessons_until_test)};
}

}  // namespace

Expected<http::Download> download_overview(database::Transaction& tx, const accounts::Actor& actor,
                                           const DownloadRequest& request) {
  std::unordered_map<std::int64_t, PupilResult> by_id;
  const auto shown =
      visit_pupils(tx, actor, {request.school, request.product, request.week},
                   [&](const PupilResult& pupil) { by_id.emplace(pupil.id.value, pupil); });
  if (!shown) return std::unexpected(shown.error());
  auto sheet = sheet_of(shown->week);
  for (const auto id : request.pupils) {
    // Taken out, so that nobody is in the file twice.
    const auto found = by_id.extract(id.value);
    if (!found.empty()) sheet.rows.push_back(row_of(found.mapped()));
  }
  return http::Download{.file_name = "resultaten-" + shown->week + ".xlsx",
                        .content_type = std::string(sheets::kContentType),
                        .bytes = sheets::write({sheet})};
}

}  // namespace lexipoort::results
