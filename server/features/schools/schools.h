#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/expected.h"
#include "base/ids.h"
#include "platform/database/database.h"
#include "platform/http/routes.h"

/// The tenants: their names, sectors and networks.
namespace lexipoort::schools {

enum class Sector { po, so, vo };
BOOST_DESCRIBE_ENUM(Sector, po, so, vo)

struct School {
  SchoolId id;
  std::string name;
  std::string place;
  std::string brin;
  std::string location_code;
  Sector sector = Sector::po;
};
BOOST_DESCRIBE_STRUCT(School, (), (id, name, place, brin, location_code, sector))

/// The school, or nothing if there is none.
[[nodiscard]] std::optional<School> find(database::Transaction& tx, SchoolId school);

/// How many years supervisors can read results after a subscription has ended.
[[nodiscard]] int retention_years(database::Transaction& tx, SchoolId school);

/// The last year group of a sector; the first is 1. Source: spec, table of words.
[[nodiscard]] int last_year_group(Sector sector);

/// An IP address as 32 hexadecimal digits that compare as addresses do (IPv4 as ::ffff:a.b.c.d);
/// nothing when the text is no address.
[[nodiscard]] std::optional<std::string> comparable_address(std::string_view text);

/// A network of a school, to tell `school` from `home`. Source: spec R3.7.
struct AddressRange {
  SchoolId school_id;
  std::string first_address;
  std::string last_address;
};
BOOST_DESCRIBE_STRUCT(AddressRange, (), (school_id, first_address, last_address))

/// The networks of these schools.
[[nodiscard]] std::vector<AddressRange> address_ranges(database::Transaction& tx,
                                                       const std::vector<SchoolId>& schools);

/// Whether a comparable address lies in a network of the school. Source: spec R3.7.
[[nodiscard]] bool is_at_school(const std::vector<AddressRange>& ranges, SchoolId school,
                                std::string_view comparable);

/// Makes a school; the publisher does. Refuses `brin_taken`.
[[nodiscard]] Expected<SchoolId> create(database::Transaction& tx, const School& school,
                                        UtcSeconds now);

/// The school's settings.
void add_routes(http::Routes& routes, database::Database& database);

}  // namespace lexipoort::schools
