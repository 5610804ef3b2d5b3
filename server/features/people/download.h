#pragma once

#include "features/people/overview.h"
#include "platform/http/http.h"

/// 'Downloaden'. Source: spec R4.11.1.
namespace lexipoort::people {

/// What the overview or the archive lists, as a spreadsheet.
[[nodiscard]] Expected<http::Download> download_people(database::Transaction& tx,
                                                       const accounts::Actor& actor,
                                                       const ListRequest& request);

}  // namespace lexipoort::people
