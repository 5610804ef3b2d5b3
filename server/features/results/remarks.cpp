#include "features/results/remarks.h"

#include "features/audit/audit.h"
#include "features/results/rules.h"

namespace lexipoort::results {
namespace {

struct StoredRemark {
  RemarkId id;
  std::string first_name;
  std::string infix;
  std::string last_name;
  UtcSeconds written_at = 0;
  std::string remark;
  UserId author;
};
BOOST_DESCRIBE_STRUCT(StoredRemark, (),
                      (id, first_name, infix, last_name, written_at, remark, author))

/// Whether the supervisor may read and write about this pupil.
Expected<Nothing> require_own(database::Transaction& tx, const accounts::Actor& actor,
                              const PupilOfProduct& wanted) {
  const auto product = readable_product(tx, wanted.school, wanted.product, actor.today());
  if (!product) return std::unexpected(product.error());
  const auto pupil = own_pupil(tx, actor, wanted);
  if (!pupil) return std::unexpected(pupil.error());
  return Nothing{};
}

void record(database::Transaction& tx, const accounts::Actor& actor, const PupilOfProduct& wanted,
            std::string action) {
  audit::record(tx, {.school = wanted.school,
                     .actor = actor.user,
                     .at = actor.now,
                     .action = std::move(action),
                     .subjects = {wanted.pupil}});
}

}  // namespace

std::vector<Remark> remarks_on(database::Transaction& tx, const accounts::Actor& actor,
                               const PupilOfProduct& wanted) {
  const auto stored = tx.rows<StoredRemark>(
      "select r.id, u.first_name, u.infix, u.last_name, r.written_at, r.remark, r.author_id "
      "from remarks r join users u on u.id = r.author_id "
      "where r.school_id = :school and r.pupil_id = :pupil and r.product_id = :product "
      "order by r.written_at desc, r.id desc",
      {{"school", wanted.school}, {"pupil", wanted.pupil}, {"product", wanted.product}});
  const auto* place = actor.membership(wanted.school);
  const bool is_administrator = place != nullptr && place->administrator;
  std::vector<Remark> remarks;
  remarks.reserve(stored.size());
  for (const auto& row : stored) {
    const bool is_own = row.author == actor.user;
    remarks.push_back({.id = row.id,
                       .author = text::spoken_name(row.first_name, row.infix, row.last_name),
                       .written_at = row.written_at,
                       .remark = row.remark,
                       .is_own = is_own,
                       .is_removable = is_own || is_administrator});
  }
  return remarks;
}

Expected<Remarks> add_remark(database::Transaction& tx, const accounts::Actor& actor,
                             const NewRemark& request) {
  const PupilOfProduct wanted{request.school, request.product, request.pupil};
  if (const auto own = require_own(tx, actor, wanted); !own) return std::unexpected(own.error());
  const auto text = rules::read_remark(request.remark);
  if (!text) return std::unexpected(text.error());
  const auto earlier = remarks_on(tx, actor, wanted);
  if (earlier.size() >= rules::kMostRemarks) {
    return refuse(RefusalKind::conflict, "too_many_remarks", {},
                  {{"maximum", static_cast<std::int64_t>(rules::kMostRemarks)}});
  }
  tx.execute(
      "insert into remarks (school_id, pupil_id, product_id, author_id, written_at, remark) "
      "values (:school, :pupil, :product, :author, :now, :remark)",
      {{"school", request.school},
       {"pupil", request.pupil},
       {"product", request.product},
       {"author", actor.user},
       {"now", actor.now},
       {"remark", *text}});
  record(tx, actor, wanted, "results.remark_added");
  return Remarks{remarks_on(tx, actor, wanted)};
}

Expected<Nothing> remove_remark(database::Transaction& tx, const accounts::Actor& actor,
                                const OldRemark& request) {
  const auto removed = tx.execute(
      "delete from remarks where id = :remark and school_id = :school and pupil_id = :pupil "
      "and product_id = :product and exists (select 1 from memberships m"
      " where m.school_id = :school and m.user_id = :actor and m.archived_at is null"
      " and (m.administrator = 1 or (m.supervisor = 1 and remarks.author_id = :actor)))",
      {{"remark", request.remark},
       {"school", request.school},
       {"pupil", request.pupil},
       {"product", request.product},
       {"actor", actor.user}});
  if (removed == 0) return refuse(RefusalKind::not_found, "not_found");
  record(tx, actor, {request.school, request.product, request.pupil}, "results.remark_removed");
  return Nothing{};
}

}  // namespace lexipoort::results
