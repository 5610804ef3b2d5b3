#pragma once

#include "platform/sheets/archive.h"
#include "platform/sheets/sheets.h"

/// The readers of each kind of file.
namespace lexipoort::sheets {

[[nodiscard]] Expected<Table> read_xlsx(const Archive& archive, const Limits& limits);
[[nodiscard]] Expected<Table> read_ods(const Archive& archive, const Limits& limits);
[[nodiscard]] Expected<Table> read_csv(std::string_view bytes, const Limits& limits);

/// The refusal for a part that could not be read to its end.
[[nodiscard]] std::unexpected<Refusal> unreadable(Archive::Outcome outcome);

}  // namespace lexipoort::sheets
