#pragma once

#include "platform/http/routes.h"

/// What a professional sees first of a school. Source: spec R1.
namespace lexipoort::home {

void add_routes(http::Routes& routes);

}  // namespace lexipoort::home
