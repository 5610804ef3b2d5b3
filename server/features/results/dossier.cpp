#include "features/results/dossier.h"

#include <algorithm>
#include <cctype>

#include "base/calendar.h"
#include "base/text.h"
#include "features/results/words.h"
#include "features/schools/schools.h"
#include "platform/pdf/pdf.h"
#include "platform/sheets/sheets.h"

namespace lexipoort::results {
namespace {

/// A report with what only paper needs.
struct Case {
  Report report;
  schools::School school;
  std::string name;
  UtcSeconds now = 0;
};

Expected<Case> find_case(database::Database& database, const accounts::Actor& actor,
                         const ReportRequest& request) {
  return database.read([&](database::Transaction& tx) -> Expected<Case> {
    auto found = report(tx, actor, request);
    if (!found) return std::unexpected(found.error());
    const auto& pupil = found->pupil;
    auto name = text::spoken_name(pupil.first_name, pupil.infix, pupil.last_name);
    return Case{.report = *std::move(found),
                .school = schools::find(tx, request.school).value(),
                .name = std::move(name),
                .now = actor.now};
  });
}

std::string period(const Report& report) {
  return calendar::in_dutch(report.from) + " t/m " + calendar::in_dutch(report.until);
}

std::int64_t in_all(const Report& report, std::int64_t rules::PractisedWeek::*place) {
  std::int64_t sum = 0;
  for (const auto& week : report.weeks) sum += week.*place;
  return sum;
}

pdf::Facts facts(const Case& file) {
  const auto& report = file.report;
  const auto home = in_all(report, &rules::PractisedWeek::home_seconds);
  const auto at_school = in_all(report, &rules::PractisedWeek::school_seconds);
  std::vector<std::pair<std::string, std::string>> facts = {
      {"Leerling", file.name},
      {"Leerjaar", words::year_group(file.school.sector, report.pupil.year_group)},
      {"School", file.school.name + ", " + file.school.place},
      {"Product", report.product.name},
      {"Periode", period(report)},
      {"Oefentijd", words::time(home + at_school) + " (thuis " + words::time(home) +
                        ", op school " + words::time(at_school) + ")"}};
  if (report.highest_lesson) {
    facts.emplace_back("Hoogst afgeronde les", std::to_string(*report.highest_lesson));
  }
  if (report.lessons_until_test) {
    facts.emplace_back("Lessen tot de toets", std::to_string(*report.lessons_until_test));
  }
  return {.facts = std::move(facts)};
}

/// Weeks without practice that follow each other are one row: a gap is part of the story.
pdf::Table week_table(const Report& report) {
  pdf::Table table{.columns = {{.heading = "Week", .share = 2},
                               {.heading = "Thuis", .is_number = true},
                               {.heading = "Op school", .is_number = true},
                               {.heading = "Totaal", .is_number = true}},
                   .rows = {}};
  std::string idle_since;
  for (const auto& week : report.weeks) {
    const auto sum = week.home_seconds + week.school_seconds;
    if (sum > 0) {
      idle_since.clear();
      table.rows.push_back({words::week(week.week), words::time(week.home_seconds),
                            words::time(week.school_seconds), words::time(sum)});
      continue;
    }
    if (idle_since.empty()) {
      idle_since = week.week;
      table.rows.emplace_back();
    }
    table.rows.back() = {words::weeks(idle_since, week.week), "", "", "geen oefening"};
  }
  return table;
}

void add_practice(std::vector<pdf::Part>& parts, const Report& report) {
  parts.emplace_back(pdf::Heading{"Oefentijd per week"});
  if (report.sessions.empty()) {
    parts.emplace_back(pdf::Paragraph{"In deze periode is niet geoefend."});
    return;
  }
  pdf::Bars chart{.names = {"Thuis", "Op school"}, .bars = {}, .highest = ""};
  std::int64_t most = 0;
  const bool of_one_year = report.from.substr(0, 4) == report.until.substr(0, 4);
  for (const auto& week : report.weeks) {
    const auto sum = week.home_seconds + week.school_seconds;
    most = std::max(most, sum);
    const auto year = of_one_year ? "" : "\n" + week.week.substr(0, 4);
    chart.bars.push_back(
        {"wk " + week.week.substr(6) + year,
         {static_cast<double>(week.home_seconds), static_cast<double>(week.school_seconds)}});
  }
  chart.highest = words::time(most);
  parts.emplace_back(std::move(chart));
  parts.emplace_back(week_table(report));
}

/// When each lesson was reached first; what was reported again in between is left out.
void add_lessons(std::vector<pdf::Part>& parts, const Report& report) {
  pdf::Table table{.columns = {{.heading = "Bereikt op"},
                               {.heading = "Hoogst afgeronde les", .is_number = true}},
                   .rows = {}};
  std::int64_t reached = report.reached_before.value_or(-1);
  for (const auto& lesson : report.lessons) {
    if (lesson.highest_lesson <= reached) continue;
    reached = lesson.highest_lesson;
    table.rows.push_back(
        {calendar::in_dutch(calendar::day_of(lesson.at)), std::to_string(reached)});
  }
  if (table.rows.empty()) return;
  parts.emplace_back(pdf::Heading{"Voortgang"});
  parts.emplace_back(std::move(table));
}

void add_tests(std::vector<pdf::Part>& parts, const Report& report) {
  parts.emplace_back(pdf::Heading{"Toetsen"});
  if (report.tests.empty()) {
    parts.emplace_back(pdf::Paragraph{"In deze periode zijn er geen toetsen gemaakt."});
    return;
  }
  pdf::Table table{.columns = {{.heading = "Datum"},
                               {.heading = "Toets", .share = 2},
                               {.heading = "Score", .is_number = true}},
                   .rows = {}};
  for (const auto& test : report.tests) {
    table.rows.push_back({calendar::in_dutch(calendar::day_of(test.at)), test.test,
                          words::number(test.score) + " van " + words::number(test.maximum_score)});
  }
  parts.emplace_back(std::move(table));
}

/// What was written within the period: a dossier is about that, whenever it is made.
void add_remarks(std::vector<pdf::Part>& parts, const Report& report) {
  bool is_first = true;
  for (const auto& remark : report.remarks) {
    const auto day = calendar::day_of(remark.written_at);
    if (day < report.from || day > report.until) continue;
    if (is_first) parts.emplace_back(pdf::Heading{"Opmerkingen"});
    is_first = false;
    parts.emplace_back(
        pdf::Facts{.facts = {{calendar::in_dutch(day), remark.author}}, .with_next = true});
    parts.emplace_back(pdf::Paragraph{remark.remark});
  }
}

/// What a file is about, when only the file is left.
sheets::Sheet facts_sheet(const Case& file) {
  sheets::Sheet sheet{
      .name = "Gegevens",
      .columns = {{.heading = "Gegeven", .width = 22}, {.heading = "Waarde", .width = 50}},
      .rows = {}};
  for (const auto& [name, value] : facts(file).facts) sheet.rows.push_back({name, value});
  sheet.rows.push_back({"Gemaakt op", calendar::in_dutch(calendar::day_of(file.now))});
  return sheet;
}

/// The page names it by the same rule.
std::string file_name(const Case& file, std::string_view ending) {
  auto name = text::fold(file.name);
  std::ranges::replace_if(
      name, [](char each) { return std::isalnum(static_cast<unsigned char>(each)) == 0; }, '-');
  return "dossier-" + name + "-" + file.report.until + std::string(ending);
}

sheets::Sheet weeks_sheet(const Report& report) {
  sheets::Sheet sheet{
      .name = "Weken",
      .columns = {{.heading = "Week", .width = 18},
                  {.heading = "Thuis (minuten)", .width = 16, .is_number = true},
                  {.heading = "Op school (minuten)", .width = 20, .is_number = true},
                  {.heading = "Totaal (minuten)", .width = 18, .is_number = true}},
      .rows = {}};
  for (const auto& week : report.weeks) {
    sheet.rows.push_back({words::week(week.week), words::minutes(week.home_seconds),
                          words::minutes(week.school_seconds),
                          words::minutes(week.home_seconds + week.school_seconds)});
  }
  return sheet;
}

sheets::Sheet lessons_sheet(const Report& report) {
  sheets::Sheet sheet{
      .name = "Voortgang",
      .columns = {{.heading = "Moment", .width = 20, .is_moment = true},
                  {.heading = "Hoogst afgeronde les", .width = 22, .is_number = true}},
      .rows = {}};
  for (const auto& lesson : report.lessons) {
    sheet.rows.push_back({words::moment(lesson.at), std::to_string(lesson.highest_lesson)});
  }
  return sheet;
}

sheets::Sheet tests_sheet(const Report& report) {
  sheets::Sheet sheet{.name = "Toetsen",
                      .columns = {{.heading = "Moment", .width = 20, .is_moment = true},
                                  {.heading = "Toets", .width = 40},
                                  {.heading = "Score", .width = 10, .is_number = true},
                                  {.heading = "Hoogste score", .width = 16, .is_number = true}},
                      .rows = {}};
  for (const auto& test : report.tests) {
    sheet.rows.push_back({words::moment(test.at), test.test, words::digits(test.score),
                          words::digits(test.maximum_score)});
  }
  return sheet;
}

sheets::Sheet sessions_sheet(const Report& report) {
  sheets::Sheet sheet{.name = "Sessies",
                      .columns = {{.heading = "Begin", .width = 20, .is_moment = true},
                                  {.heading = "Minuten", .width = 10, .is_number = true},
                                  {.heading = "Plaats", .width = 12},
                                  {.heading = "Les", .width = 8, .is_number = true}},
                      .rows = {}};
  for (const auto& session : report.sessions) {
    sheet.rows.push_back({words::moment(session.at), words::minutes(session.seconds),
                          words::place(session.place),
                          session.lesson ? std::to_string(*session.lesson) : ""});
  }
  return sheet;
}

}  // namespace

Expected<http::Download> make_dossier(database::Database& database, const accounts::Actor& actor,
                                      const ReportRequest& request) {
  const auto file = find_case(database, actor, request);
  if (!file) return std::unexpected(file.error());
  pdf::Document document{.title = "Dossier " + file->report.product.name,
                         .subtitle = file->name + ", " + period(file->report),
                         .parts = {facts(*file)},
                         .foot = [&](int page, int pages) {
                           return "Dossier van " + file->name + " · gemaakt op " +
                                  calendar::in_dutch(calendar::day_of(file->now)) +
                                  " · bladzijde " + std::to_string(page) + " van " +
                                  std::to_string(pages);
                         }};
  add_practice(document.parts, file->report);
  add_lessons(document.parts, file->report);
  add_tests(document.parts, file->report);
  add_remarks(document.parts, file->report);
  return http::Download{.file_name = file_name(*file, ".pdf"),
                        .content_type = "application/pdf",
                        .bytes = pdf::document(document)};
}

Expected<http::Download> make_sheet(database::Database& database, const accounts::Actor& actor,
                                    const ReportRequest& request) {
  const auto file = find_case(database, actor, request);
  if (!file) return std::unexpected(file.error());
  const auto& report = file->report;
  return http::Download{
      .file_name = file_name(*file, ".xlsx"),
      .content_type = std::string(sheets::kContentType),
      .bytes = sheets::write({facts_sheet(*file), weeks_sheet(report), lessons_sheet(report),
                              tests_sheet(report), sessions_sheet(report)})};
}

}  // namespace lexipoort::results
