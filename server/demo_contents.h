#pragma once

#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "platform/database/database.h"
#include "platform/files/files.h"

namespace lexipoort {

/// What the publisher of the demo has written, of each kind, with files to show.
void fill_contents(database::Transaction& tx, const files::Store& store, UserId author,
                   const std::vector<ProductId>& products, UtcSeconds now);

/// One of server/demo_files/, which script/demo-files makes.
[[nodiscard]] std::string_view demo_file(std::string_view name);

}  // namespace lexipoort
