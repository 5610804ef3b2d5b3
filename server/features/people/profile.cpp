#include "features/people/profile.h"

#include <algorithm>
#include <boost/algorithm/string/join.hpp>

#include "base/text.h"
#include "features/audit/audit.h"
#include "features/people/profile_rules.h"
#include "features/people/rules.h"
#include "features/schools/schools.h"

namespace lexipoort::people {
namespace {

using accounts::Kind;

// --- looking -------------------------------------------------------------------------------------

struct Stored {
  Kind kind = Kind::pupil;
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::optional<int> year_group;
  std::optional<std::string> user_name;
  std::optional<std::string> email;
  std::string job_title;
  std::optional<std::string> new_email;
  bool administrator = false;
  bool supervisor = false;
  bool archived = false;
  bool elsewhere = false;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Stored, (),
                      (kind, first_name, infix, last_name, year_group, user_name, email, job_title,
                       new_email, administrator, supervisor, archived, elsewhere, version))

std::optional<Stored> find_stored(database::Transaction& tx, const PersonRequest& request) {
  return tx.row<Stored>(
      "select u.kind, u.first_name, u.infix, u.last_name, m.year_group, u.user_name, u.email, "
      "u.job_title, (select c.email from email_changes c where c.user_id = u.id), "
      "m.administrator, m.supervisor, "
      "case when m.archived_at is null then 0 else 1 end, "
      "case when u.kind = 'operator' or exists (select 1 from memberships o "
      "where o.user_id = u.id and o.school_id <> m.school_id and o.archived_at is null) then 1 "
      "else 0 end, "
      "u.version + m.version from memberships m join users u on u.id = m.user_id "
      "where m.school_id = :school and m.user_id = :user",
      {{"school", request.school}, {"user", request.user}});
}

bool is_known_elsewhere(database::Transaction& tx, const PersonRequest& request) {
  return tx
      .row<std::int64_t>(
          "select 1 from memberships where user_id = :user and school_id <> :school limit 1",
          {{"user", request.user}, {"school", request.school}})
      .has_value();
}

std::vector<PersonProduct> find_products(database::Transaction& tx, Kind kind,
                                         const PersonRequest& request) {
  constexpr std::string_view kLinked =
      "select p.id, p.name from products p where p.id in (select product_id from links "
      "where school_id = :school and pupil_id = :user) order by p.name, p.id";
  constexpr std::string_view kGiven =
      "select p.id, p.name from products p where p.id in (select product_id from "
      "supervised_products where school_id = :school and supervisor_id = :user) "
      "order by p.name, p.id";
  return tx.rows<PersonProduct>(kind == Kind::pupil ? kLinked : kGiven,
                                {{"school", request.school}, {"user", request.user}});
}

struct StoredLink {
  ProductId product;
  std::string product_name;
  UserId person;
  std::string first_name;
  std::string infix;
  std::string last_name;
};
BOOST_DESCRIBE_STRUCT(StoredLink, (), (product, product_name, person, first_name, infix, last_name))

/// The other side of each link, without who is in the archive or no supervisor any more.
std::vector<StoredLink> find_links(database::Transaction& tx, Kind kind,
                                   const PersonRequest& request) {
  constexpr std::string_view kSupervisors =
      "select p.id, p.name, u.id, u.first_name, u.infix, u.last_name from links l "
      "join products p on p.id = l.product_id join users u on u.id = l.supervisor_id "
      "join memberships m on m.school_id = l.school_id and m.user_id = u.id "
      "where l.school_id = :school and l.pupil_id = :user and m.archived_at is null and "
      "m.supervisor = 1 order by p.name, p.id, u.sort_key, u.id";
  constexpr std::string_view kPupils =
      "select p.id, p.name, u.id, u.first_name, u.infix, u.last_name from links l "
      "join products p on p.id = l.product_id join users u on u.id = l.pupil_id "
      "join memberships m on m.school_id = l.school_id and m.user_id = u.id "
      "where l.school_id = :school and l.supervisor_id = :user and m.archived_at is null "
      "order by p.name, p.id, u.sort_key, u.id";
  return tx.rows<StoredLink>(kind == Kind::pupil ? kSupervisors : kPupils,
                             {{"school", request.school}, {"user", request.user}});
}

std::vector<ProfileLink> links_of(database::Transaction& tx, Kind kind,
                                  const PersonRequest& request) {
  std::vector<ProfileLink> links;
  for (const auto& stored : find_links(tx, kind, request)) {
    if (links.empty() || links.back().product.id != stored.product) {
      links.push_back({{stored.product, stored.product_name}, {}, {}});
    }
    auto& people = kind == Kind::pupil ? links.back().supervisors : links.back().pupils;
    people.push_back(
        {stored.person, text::listed_name(stored.first_name, stored.infix, stored.last_name)});
  }
  return links;
}

// --- changing ------------------------------------------------------------------------------------

struct ProfileChange {
  accounts::Account account;
  accounts::Details wanted;
  std::vector<std::string> fields;
  bool new_password = false;
};

accounts::Details wanted_of(const accounts::Account& account, const ProfileEdit& request) {
  const bool pupil = account.kind == Kind::pupil;
  return accounts::tidied({.first_name = request.first_name,
                           .infix = request.infix,
                           .last_name = request.last_name,
                           .user_name = request.user_name,
                           .email = pupil ? account.email : request.email,
                           .job_title = pupil ? account.job_title : request.job_title.value_or(""),
                           .new_email = pupil ? account.new_email : request.new_email});
}

std::vector<person::Fault> pupil_faults(database::Transaction& tx, const ProfileChange& change,
                                        const ProfileEdit& request) {
  const auto school = schools::find(tx, request.school).value();
  const auto& wanted = change.wanted;
  const auto name = wanted.user_name.value_or("");
  auto faults = rules::faults_of(
      rules::PupilDraft{.first_name = wanted.first_name,
                        .infix = wanted.infix,
                        .last_name = wanted.last_name,
                        .year_group = request.year_group ? std::to_string(*request.year_group) : "",
                        .user_name = name,
                        .password = request.password.value_or("")},
      schools::last_year_group(school.sector));
  if (!change.new_password) {
    std::erase_if(faults, [](const auto& fault) { return fault.field == "password"; });
  }
  if (name != change.account.user_name && !accounts::taken_user_names(tx, {name}).empty()) {
    faults.push_back({"user_name", "taken"});
  }
  return faults;
}

std::vector<person::Fault> faults_of(database::Transaction& tx, const ProfileChange& change,
                                     const ProfileEdit& request) {
  if (change.account.kind == Kind::pupil) return pupil_faults(tx, change, request);
  auto faults = accounts::faults_of(tx, change.account, change.wanted);
  // Adults choose their own, by mail. Source: spec R4.12.2.
  if (change.new_password) faults.push_back({"password", "not_allowed"});
  return faults;
}

Expected<ProfileChange> check(database::Transaction& tx, const accounts::Actor& actor,
                              const ProfileEdit& request) {
  const auto profile = find_profile(tx, actor, {request.school, request.user});
  if (!profile) return std::unexpected(profile.error());
  ProfileChange change;
  change.account = accounts::find_account(tx, request.user).value();
  change.new_password = !request.password.value_or("").empty();
  change.wanted = wanted_of(change.account, request);
  change.fields = accounts::changed_fields(change.account, change.wanted);
  if (profile->kind == Kind::pupil && profile->year_group != request.year_group) {
    change.fields.emplace_back("year_group");
  }
  const rules::ProfileFacts facts{
      .name = text::spoken_name(profile->first_name, profile->infix, profile->last_name),
      .version = profile->version,
      .archived = profile->archived,
      .is_self = profile->is_self,
      .own_profile_only = profile->own_profile_only,
      .known_elsewhere = is_known_elsewhere(tx, {request.school, request.user})};
  if (auto may = rules::may_change_profile(facts, request.version, change.fields); !may) {
    return std::unexpected(may.error());
  }
  const auto faults = faults_of(tx, change, request);
  if (!faults.empty()) return std::unexpected(person::faulty(faults));
  return change;
}

void record(database::Transaction& tx, const accounts::Actor& actor, const ProfileEdit& request,
            std::string action, std::map<std::string, std::string> details) {
  audit::record(tx, {.school = request.school,
                     .actor = actor.user,
                     .at = actor.now,
                     .action = std::move(action),
                     .details = std::move(details),
                     .subjects = {request.user}});
}

/// Who was invited at an address that was wrong is invited again at the right one.
void invite_again(database::Transaction& tx, const Settings& settings, const ProfileEdit& request,
                  UtcSeconds now) {
  const auto school = schools::find(tx, request.school).value();
  accounts::invite(tx, {settings.public_url, school.name}, {request.user}, now);
}

void store(database::Transaction& tx, const Settings& settings, const accounts::Actor& actor,
           const ProfileEdit& request, const ProfileChange& change) {
  if (change.fields.empty()) return;
  auto fields = accounts::change_details(tx, {settings.public_url, request.school}, change.account,
                                         change.wanted, actor.now);
  if (std::ranges::find(fields, "email") != fields.end()) {
    invite_again(tx, settings, request, actor.now);
  }
  if (change.fields.back() == "year_group") {
    fields.push_back(change.fields.back());
    tx.execute(
        "update memberships set year_group = :year, version = version + 1 "
        "where school_id = :school and user_id = :user",
        {{"year", request.year_group}, {"school", request.school}, {"user", request.user}});
  }
  record(tx, actor, request, "people.profile_changed",
         {{"fields", boost::algorithm::join(fields, ",")}});
}

}  // namespace

Expected<Profile> find_profile(database::Transaction& tx, const accounts::Actor& actor,
                               const PersonRequest& request) {
  const auto stored = find_stored(tx, request);
  if (!stored) return refuse(RefusalKind::not_found, "not_found");
  Profile profile{
      .id = request.user,
      .kind = stored->kind,
      .first_name = stored->first_name,
      .infix = stored->infix,
      .last_name = stored->last_name,
      .display_name = text::listed_name(stored->first_name, stored->infix, stored->last_name),
      .year_group = stored->year_group,
      .user_name = stored->user_name,
      .email = stored->email,
      .job_title = stored->job_title,
      .new_email = stored->new_email,
      .roles = {},
      .archived = stored->archived,
      .is_self = request.user == actor.user,
      .own_profile_only = stored->elsewhere,
      .version = stored->version,
      .products = find_products(tx, stored->kind, request),
      .links = links_of(tx, stored->kind, request)};
  if (stored->administrator) profile.roles.push_back(rules::Role::administrator);
  if (stored->supervisor) profile.roles.push_back(rules::Role::supervisor);
  return profile;
}

Expected<Profile> change_profile(const Settings& settings, const accounts::Actor& actor,
                                 const ProfileEdit& request) {
  const auto before =
      settings.database.read([&](database::Transaction& tx) { return check(tx, actor, request); });
  if (!before) return std::unexpected(before.error());
  // Outside the transaction: hashing takes long, and nobody should wait for it to write.
  const auto hash =
      before->new_password ? std::optional(crypto::hash_password(*request.password)) : std::nullopt;
  return settings.database.write([&](database::Transaction& tx) -> Expected<Profile> {
    if (auto may = accounts::still_administrates(tx, actor, request.school); !may) {
      return std::unexpected(may.error());
    }
    const auto change = check(tx, actor, request);
    if (!change) return std::unexpected(change.error());
    store(tx, settings, actor, request, *change);
    if (hash) {
      accounts::set_pupil_password(tx, request.user, *hash);
      record(tx, actor, request, "people.password_changed", {});
    }
    return find_profile(tx, actor, {request.school, request.user});
  });
}

}  // namespace lexipoort::people
