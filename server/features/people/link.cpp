#include "features/people/link.h"

#include <set>

#include "features/subscriptions/subscriptions.h"

namespace lexipoort::people {
namespace {

std::vector<rules::PupilFacts> facts_of(const Change& change) {
  std::map<UserId, std::set<ProductId>> products;
  for (const auto& link : change.ties.links) products[link.pupil_id].insert(link.product_id);
  std::vector<rules::PupilFacts> facts;
  facts.reserve(change.members.size());
  for (const auto& pupil : change.members) {
    const auto& current = products[pupil.id];
    facts.push_back({pupil.id, pupil.name(), {current.begin(), current.end()}});
  }
  return facts;
}

std::vector<UserId> supervisors_in(const std::vector<rules::Link>& links) {
  std::set<UserId> supervisors;
  for (const auto& link : links) supervisors.insert(link.supervisor_id);
  return {supervisors.begin(), supervisors.end()};
}

std::vector<ProductId> products_in(const std::vector<rules::Link>& links) {
  std::set<ProductId> products;
  for (const auto& link : links) products.insert(link.product_id);
  return {products.begin(), products.end()};
}

std::vector<subscriptions::Seat> seats_for(const std::vector<rules::Link>& links) {
  std::vector<subscriptions::Seat> seats;
  seats.reserve(links.size());
  for (const auto& link : links) seats.push_back({link.pupil_id, link.product_id});
  return seats;
}

Expected<std::vector<rules::Link>> asked_links(const Change& change, const LinkRequest& request) {
  if (auto fine = rules::only_pupils(change.members); !fine) return std::unexpected(fine.error());
  auto links = rules::links_for(facts_of(change), to_rules(request.rows));
  if (!links) return links;
  if (auto fine = require_supervisors(change.tx, change.school, supervisors_in(*links)); !fine) {
    return std::unexpected(fine.error());
  }
  if (auto fine = require_subscriptions(change.tx, change.school, products_in(*links),
                                        change.actor.today());
      !fine) {
    return std::unexpected(fine.error());
  }
  return links;
}

/// Takes pupils out of the archive, with their earlier links as far as these are still valid: what
/// is linked now is added to them. Source: spec R4.6.2, R4.6.3.
void activate(const Change& change) {
  std::vector<UserId> archived;
  for (const auto& pupil : change.members) {
    if (pupil.archived_at) archived.push_back(pupil.id);
  }
  set_archived(change, archived, false);
  forget_invalid_links(change, archived);
}

}  // namespace

std::vector<rules::LinkRow> to_rules(const std::vector<LinkRow>& rows) {
  std::vector<rules::LinkRow> asked;
  for (const auto& row : rows) asked.push_back({row.product, row.supervisors});
  return asked;
}

Expected<Done> link_pupils(database::Transaction& tx, const accounts::Actor& actor,
                           const LinkRequest& request) {
  auto change = begin(tx, actor, request.school, request.people);
  if (!change) return std::unexpected(change.error());
  const auto links = asked_links(*change, request);
  if (!links) return std::unexpected(links.error());
  add_ties(tx, request.school, {.links = *links, .products = {}});
  activate(*change);
  // Who was linked already but had lost the licence works with the product again.
  change->wanted = seats_for(*links);
  return finish(*change, {.action = "people.pupils_linked",
                          .details = {{"products", product_names(tx, products_in(*links))}}});
}

Expected<Nothing> store_links(database::Transaction& tx, SchoolId school,
                              const std::vector<rules::Link>& links, UtcSeconds now) {
  const auto supervisors = supervisors_in(links);
  if (auto fine = require_supervisors(tx, school, supervisors); !fine) return fine;
  std::set<UserId> touched(supervisors.begin(), supervisors.end());
  for (const auto& link : links) touched.insert(link.pupil_id);
  if (auto taken = subscriptions::take_seats(tx, school, seats_for(links), now); !taken) {
    return std::unexpected(taken.error());
  }
  add_ties(tx, school, {.links = links, .products = {}});
  touch(tx, school, {touched.begin(), touched.end()});
  return Nothing{};
}

}  // namespace lexipoort::people
