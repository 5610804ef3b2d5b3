#include "features/people/create_professional.h"

#include <set>

#include "base/text.h"
#include "features/audit/audit.h"
#include "features/people/link.h"
#include "features/people/professionals.h"

namespace lexipoort::people {
namespace {

Entrant entrant_of(const NewProfessional& request) {
  return {.first_name = text::tidy(request.first_name),
          .infix = text::tidy(request.infix),
          .last_name = text::tidy(request.last_name),
          .email = person::canonical_login(request.email),
          .roles = rules::roles_of(request.roles)};
}

Expected<Nothing> check(database::Transaction& tx, SchoolId school, const Entrant& entrant) {
  auto faults = rules::faults_of({.first_name = entrant.first_name,
                                  .infix = entrant.infix,
                                  .last_name = entrant.last_name,
                                  .roles = rules::roles_text(entrant.roles),
                                  .email = entrant.email});
  const auto holders = holders_of(tx, school, {entrant.email});
  const auto holder = holders.find(entrant.email);
  const auto taken =
      rules::address_fault(holder == holders.end() ? std::nullopt : std::optional(holder->second));
  if (taken == "not_allowed") faults.push_back({"email", taken});
  if (!faults.empty()) return std::unexpected(person::faulty(faults));
  if (!taken.empty()) return refuse(RefusalKind::conflict, taken);
  return Nothing{};
}

/// The products that are given, with pupils or without.
std::vector<ProductId> products_of(const NewProfessional& request) {
  std::set<ProductId> products(request.products.begin(), request.products.end());
  for (const auto& link : request.links) products.insert(link.product);
  return {products.begin(), products.end()};
}

/// What a supervisor will work with: products, and pupils with a seat. Source: spec R4.4.2.
Expected<Nothing> give_work(database::Transaction& tx, const accounts::Actor& actor,
                            const NewProfessional& request, UserId user) {
  const auto products = products_of(request);
  if (products.empty()) return Nothing{};
  if (!rules::roles_of(request.roles).supervisor)
    return refuse(RefusalKind::invalid, "not_a_supervisor");
  Ties ties;
  for (const auto product : request.products) ties.products.push_back({user, product});
  for (const auto& row : request.links) {
    for (const auto pupil : row.pupils) ties.links.push_back({pupil, row.product, user});
  }
  if (auto fine = require_pupils(tx, request.school, ties.links); !fine) return fine;
  if (auto fine = require_subscriptions(tx, request.school, products, actor.today()); !fine) {
    return fine;
  }
  add_ties(tx, request.school, {.links = {}, .products = ties.products});
  return store_links(tx, request.school, ties.links, actor.now);
}

}  // namespace

Expected<CreatedProfessional> create_professional(const Settings& settings,
                                                  const accounts::Actor& actor,
                                                  const NewProfessional& request) {
  const auto entrant = entrant_of(request);
  return settings.database.write([&](database::Transaction& tx) -> Expected<CreatedProfessional> {
    if (auto may = accounts::still_administrates(tx, actor, request.school); !may) {
      return std::unexpected(may.error());
    }
    if (auto fine = check(tx, request.school, entrant); !fine) {
      return std::unexpected(fine.error());
    }
    const auto school = schools::find(tx, request.school).value();
    const auto entered = take_in(tx, school, settings.public_url, {entrant}, actor.now).front();
    if (auto given = give_work(tx, actor, request, entered.user); !given) {
      return std::unexpected(given.error());
    }
    audit::record(tx, {.school = request.school,
                       .actor = actor.user,
                       .at = actor.now,
                       .action = entered.joined ? "people.professional_joined"
                                                : "people.professional_created",
                       .details = {{"roles", role_names(entrant.roles)}},
                       .subjects = {entered.user}});
    return CreatedProfessional{
        .id = entered.user,
        .display_name = text::listed_name(entrant.first_name, entrant.infix, entrant.last_name),
        .email = entrant.email,
        .joined = entered.joined};
  });
}

}  // namespace lexipoort::people
