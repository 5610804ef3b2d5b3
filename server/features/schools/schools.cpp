#include "features/schools/schools.h"

namespace lexipoort::schools {

std::optional<School> find(database::Transaction& tx, SchoolId school) {
  return tx.row<School>(
      "select id, name, place, brin, location_code, sector from schools where id = :school",
      {{"school", school}});
}

std::vector<AddressRange> address_ranges(database::Transaction& tx,
                                         const std::vector<SchoolId>& schools) {
  return tx.rows<AddressRange>(
      "select school_id, first_address, last_address from school_ip_ranges "
      "where school_id in (select value from each(:schools))",
      {{"schools", schools}});
}

Expected<SchoolId> create(database::Transaction& tx, const School& school, UtcSeconds now) {
  const auto twin =
      tx.row<SchoolId>("select id from schools where brin = :brin and location_code = :location",
                       {{"brin", school.brin}, {"location", school.location_code}});
  if (twin) return refuse(RefusalKind::conflict, "brin_taken", {{.field = "brin"}});
  return tx
      .row<SchoolId>(
          "insert into schools (name, place, brin, location_code, sector, created_at) "
          "values (:name, :place, :brin, :location, :sector, :now) returning id",
          {{"name", school.name},
           {"place", school.place},
           {"brin", school.brin},
           {"location", school.location_code},
           {"sector", school.sector},
           {"now", now}})
      .value();
}

int retention_years(database::Transaction& tx, SchoolId school) {
  return tx.row<int>("select retention_years from schools where id = :school", {{"school", school}})
      .value();
}

}  // namespace lexipoort::schools
