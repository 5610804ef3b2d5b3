#pragma once

#include "base/clock.h"
#include "features/programs/programs.h"
#include "platform/database/database.h"
#include "platform/http/routes.h"

/// What pupils practise: delivered by the programs, shown to their supervisors.
namespace lexipoort::results {

/// Makes the weekly sums anew from the sessions, one school's product after another; returns how
/// many were wrong. For a database that was repaired or filled by hand: deliveries keep the sums
/// right themselves. Source: spec R3.6.
std::int64_t recompute_weeks(database::Database& database);

/// Adds the routes; `settings`, of the programs that deliver, must live as long as they do.
void add_routes(http::Routes& routes, const programs::Settings& settings);

/// Forgets the names of items that are too old to be delivered again; to be run now and then.
void clear_delivered(database::Database& database, UtcSeconds now);

}  // namespace lexipoort::results
