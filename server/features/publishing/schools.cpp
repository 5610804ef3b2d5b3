#include <boost/describe.hpp>

#include "features/accounts/accounts.h"
#include "features/publishing/publishing.h"

namespace lexipoort::publishing {
namespace {

using accounts::Actor;

/// More schools than this do not fit on a screen; the national list comes with a search.
constexpr std::int64_t kMostSchools = 500;

struct School {
  SchoolId id;
  std::string name;
  std::string place;
  std::string brin;
  std::string sector;
  std::int64_t active_users = 0;
};
BOOST_DESCRIBE_STRUCT(School, (), (id, name, place, brin, sector, active_users))

struct SchoolList {
  std::vector<School> schools;
};
BOOST_DESCRIBE_STRUCT(SchoolList, (), (schools))

Expected<SchoolList> list_schools(database::Transaction& tx, const Actor&, const Nothing&) {
  return SchoolList{tx.rows<School>(
      "select s.id, s.name, s.place, s.brin || s.location_code, s.sector, "
      "(select count(*) from memberships m where m.school_id = s.id and m.archived_at is null) "
      "from schools s order by s.name, s.id limit :most",
      {{"most", kMostSchools}})};
}

}  // namespace

void add_routes(http::Routes& routes) {
  routes.read({.method = http::Method::get,
               .path = "/api/operator/schools",
               .policy = accounts::policy::operator_,
               .summary = "The schools that use the portal"},
              &list_schools);
}

}  // namespace lexipoort::publishing
