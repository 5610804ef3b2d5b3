#include "features/people/professionals.h"

namespace lexipoort::people {
namespace {

struct StoredHolder {
  std::string email;
  accounts::Kind kind = accounts::Kind::professional;
  bool here = false;
  bool archived_here = false;
};
BOOST_DESCRIBE_STRUCT(StoredHolder, (), (email, kind, here, archived_here))

struct KnownEmail {
  std::string email;
  UserId user;
};
BOOST_DESCRIBE_STRUCT(KnownEmail, (), (email, user))

struct NewMembership {
  UserId user_id;
  bool administrator = false;
  bool supervisor = false;
  std::optional<UtcSeconds> archived_at;
};
BOOST_DESCRIBE_STRUCT(NewMembership, (), (user_id, administrator, supervisor, archived_at))

std::vector<std::string> emails_of(const std::vector<Entrant>& entrants) {
  std::vector<std::string> emails;
  emails.reserve(entrants.size());
  for (const auto& entrant : entrants) emails.push_back(entrant.email);
  return emails;
}

std::map<std::string, UserId> accounts_of(database::Transaction& tx,
                                          const std::vector<Entrant>& entrants) {
  std::map<std::string, UserId> users;
  for (const auto& known : tx.rows<KnownEmail>(
           "select email, id from users where email in (select value from each(:emails))",
           {{"emails", emails_of(entrants)}})) {
    users[known.email] = known.user;
  }
  return users;
}

/// The users of the entrants, with new accounts for who has none.
std::vector<Entered> with_accounts(database::Transaction& tx, const std::vector<Entrant>& entrants,
                                   UtcSeconds now) {
  const auto known = accounts_of(tx, entrants);
  std::vector<accounts::NewAdult> strangers;
  for (const auto& entrant : entrants) {
    if (known.contains(entrant.email)) continue;
    strangers.push_back({.first_name = entrant.first_name,
                         .infix = entrant.infix,
                         .last_name = entrant.last_name,
                         .email = entrant.email,
                         .password_hash = std::nullopt});
  }
  const auto made = accounts::create_adults(tx, strangers, now);
  std::vector<Entered> entered;
  auto next = made.begin();
  for (const auto& entrant : entrants) {
    const auto account = known.find(entrant.email);
    const bool joined = account != known.end();
    entered.push_back({.user = joined ? account->second : *next++, .joined = joined});
  }
  return entered;
}

void add_memberships(database::Transaction& tx, SchoolId school,
                     const std::vector<Entrant>& entrants, const std::vector<Entered>& entered,
                     UtcSeconds now) {
  std::vector<NewMembership> memberships;
  for (std::size_t index = 0; index < entrants.size(); ++index) {
    const auto& entrant = entrants[index];
    memberships.push_back({.user_id = entered[index].user,
                           .administrator = entrant.roles.administrator,
                           .supervisor = entrant.roles.supervisor,
                           .archived_at = entrant.archived ? std::optional(now) : std::nullopt});
  }
  tx.execute(
      "insert into memberships (school_id, user_id, administrator, supervisor, archived_at) "
      "select :school, user_id, administrator, supervisor, archived_at from each(:memberships)",
      {{"school", school}, {"memberships", memberships}});
}

}  // namespace

std::map<std::string, rules::Holder> holders_of(database::Transaction& tx, SchoolId school,
                                                const std::vector<std::string>& emails) {
  std::map<std::string, rules::Holder> holders;
  for (const auto& stored : tx.rows<StoredHolder>(
           "select u.email, u.kind, case when m.user_id is null then 0 else 1 end, "
           "case when m.archived_at is null then 0 else 1 end from users u "
           "left join memberships m on m.user_id = u.id and m.school_id = :school "
           "where u.email in (select value from each(:emails))",
           {{"school", school}, {"emails", emails}})) {
    holders[stored.email] = {stored.kind, stored.here, stored.archived_here};
  }
  return holders;
}

std::vector<Entered> take_in(database::Transaction& tx, const schools::School& school,
                             const std::string& public_url, const std::vector<Entrant>& entrants,
                             UtcSeconds now) {
  auto entered = with_accounts(tx, entrants, now);
  add_memberships(tx, school.id, entrants, entered, now);
  std::vector<UserId> strangers;
  std::vector<UserId> joined;
  for (const auto& each : entered) (each.joined ? joined : strangers).push_back(each.user);
  const accounts::Sender sender{.public_url = public_url, .school = school.name};
  accounts::invite(tx, sender, strangers, now);
  accounts::tell_of_school(tx, sender, joined, now);
  return entered;
}

}  // namespace lexipoort::people
