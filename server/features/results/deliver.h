#pragma once

#include <boost/describe.hpp>
#include <vector>

#include "features/programs/programs.h"
#include "features/results/rules.h"
#include "platform/http/http.h"

namespace lexipoort::results {

/// `{"items": […]}` as it came: items that are wrong must not spoil the others, so the body is
/// not read by its type.
struct DeliveryRequest {
  http::RawBody items;
};
BOOST_DESCRIBE_STRUCT(DeliveryRequest, (), (items))

struct DeliverySummary {
  std::int64_t accepted = 0;
  std::int64_t repeated = 0;
  std::vector<rules::Refused> refused;
};
BOOST_DESCRIBE_STRUCT(DeliverySummary, (), (accepted, repeated, refused))

/// Takes a batch of a program: what is right is stored, all of it or nothing; what is wrong is
/// named; what came before counts once. Source: spec R3.6.
[[nodiscard]] Expected<DeliverySummary> deliver(database::Database& database,
                                                const programs::Program& program,
                                                const DeliveryRequest& request);

}  // namespace lexipoort::results
