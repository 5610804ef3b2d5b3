#include "features/people/members.h"

#include <algorithm>
#include <set>

#include "features/subscriptions/subscriptions.h"

namespace lexipoort::people {

std::vector<rules::Member> find_members(database::Transaction& tx, SchoolId school,
                                        const std::vector<UserId>& users) {
  return tx.rows<rules::Member>(
      "select u.id, case when u.kind = 'pupil' then 1 else 0 end, u.first_name, u.infix, "
      "u.last_name, m.administrator, m.supervisor, m.year_group, m.archived_at, "
      "u.version + m.version from memberships m join users u on u.id = m.user_id "
      "where m.school_id = :school and m.user_id in (select value from each(:users)) "
      "order by u.sort_key, u.id",
      {{"school", school}, {"users", users}});
}

std::vector<UserId> ids_of(const std::vector<rules::Member>& members) {
  std::vector<UserId> ids;
  ids.reserve(members.size());
  for (const auto& member : members) ids.push_back(member.id);
  return ids;
}

Ties ties_of(database::Transaction& tx, SchoolId school, const std::vector<UserId>& users) {
  return {.links = tx.rows<rules::Link>(
              "select pupil_id, product_id, supervisor_id from links where school_id = :school "
              "and pupil_id in (select value from each(:users)) union "
              "select pupil_id, product_id, supervisor_id from links where school_id = :school "
              "and supervisor_id in (select value from each(:users)) order by 1, 2, 3",
              {{"school", school}, {"users", users}}),
          .products = tx.rows<SupervisedProduct>(
              "select supervisor_id, product_id from supervised_products "
              "where school_id = :school and supervisor_id in (select value from each(:users)) "
              "order by 1, 2",
              {{"school", school}, {"users", users}})};
}

void add_ties(database::Transaction& tx, SchoolId school, const Ties& ties) {
  tx.execute(
      "insert into links (school_id, pupil_id, product_id, supervisor_id) "
      "select :school, pupil_id, product_id, supervisor_id from each(:links) where true "
      "on conflict (school_id, pupil_id, product_id, supervisor_id) do nothing",
      {{"school", school}, {"links", ties.links}});
  tx.execute(
      "insert into supervised_products (school_id, supervisor_id, product_id) "
      "select :school, supervisor_id, product_id from each(:products) where true "
      "on conflict (school_id, supervisor_id, product_id) do nothing",
      {{"school", school}, {"products", ties.products}});
}

void remove_ties(database::Transaction& tx, SchoolId school, const std::vector<UserId>& users) {
  const database::Parameters parameters = {{"school", school}, {"users", users}};
  tx.execute(
      "delete from links where school_id = :school and "
      "pupil_id in (select value from each(:users))",
      parameters);
  tx.execute(
      "delete from links where school_id = :school and "
      "supervisor_id in (select value from each(:users))",
      parameters);
  tx.execute(
      "delete from supervised_products where school_id = :school and "
      "supervisor_id in (select value from each(:users))",
      parameters);
}

void touch(database::Transaction& tx, SchoolId school, const std::vector<UserId>& users) {
  tx.execute(
      "update memberships set version = version + 1 where school_id = :school and "
      "user_id in (select value from each(:users))",
      {{"school", school}, {"users", users}});
}

Expected<Nothing> require_supervisors(database::Transaction& tx, SchoolId school,
                                      const std::vector<UserId>& users) {
  const std::set<UserId> asked(users.begin(), users.end());
  const auto found = tx.rows<UserId>(
      "select user_id from memberships where school_id = :school and supervisor = 1 and "
      "archived_at is null and user_id in (select value from each(:users))",
      {{"school", school}, {"users", std::vector<UserId>(asked.begin(), asked.end())}});
  if (found.size() != asked.size()) return refuse(RefusalKind::invalid, "not_a_supervisor");
  return Nothing{};
}

Expected<Nothing> require_any_supervisor(database::Transaction& tx, SchoolId school) {
  const auto found = tx.row<std::int64_t>(
      "select 1 from memberships where school_id = :school and supervisor = 1 and "
      "archived_at is null limit 1",
      {{"school", school}});
  if (!found) return refuse(RefusalKind::conflict, "no_supervisor_yet");
  return Nothing{};
}

Expected<Nothing> require_pupils(database::Transaction& tx, SchoolId school,
                                 const std::vector<rules::Link>& links) {
  std::set<UserId> asked;
  for (const auto& link : links) asked.insert(link.pupil_id);
  const auto found = find_members(tx, school, {asked.begin(), asked.end()});
  if (found.size() != asked.size()) return refuse(RefusalKind::invalid, "not_a_pupil");
  if (auto fine = rules::only_pupils(found); !fine) return fine;
  return rules::only_active(found, "person_archived");
}

Expected<Nothing> require_subscriptions(database::Transaction& tx, SchoolId school,
                                        const std::vector<ProductId>& products,
                                        std::string_view day) {
  if (products.empty()) return Nothing{};
  const auto running = subscriptions::running_products(tx, school, day);
  std::vector<ProductId> missing;
  std::ranges::copy_if(products, std::back_inserter(missing), [&](ProductId product) {
    return std::ranges::find(running, product, &subscriptions::ProductSeats::id) == running.end();
  });
  if (missing.empty()) return Nothing{};
  std::vector<Concern> concerns;
  for (auto& name : tx.rows<std::string>(
           "select name from products where id in (select value from each(:products)) "
           "order by name",
           {{"products", missing}})) {
    concerns.push_back({.name = std::move(name)});
  }
  return refuse(RefusalKind::conflict, "no_subscription", std::move(concerns));
}

}  // namespace lexipoort::people
