#include "features/people/link.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "features/audit/audit.h"
#include "features/subscriptions/subscriptions.h"

namespace lexipoort::people {
namespace {

struct StoredPupil {
  UserId id;
  std::string first_name;
  std::string infix;
  std::string last_name;
  bool archived = false;
};
BOOST_DESCRIBE_STRUCT(StoredPupil, (), (id, first_name, infix, last_name, archived))

struct PupilProduct {
  UserId pupil;
  ProductId product;
};
BOOST_DESCRIBE_STRUCT(PupilProduct, (), (pupil, product))

std::vector<StoredPupil> find_pupils(database::Transaction& tx, const LinkRequest& request) {
  return tx.rows<StoredPupil>(
      "select u.id, u.first_name, u.infix, u.last_name, "
      "case when m.archived_at is null then 0 else 1 end from memberships m "
      "join users u on u.id = m.user_id where m.school_id = :school and u.kind = 'pupil' and "
      "u.id in (select value from each(:pupils)) order by u.sort_key, u.id",
      {{"school", request.school}, {"pupils", request.pupils}});
}

std::vector<rules::PupilFacts> facts_of(database::Transaction& tx, const LinkRequest& request,
                                        const std::vector<StoredPupil>& pupils) {
  std::map<UserId, std::vector<ProductId>> products;
  for (const auto& pair : tx.rows<PupilProduct>(
           "select distinct pupil_id, product_id from links where school_id = :school and "
           "pupil_id in (select value from each(:pupils))",
           {{"school", request.school}, {"pupils", request.pupils}})) {
    products[pair.pupil].push_back(pair.product);
  }
  std::vector<rules::PupilFacts> facts;
  facts.reserve(pupils.size());
  for (const auto& pupil : pupils) {
    facts.push_back({pupil.id, text::spoken_name(pupil.first_name, pupil.infix, pupil.last_name),
                     products[pupil.id]});
  }
  return facts;
}

Expected<Nothing> require_supervisors(database::Transaction& tx, SchoolId school,
                                      const std::vector<rules::Link>& links) {
  std::set<UserId> asked;
  for (const auto& link : links) asked.insert(link.supervisor_id);
  const auto found = tx.rows<UserId>(
      "select user_id from memberships where school_id = :school and supervisor = 1 and "
      "archived_at is null and user_id in (select value from each(:supervisors))",
      {{"school", school}, {"supervisors", std::vector<UserId>(asked.begin(), asked.end())}});
  if (found.size() != asked.size()) return refuse(RefusalKind::invalid, "not_a_supervisor");
  return Nothing{};
}

std::vector<rules::LinkRow> rows_of(const LinkRequest& request) {
  std::vector<rules::LinkRow> rows;
  for (const auto& row : request.rows) rows.push_back({row.product, row.supervisors});
  return rows;
}

/// Takes pupils out of the archive. What they were linked to before is past: they get only the
/// links that are made now, for only those have a seat.
void activate(database::Transaction& tx, SchoolId school, const std::vector<UserId>& pupils) {
  if (pupils.empty()) return;
  tx.execute(
      "delete from links where school_id = :school and pupil_id in "
      "(select value from each(:pupils))",
      {{"school", school}, {"pupils", pupils}});
  tx.execute(
      "update memberships set archived_at = null where school_id = :school and user_id in "
      "(select value from each(:pupils))",
      {{"school", school}, {"pupils", pupils}});
}

std::vector<UserId> archived_among(const std::vector<StoredPupil>& pupils) {
  std::vector<UserId> archived;
  for (const auto& pupil : pupils) {
    if (pupil.archived) archived.push_back(pupil.id);
  }
  return archived;
}

bool names_each_once(const std::vector<UserId>& ids) {
  return std::set<UserId>(ids.begin(), ids.end()).size() == ids.size();
}

}  // namespace

Expected<Nothing> store_links(database::Transaction& tx, SchoolId school,
                              const std::vector<rules::Link>& links, std::string_view day) {
  if (auto fine = require_supervisors(tx, school, links); !fine) return fine;
  std::map<ProductId, std::vector<UserId>> pupils_of;
  for (const auto& link : links) pupils_of[link.product_id].push_back(link.pupil_id);
  // A query for each product of the dialog: a handful, however many pupils there are.
  for (const auto& [product, pupils] : pupils_of) {
    if (auto taken = subscriptions::take_seats(tx, school, product, pupils, day); !taken) {
      return taken;
    }
  }
  tx.execute(
      "insert into links (school_id, pupil_id, product_id, supervisor_id) "
      "select :school, pupil_id, product_id, supervisor_id from each(:links) where true "
      "on conflict (school_id, pupil_id, product_id, supervisor_id) do nothing",
      {{"school", school}, {"links", links}});
  return Nothing{};
}

Expected<LinkSummary> link_pupils(database::Transaction& tx, const accounts::Actor& actor,
                                  const LinkRequest& request) {
  const auto pupils = find_pupils(tx, request);
  if (pupils.size() != request.pupils.size() || !names_each_once(request.pupils)) {
    return refuse(RefusalKind::invalid, "not_a_pupil");
  }
  const auto links = rules::links_for(facts_of(tx, request, pupils), rows_of(request));
  if (!links) return std::unexpected(links.error());
  const auto archived = archived_among(pupils);
  activate(tx, request.school, archived);
  if (auto stored = store_links(tx, request.school, *links, actor.today()); !stored) {
    return std::unexpected(stored.error());
  }
  const LinkSummary summary{.pupils = static_cast<std::int64_t>(pupils.size()),
                            .links = static_cast<std::int64_t>(links->size()),
                            .activated = static_cast<std::int64_t>(archived.size())};
  audit::record(tx, {.school = request.school,
                     .actor = actor.user,
                     .at = actor.now,
                     .action = "people.pupils_linked",
                     .subjects = request.pupils});
  return summary;
}

}  // namespace lexipoort::people
