#pragma once

#include <vector>

#include "features/results/overview.h"
#include "platform/http/http.h"

/// What the overview lists, as a spreadsheet. Source: spec R3.2.
namespace lexipoort::results {

struct DownloadRequest {
  SchoolId school;
  ProductId product;
  std::string week;
  std::vector<UserId> pupils;  ///< those on the screen, in its order
};
BOOST_DESCRIBE_STRUCT(DownloadRequest, (), (school, product, week, pupils))

/// An .xlsx file; who is no pupil of the supervisor is left out. Refuses as overview() does.
[[nodiscard]] Expected<http::Download> download_overview(database::Transaction& tx,
                                                         const accounts::Actor& actor,
                                                         const DownloadRequest& request);

}  // namespace lexipoort::results
