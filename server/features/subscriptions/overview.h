#pragma once

#include "features/accounts/accounts.h"
#include "features/products/products.h"
#include "features/subscriptions/queries.h"

/// 'Abonnementen': what a school has, and which pupils have a licence. Source: spec R4.13.1.
namespace lexipoort::subscriptions {

struct AtSchool {
  SchoolId school;
};
BOOST_DESCRIBE_STRUCT(AtSchool, (), (school))

struct AtSubscription {
  SchoolId school;
  SubscriptionId subscription;
};
BOOST_DESCRIBE_STRUCT(AtSubscription, (), (school, subscription))

struct Subscription {
  SubscriptionId id;
  products::Product product;
  rules::Type type = rules::Type::school_wide;
  std::int64_t seats_total = 0;
  std::int64_t seats_used = 0;
  std::string starts_on;
  rules::Status status = rules::Status::active;
  std::optional<std::string> renews_on;  ///< the next anniversary; nothing once it has ended
  std::optional<std::string> ends_on;    ///< the first day without it
  bool ended_by_publisher = false;       ///< so the school cannot take the end back
};
BOOST_DESCRIBE_STRUCT(Subscription, (),
                      (id, product, type, seats_total, seats_used, starts_on, status, renews_on,
                       ends_on, ended_by_publisher))

struct SubscriptionList {
  std::vector<Subscription> subscriptions;
};
BOOST_DESCRIBE_STRUCT(SubscriptionList, (), (subscriptions))

[[nodiscard]] Subscription as_seen(const Stored& stored, std::string_view today);

[[nodiscard]] Expected<SubscriptionList> list_subscriptions(database::Transaction& tx,
                                                            const accounts::Actor& actor,
                                                            const AtSchool& request);

/// A pupil's licence. `ends_on` is that of the subscription when that is earlier.
struct Licence {
  UserId pupil;
  std::string name;
  std::string search;
  std::optional<std::int64_t> year_group;
  std::string starts_on;
  rules::Status status = rules::Status::active;
  std::optional<std::string> renews_on;  ///< only of per_pupil, which renew each on their own date
  std::optional<std::string> ends_on;
};
BOOST_DESCRIBE_STRUCT(Licence, (),
                      (pupil, name, search, year_group, starts_on, status, renews_on, ends_on))

/// `waiting` pupils are linked to the product without a licence, and `moving` ones have one on a
/// subscription on the product that ends before this one does.
struct Details {
  Subscription subscription;
  std::vector<Licence> licences;
  std::int64_t waiting = 0;
  std::int64_t moving = 0;
  std::string today;  ///< the day a licence of the whole school ends when it is ended now
};
BOOST_DESCRIBE_STRUCT(Details, (), (subscription, licences, waiting, moving, today))

/// The subscription with the pupils who have a licence, and those whose licence has ended but who
/// are still linked to the product. Source: spec R4.13.3.
[[nodiscard]] Expected<Details> find_details(database::Transaction& tx,
                                             const accounts::Actor& actor,
                                             const AtSubscription& request);

}  // namespace lexipoort::subscriptions
