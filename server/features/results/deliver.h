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

/// Reads a program's batch. Refuses what is no batch at all, or one of too many items.
[[nodiscard]] Expected<rules::Batch> read_batch(const programs::Program& program,
                                                const DeliveryRequest& request);

/// Stores batches together: what is right is stored, what is wrong is named, what came before
/// counts once. Gives each batch's summary. Source: spec R3.6.
[[nodiscard]] std::vector<rules::DeliverySummary> store_batches(database::Transaction& tx,
                                                                const rules::Group& group);

}  // namespace lexipoort::results
