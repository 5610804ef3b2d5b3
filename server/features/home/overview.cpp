#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/home/home.h"
#include "features/schools/schools.h"
#include "features/subscriptions/subscriptions.h"

namespace lexipoort::home {
namespace {

using accounts::Actor;

struct AtSchool {
  SchoolId school;
};
BOOST_DESCRIBE_STRUCT(AtSchool, (), (school))

struct SchoolFacts {
  SchoolId id;
  std::string name;
  std::string place;
  schools::Sector sector = schools::Sector::po;
};
BOOST_DESCRIBE_STRUCT(SchoolFacts, (), (id, name, place, sector))

struct Overview {
  SchoolFacts school;
  std::vector<subscriptions::ProductSeats> products;
  std::vector<subscriptions::Notice> notices;  ///< for administrators only
  std::int64_t active_users = 0;
  std::int64_t archived_users = 0;
};
BOOST_DESCRIBE_STRUCT(Overview, (), (school, products, notices, active_users, archived_users))

struct Counts {
  std::int64_t active = 0;
  std::int64_t archived = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (active, archived))

/// Licences per product, and how many users are active and archived. Source: spec R1.3, R1.4.
Expected<Overview> overview(database::Transaction& tx, const Actor& actor,
                            const AtSchool& request) {
  const auto school = schools::find(tx, request.school).value();
  const auto counts = tx.row<Counts>(
                            "select coalesce(sum(case when archived_at is null then 1 else 0 end), "
                            "0), coalesce(sum(case when archived_at is null then 0 else 1 end), 0) "
                            "from memberships where school_id = :school",
                            {{"school", request.school}})
                          .value();
  std::vector<subscriptions::Notice> notices;
  if (actor.membership(request.school)->administrator) {
    notices = subscriptions::find_notices(tx, request.school, actor.today());
  }
  return Overview{.school = {.id = school.id,
                             .name = school.name,
                             .place = school.place,
                             .sector = school.sector},
                  .products = subscriptions::running_products(tx, request.school, actor.today()),
                  .notices = std::move(notices),
                  .active_users = counts.active,
                  .archived_users = counts.archived};
}

}  // namespace

void add_routes(http::Routes& routes) {
  routes.read({.method = http::Method::get,
               .path = "/api/schools/{school}/overview",
               .policy = accounts::policy::professional_of_school,
               .summary = "A school's licences and users, counted"},
              &overview);
}

}  // namespace lexipoort::home
