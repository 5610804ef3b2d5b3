#pragma once

#include <string>
#include <vector>

#include "features/people/change.h"

/// The way back from a task: half an hour, once, for who did it, and only while nobody whom it
/// touched has changed since.
namespace lexipoort::people {

/// Keeps what was before a change; gives the token that takes it back. `touched` are those whom it
/// touched, with their versions before they were counted up.
[[nodiscard]] std::string keep_way_back(const Change& change, const std::string& action,
                                        const std::vector<rules::Member>& touched,
                                        const SeatMoves& seats);

struct UndoRequest {
  SchoolId school;
  std::string undo;
};
BOOST_DESCRIBE_STRUCT(UndoRequest, (), (school, undo))

/// Refuses `undo_gone`, `changed_meanwhile`, and as finish_undo() does.
[[nodiscard]] Expected<Done> undo(database::Transaction& tx, const accounts::Actor& actor,
                                  const UndoRequest& request);

}  // namespace lexipoort::people
