#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "features/results/queries.h"

/// What supervisors write about a pupil's results. Source: spec R3.4.
namespace lexipoort::results {

struct Remark {
  RemarkId id;
  std::string author;
  UtcSeconds written_at = 0;
  std::string remark;
  bool is_own = false;
  bool is_removable = false;  ///< by whoever reads
};
BOOST_DESCRIBE_STRUCT(Remark, (), (id, author, written_at, remark, is_own, is_removable))

/// All remarks on a pupil's work with a product, the newest first.
[[nodiscard]] std::vector<Remark> remarks_on(database::Transaction& tx,
                                             const accounts::Actor& actor,
                                             const PupilOfProduct& wanted);

struct NewRemark {
  SchoolId school;
  ProductId product;
  UserId pupil;
  std::string remark;
};
BOOST_DESCRIBE_STRUCT(NewRemark, (), (school, product, pupil, remark))

struct Remarks {
  std::vector<Remark> remarks;
};
BOOST_DESCRIBE_STRUCT(Remarks, (), (remarks))

/// Gives all remarks back. Refuses as readable_product() and own_pupil() do; `faulty` when the text
/// is empty or longer than 2,000 characters, and `too_many_remarks` above 200.
[[nodiscard]] Expected<Remarks> add_remark(database::Transaction& tx, const accounts::Actor& actor,
                                           const NewRemark& request);

struct OldRemark {
  SchoolId school;
  ProductId product;
  UserId pupil;
  RemarkId remark;
};
BOOST_DESCRIBE_STRUCT(OldRemark, (), (school, product, pupil, remark))

/// Takes a remark away: one's own as long as one is a supervisor at the school, linked to the pupil
/// or not any more, and any of the school as its administrator. Refuses `not_found` otherwise.
[[nodiscard]] Expected<Nothing> remove_remark(database::Transaction& tx,
                                              const accounts::Actor& actor,
                                              const OldRemark& request);

}  // namespace lexipoort::results
