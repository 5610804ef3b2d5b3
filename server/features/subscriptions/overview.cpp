#include "features/subscriptions/overview.h"

#include "base/text.h"
#include "features/subscriptions/licences.h"

namespace lexipoort::subscriptions {
namespace {

struct StoredLicence {
  UserId pupil;
  std::string first_name;
  std::string infix;
  std::string last_name;
  std::string search;
  std::optional<std::int64_t> year_group;
  std::string starts_on;
  std::optional<std::string> ends_on;
};
BOOST_DESCRIBE_STRUCT(StoredLicence, (),
                      (pupil, first_name, infix, last_name, search, year_group, starts_on, ends_on))

Licence as_seen(const StoredLicence& stored, const Stored& subscription, std::string_view today) {
  const auto term = rules::within({stored.starts_on, stored.ends_on}, subscription.term());
  Licence licence{.pupil = stored.pupil,
                  .name = text::listed_name(stored.first_name, stored.infix, stored.last_name),
                  .search = stored.search,
                  .year_group = stored.year_group,
                  .starts_on = stored.starts_on,
                  .status = rules::status_of(term, today),
                  .renews_on = {},
                  .ends_on = term.ends_on};
  const auto renewal = rules::next_renewal(stored.starts_on, today);
  const bool renews = !term.ends_on || renewal < *term.ends_on;
  if (subscription.type == rules::Type::per_pupil && renews) licence.renews_on = renewal;
  return licence;
}

/// Of each pupil the last period, of one pupil or of all when :pupil is 0. Who has a licence on
/// another subscription of the product now is not listed as one whose licence ended here.
std::vector<Licence> find_some(database::Transaction& tx, SchoolId school,
                               const Stored& subscription, UserId pupil, std::string_view today) {
  std::vector<Licence> licences;
  for (const auto& stored : tx.rows<StoredLicence>(
           "select u.id, u.first_name, u.infix, u.last_name, u.search, m.year_group, l.starts_on, "
           "l.ends_on from licences l join users u on u.id = l.pupil_id "
           "join memberships m on m.school_id = l.school_id and m.user_id = l.pupil_id "
           "where l.school_id = :school and l.subscription_id = :subscription and "
           "(l.pupil_id = :pupil or :pupil = 0) and not exists (select 1 from licences n "
           "where n.school_id = l.school_id and n.subscription_id = l.subscription_id and "
           "n.pupil_id = l.pupil_id and n.starts_on > l.starts_on) and (l.ends_on is null or "
           "l.ends_on > :today or (m.archived_at is null and exists (select 1 from links k "
           "where k.school_id = l.school_id and k.pupil_id = l.pupil_id and "
           "k.product_id = :product) and not exists (select 1 from licences o "
           "join subscriptions s on s.id = o.subscription_id where o.school_id = l.school_id and "
           "o.pupil_id = l.pupil_id and s.product_id = :product and s.id <> l.subscription_id and "
           "(o.ends_on is null or o.ends_on > :today) and s.starts_on <= :today and "
           "(s.ends_on is null or s.ends_on > :today)))) order by u.sort_key, u.id",
           {{"school", school},
            {"subscription", subscription.id},
            {"pupil", pupil},
            {"product", subscription.product_id},
            {"today", today}})) {
    licences.push_back(as_seen(stored, subscription, today));
  }
  return licences;
}

}  // namespace

Subscription as_seen(const Stored& stored, std::string_view today) {
  Subscription seen{.id = stored.id,
                    .product = {stored.product_id, stored.slug, stored.product_name,
                                products::icon_of(stored.slug)},
                    .type = stored.type,
                    .seats_total = stored.seats,
                    .seats_used = stored.used,
                    .starts_on = stored.starts_on,
                    .status = rules::status_of(stored.term(), today),
                    .renews_on = {},
                    .ends_on = stored.ends_on,
                    .ended_by_publisher = stored.ended_by_publisher};
  if (seen.status != rules::Status::ended) {
    seen.renews_on = rules::next_renewal(stored.starts_on, today);
  }
  return seen;
}

Expected<SubscriptionList> list_subscriptions(database::Transaction& tx,
                                              const accounts::Actor& actor,
                                              const AtSchool& request) {
  const auto today = actor.today();
  SubscriptionList list;
  for (const auto& stored : find_all(tx, request.school, today)) {
    list.subscriptions.push_back(as_seen(stored, today));
  }
  return list;
}

Expected<Details> find_details(database::Transaction& tx, const accounts::Actor& actor,
                               const AtSubscription& request) {
  const auto today = actor.today();
  const auto stored = find(tx, request.school, request.subscription, today);
  if (!stored) return std::unexpected(stored.error());
  return Details{
      .subscription = as_seen(*stored, today),
      .licences = find_some(tx, request.school, *stored, UserId{}, today),
      .waiting =
          static_cast<std::int64_t>(waiting_pupils(tx, request.school, *stored, today).size()),
      .moving = static_cast<std::int64_t>(moving_pupils(tx, request.school, *stored, today).size()),
      .today = today};
}

Licence licence_as_seen(database::Transaction& tx, SchoolId school, const Stored& subscription,
                        UserId pupil, std::string_view today) {
  return find_some(tx, school, subscription, pupil, today).at(0);
}

}  // namespace lexipoort::subscriptions
