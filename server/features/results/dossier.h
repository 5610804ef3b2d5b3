#pragma once

#include "features/results/report.h"
#include "platform/http/http.h"

/// A pupil's report to hand over to care, and the same figures as a spreadsheet. Source: spec R3.4.
namespace lexipoort::results {

/// The report as a PDF: who, school, product, period, practice, progress, tests, remarks.
/// Refuses as report() does.
[[nodiscard]] Expected<http::Download> make_dossier(database::Database& database,
                                                    const accounts::Actor& actor,
                                                    const ReportRequest& request);

/// What the report is of, and its weeks, lessons, tests and sessions as an .xlsx file. Refuses as
/// report() does.
[[nodiscard]] Expected<http::Download> make_sheet(database::Database& database,
                                                  const accounts::Actor& actor,
                                                  const ReportRequest& request);

}  // namespace lexipoort::results
