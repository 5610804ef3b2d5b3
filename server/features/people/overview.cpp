#include "features/people/overview.h"

#include <unordered_map>

#include "base/text.h"

namespace lexipoort::people {
namespace {

struct Stored {
  UserId id;
  accounts::Kind kind = accounts::Kind::pupil;
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::string search;
  std::optional<int> year_group;
  std::optional<std::string> user_name;
  std::optional<std::string> email;
  bool administrator = false;
  bool supervisor = false;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Stored, (),
                      (id, kind, first_name, infix, last_name, search, year_group, user_name, email,
                       administrator, supervisor, version))

struct Uses {
  UserId user;
  ProductId product;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Uses, (), (user, product, name))

using ProductsOfUser = std::unordered_map<std::int64_t, std::vector<PersonProduct>>;

/// Which products everybody of the school works with: linked as a pupil, linked or given as a
/// supervisor. Links with pupils in the archive count for those who are there themselves.
ProductsOfUser products_of_users(database::Transaction& tx, const ListRequest& request) {
  ProductsOfUser products;
  for (auto& uses : tx.rows<Uses>(
           "select w.user_id, p.id, p.name from (select pupil_id as user_id, product_id from links "
           "where school_id = :school union select l.supervisor_id, l.product_id from links l "
           "join memberships m on m.school_id = l.school_id and m.user_id = l.pupil_id "
           "where l.school_id = :school and (m.archived_at is null or :archived = 1) "
           "union select supervisor_id, product_id from supervised_products "
           "where school_id = :school) w join products p on p.id = w.product_id "
           "order by p.name, p.id",
           {{"school", request.school}, {"archived", request.state == State::archived}})) {
    products[uses.user.value].push_back({uses.product, std::move(uses.name)});
  }
  return products;
}

Person to_person(Stored&& stored, const ProductsOfUser& products) {
  Person person{.id = stored.id,
                .kind = stored.kind,
                .first_name = std::move(stored.first_name),
                .infix = std::move(stored.infix),
                .last_name = std::move(stored.last_name),
                .display_name = {},
                .search = std::move(stored.search),
                .year_group = stored.year_group,
                .user_name = std::move(stored.user_name),
                .email = std::move(stored.email),
                .roles = {},
                .products = {},
                .version = stored.version};
  person.display_name = text::listed_name(person.first_name, person.infix, person.last_name);
  if (stored.administrator) person.roles.push_back(rules::Role::administrator);
  if (stored.supervisor) person.roles.push_back(rules::Role::supervisor);
  if (const auto known = products.find(person.id.value); known != products.end()) {
    person.products = known->second;
  }
  person.linked_before = stored.administrator || !person.products.empty();
  return person;
}

struct StoredSupervisor {
  UserId id;
  std::string first_name;
  std::string infix;
  std::string last_name;
};
BOOST_DESCRIBE_STRUCT(StoredSupervisor, (), (id, first_name, infix, last_name))

}  // namespace

Expected<PersonList> list_people(database::Transaction& tx, const accounts::Actor&,
                                 const ListRequest& request) {
  auto stored = tx.rows<Stored>(
      "select u.id, u.kind, u.first_name, u.infix, u.last_name, u.search, m.year_group, "
      "u.user_name, u.email, m.administrator, m.supervisor, u.version + m.version from memberships "
      "m "
      "join users u on u.id = m.user_id where m.school_id = :school and "
      "(case when m.archived_at is null then 0 else 1 end) = :archived order by u.sort_key, u.id",
      {{"school", request.school}, {"archived", request.state == State::archived}});
  const auto products = products_of_users(tx, request);
  PersonList list;
  list.people.reserve(stored.size());
  for (auto& each : stored) list.people.push_back(to_person(std::move(each), products));
  return list;
}

Expected<SupervisorList> list_supervisors(database::Transaction& tx, const accounts::Actor&,
                                          const AtSchool& request) {
  SupervisorList list;
  for (const auto& stored : tx.rows<StoredSupervisor>(
           "select u.id, u.first_name, u.infix, u.last_name from memberships m "
           "join users u on u.id = m.user_id where m.school_id = :school and m.supervisor = 1 "
           "and m.archived_at is null order by u.sort_key, u.id",
           {{"school", request.school}})) {
    list.supervisors.push_back(
        {stored.id, text::listed_name(stored.first_name, stored.infix, stored.last_name)});
  }
  return list;
}

}  // namespace lexipoort::people
