#pragma once

#include "platform/database/database.h"
#include "platform/http/routes.h"

/// What pupils practise: delivered by the programs, shown to their supervisors.
namespace lexipoort::results {

/// Adds the routes; `database` must live as long as they do.
void add_routes(http::Routes& routes, database::Database& database);

}  // namespace lexipoort::results
