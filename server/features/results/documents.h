#pragma once

#include <boost/describe.hpp>
#include <vector>

#include "features/publishing/publishing.h"
#include "features/results/queries.h"

/// Films, manuals and other documents of a product. Source: spec R3.5.
namespace lexipoort::results {

struct DocumentsRequest {
  SchoolId school;
  ProductId product;
};
BOOST_DESCRIBE_STRUCT(DocumentsRequest, (), (school, product))

struct Documents {
  OverviewProduct product;
  std::vector<publishing::Content> documents;
};
BOOST_DESCRIBE_STRUCT(Documents, (), (product, documents))

/// Of a product that the supervisor has active pupils for. Refuses `not_found`, also for another.
[[nodiscard]] Expected<Documents> list_documents(database::Transaction& tx,
                                                 const accounts::Actor& actor,
                                                 const DocumentsRequest& request);

}  // namespace lexipoort::results
