#include "features/publishing/schools.h"

namespace lexipoort::publishing {

Expected<SchoolList> list_schools(database::Transaction& tx, const accounts::Actor&,
                                  const Nothing&) {
  /// More schools than this do not fit on a screen; the national list comes with a search.
  constexpr std::int64_t kMostSchools = 500;
  return SchoolList{tx.rows<School>(
      "select s.id, s.name, s.place, s.brin || s.location_code, s.sector, "
      "(select count(*) from memberships m where m.school_id = s.id and m.archived_at is null) "
      "from schools s order by s.name, s.id limit :most",
      {{"most", kMostSchools}})};
}

}  // namespace lexipoort::publishing
