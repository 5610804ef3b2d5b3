#include "features/results/documents.h"

namespace lexipoort::results {

Expected<Documents> list_documents(database::Transaction& tx, const accounts::Actor& actor,
                                   const DocumentsRequest& request) {
  auto product = tx.row<OverviewProduct>(
      "select p.id, p.name from products p where p.id = :product and exists (select 1 from links k"
      " join memberships m on m.school_id = k.school_id and m.user_id = k.pupil_id"
      " where k.school_id = :school and k.supervisor_id = :supervisor"
      " and k.product_id = p.id and m.archived_at is null)",
      {{"product", request.product}, {"school", request.school}, {"supervisor", actor.user}});
  if (!product) return refuse(RefusalKind::not_found, "not_found");
  return Documents{.product = *std::move(product),
                   .documents = publishing::find(
                       tx, {.user = actor.user, .school = request.school, .now = actor.now},
                       {publishing::Kind::document}, request.product)};
}

}  // namespace lexipoort::results
