#pragma once

#include "features/people/overview.h"
#include "platform/http/http.h"

/// 'Downloaden'. Source: spec R4.11.1.
namespace lexipoort::people {

struct DownloadRequest {
  SchoolId school;
  State state = State::active;
  std::vector<UserId> people;  ///< those on the screen, in the order in which they are listed there
};
BOOST_DESCRIBE_STRUCT(DownloadRequest, (), (school, state, people))

/// What the overview or the archive lists, as a spreadsheet. Searching, filtering and sorting are
/// done on the screen; whoever left the list meanwhile is left out.
[[nodiscard]] Expected<http::Download> download_people(database::Transaction& tx,
                                                       const accounts::Actor& actor,
                                                       const DownloadRequest& request);

}  // namespace lexipoort::people
