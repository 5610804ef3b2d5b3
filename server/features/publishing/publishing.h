#pragma once

#include "platform/http/routes.h"

/// The publisher's own pages, for operators. Source: spec R8.1.
namespace lexipoort::publishing {

void add_routes(http::Routes& routes);

}  // namespace lexipoort::publishing
