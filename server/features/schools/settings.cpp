#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/audit/audit.h"
#include "features/schools/rules.h"
#include "features/schools/schools.h"

/// The settings of one school, and 'Manier van inloggen' in them. Source: spec R4.2.1, R4.2.2.
namespace lexipoort::schools {
namespace {

using accounts::Actor;

struct AtSchool {
  SchoolId school;
};
BOOST_DESCRIBE_STRUCT(AtSchool, (), (school))

struct Addresses {
  std::string first;
  std::string last;
};
BOOST_DESCRIBE_STRUCT(Addresses, (), (first, last))

/// The last four are for administrators only.
struct SchoolSettings {
  std::string name;
  std::string place;
  std::string brin;
  std::string location_code;
  Sector sector = Sector::po;
  std::vector<Addresses> addresses;
  std::string your_address;
  std::optional<Connection> connection;
  std::optional<int> retention_years;
};
BOOST_DESCRIBE_STRUCT(SchoolSettings, (),
                      (name, place, brin, location_code, sector, addresses, your_address,
                       connection, retention_years))

struct SetRequest {
  SchoolId school;
  Connection connection = Connection::one;
  std::string addresses;  ///< as typed
};
BOOST_DESCRIBE_STRUCT(SetRequest, (), (school, connection, addresses))

struct SetAddresses : SchoolSettings {
  std::int64_t overlaps = 0;  ///< other schools with an address in common
};
BOOST_DESCRIBE_STRUCT(SetAddresses, (SchoolSettings), (overlaps))

struct SetRetention {
  SchoolId school;
  std::int64_t years = 0;
};
BOOST_DESCRIBE_STRUCT(SetRetention, (), (school, years))

struct DemandSecondFactor {
  SchoolId school;
  bool demanded = false;
};
BOOST_DESCRIBE_STRUCT(DemandSecondFactor, (), (school, demanded))

struct StoredRange {
  std::string first;
  std::string last;
  std::string reach;
};
BOOST_DESCRIBE_STRUCT(StoredRange, (), (first, last, reach))

std::vector<Addresses> find_addresses(database::Transaction& tx, SchoolId school) {
  auto found = tx.rows<Addresses>(
      "select first_address, last_address from school_ip_ranges where school_id = :school "
      "order by first_address",
      {{"school", school}});
  for (auto& range : found) {
    range = {rules::readable(range.first), rules::readable(range.last)};
  }
  return found;
}

SchoolSettings find_settings(database::Transaction& tx, const Actor& actor, SchoolId school,
                             const std::string& caller_address) {
  const auto facts = find(tx, school).value();
  SchoolSettings settings{.name = facts.name,
                          .place = facts.place,
                          .brin = facts.brin,
                          .location_code = facts.location_code,
                          .sector = facts.sector,
                          .addresses = {},
                          .your_address = {},
                          .connection = {},
                          .retention_years = {}};
  if (actor.membership(school)->administrator) {
    settings.addresses = find_addresses(tx, school);
    settings.your_address = caller_address;
    settings.connection =
        tx.row<std::optional<Connection>>("select connection from schools where id = :school",
                                          {{"school", school}})
            .value();
    settings.retention_years = retention_years(tx, school);
  }
  return settings;
}

/// What stands in the audit trail: '185.10.20.30, 185.10.20.32 - 185.10.20.63'.
std::string told(const std::vector<Addresses>& addresses) {
  std::string text;
  for (const auto& [first, last] : addresses) {
    if (!text.empty()) text += ", ";
    text += first;
    if (first != last) text.append(" - ").append(last);
  }
  return text;
}

/// Removes what was set; how many ranges that were.
std::int64_t remove_ranges(database::Transaction& tx, SchoolId school) {
  return tx.execute("delete from school_ip_ranges where school_id = :school", {{"school", school}});
}

void set_connection(database::Transaction& tx, SchoolId school,
                    std::optional<Connection> connection) {
  tx.execute("update schools set connection = :connection where id = :school",
             {{"school", school}, {"connection", connection}});
}

void insert_ranges(database::Transaction& tx, SchoolId school,
                   const std::vector<StoredRange>& ranges) {
  tx.execute(
      "insert into school_ip_ranges (school_id, first_address, last_address) "
      "select :school, first, last from each(:ranges)",
      {{"school", school}, {"ranges", ranges}});
}

/// How many other schools share an address. No range that reaches ours begins before `reach`, so
/// this looks at the neighbours in the index only, however many schools there are.
std::int64_t count_overlaps(database::Transaction& tx, SchoolId school,
                            const std::vector<StoredRange>& ranges) {
  return tx
      .row<std::int64_t>(
          "select count(distinct r.school_id) from each(:ranges) join school_ip_ranges r "
          "on r.first_address >= reach and r.first_address <= last and r.last_address >= first "
          "where r.school_id <> :school",
          {{"school", school}, {"ranges", ranges}})
      .value();
}

Expected<SetAddresses> set_addresses(database::Transaction& tx, const Actor& actor,
                                     const SetRequest& request, const std::string& caller_address) {
  if (auto may = accounts::still_administrates(tx, actor, request.school); !may) {
    return std::unexpected(may.error());
  }
  const auto ranges = rules::ranges_in(request.addresses, request.connection);
  if (!ranges) return std::unexpected(ranges.error());
  std::vector<StoredRange> stored;
  stored.reserve(ranges->size());
  for (const auto& range : *ranges) {
    stored.push_back({rules::comparable(range.first), rules::comparable(range.last),
                      rules::comparable(rules::reach_of(range))});
  }
  set_connection(tx, request.school, request.connection);
  remove_ranges(tx, request.school);
  insert_ranges(tx, request.school, stored);
  SetAddresses set{find_settings(tx, actor, request.school, caller_address),
                   count_overlaps(tx, request.school, stored)};
  audit::record(tx, {.school = request.school,
                     .actor = actor.user,
                     .at = actor.now,
                     .action = "schools.addresses_set",
                     .details = {{"addresses", told(set.addresses)}}});
  return set;
}

Expected<Nothing> remove_addresses(database::Transaction& tx, const Actor& actor,
                                   const AtSchool& request) {
  if (auto may = accounts::still_administrates(tx, actor, request.school); !may) return may;
  if (remove_ranges(tx, request.school) == 0) return Nothing{};
  set_connection(tx, request.school, std::nullopt);
  audit::record(tx, {.school = request.school,
                     .actor = actor.user,
                     .at = actor.now,
                     .action = "schools.addresses_removed"});
  return Nothing{};
}

Expected<Nothing> set_retention(database::Transaction& tx, const Actor& actor,
                                const SetRetention& request) {
  if (auto may = accounts::still_administrates(tx, actor, request.school); !may) return may;
  if (auto fine = rules::is_retention(request.years); !fine) return fine;
  if (request.years == retention_years(tx, request.school)) return Nothing{};
  tx.execute("update schools set retention_years = :years where id = :school",
             {{"years", request.years}, {"school", request.school}});
  audit::record(tx, {.school = request.school,
                     .actor = actor.user,
                     .at = actor.now,
                     .action = "schools.retention_changed",
                     .details = {{"years", std::to_string(request.years)}}});
  return Nothing{};
}

/// What the administrators of a school are told who do not sign in in two steps yet.
void tell_administrators(database::Transaction& tx, SchoolId school, UtcSeconds now) {
  const auto name = find(tx, school).value().name;
  std::vector<accounts::Letter> letters;
  for (const auto user :
       tx.rows<UserId>("select m.user_id from memberships m where m.school_id = :school and "
                       "m.administrator = 1 and m.archived_at is null and not exists "
                       "(select 1 from second_factors f where f.user_id = m.user_id)",
                       {{"school", school}})) {
    letters.push_back(
        {.to = user,
         .subject = "Beheerders van " + name + " loggen voortaan in twee stappen in",
         .text = name + " vraagt van zijn beheerders om in twee stappen in te loggen: met je "
                        "wachtwoord en met een code uit een app op je telefoon.\n"
                        "Zet het aan bij 'Mijn profiel'. Daarna kun je weer bij het beheer."});
  }
  accounts::mail_letters(tx, letters, now);
}

/// Whoever asks it of the others does it, so that nobody shuts a school out by mistake.
Expected<Nothing> demand_second_factor(database::Transaction& tx, const Actor& actor,
                                       const DemandSecondFactor& request) {
  if (auto may = accounts::still_administrates(tx, actor, request.school); !may) return may;
  if (request.demanded && !actor.second_factor) {
    return refuse(RefusalKind::conflict, "second_factor_first");
  }
  const auto changed = tx.execute(
      "update schools set second_factor_demanded = :demanded where id = :school and "
      "second_factor_demanded <> :demanded",
      {{"demanded", request.demanded}, {"school", request.school}});
  if (changed == 0) return Nothing{};
  audit::record(tx, {.school = request.school,
                     .actor = actor.user,
                     .at = actor.now,
                     .action = request.demanded ? "schools.second_factor_demanded"
                                                : "schools.second_factor_not_demanded"});
  if (request.demanded) tell_administrators(tx, request.school, actor.now);
  return Nothing{};
}

const Actor& actor_of(const http::Exchange& exchange) {
  return static_cast<const Actor&>(*exchange.caller);
}

}  // namespace

void add_routes(http::Routes& routes, database::Database& database) {
  routes.add<AtSchool, SchoolSettings>(
      {.method = http::Method::get,
       .path = "/api/schools/{school}/settings",
       .policy = accounts::policy::professional_of_school,
       .summary = "What a school is, and for its administrators its addresses"},
      [&database](http::Exchange& exchange, const AtSchool& request) -> Expected<SchoolSettings> {
        return database.read([&](database::Transaction& tx) {
          return find_settings(tx, actor_of(exchange), request.school, exchange.request.address);
        });
      });
  routes.add<SetRequest, SetAddresses>(
      {.method = http::Method::put,
       .path = "/api/schools/{school}/addresses",
       .policy = accounts::policy::administrator_of_school,
       .summary = "Set the addresses a school is on the internet with, in place of the earlier"},
      [&database](http::Exchange& exchange, const SetRequest& request) {
        return database.write([&](database::Transaction& tx) {
          return set_addresses(tx, actor_of(exchange), request, exchange.request.address);
        });
      });
  routes.write({.method = http::Method::put,
                .path = "/api/schools/{school}/retention",
                .policy = accounts::policy::administrator_of_school,
                .summary = "How many years results stay readable after a subscription has ended"},
               &set_retention);
  routes.write({.method = http::Method::put,
                .path = "/api/schools/{school}/second-factor",
                .policy = accounts::policy::administrator_of_school,
                .summary = "Whether its administrators must sign in in two steps"},
               &demand_second_factor);
  routes.write({.method = http::Method::del,
                .path = "/api/schools/{school}/addresses",
                .policy = accounts::policy::administrator_of_school,
                .summary = "Forget a school's addresses"},
               &remove_addresses);
}

}  // namespace lexipoort::schools
