#pragma once

#include "features/subscriptions/overview.h"

/// What the publisher's staff do with a school's subscriptions. Source: spec R8.1.
namespace lexipoort::subscriptions {

struct SchoolName {
  SchoolId id;
  std::string name;
  std::string place;
};
BOOST_DESCRIBE_STRUCT(SchoolName, (), (id, name, place))

struct Contracts {
  SchoolName school;
  std::vector<products::Product> products;  ///< those that can be subscribed to
  std::vector<Subscription> subscriptions;
};
BOOST_DESCRIBE_STRUCT(Contracts, (), (school, products, subscriptions))

/// Refuses `not_found`.
[[nodiscard]] Expected<Contracts> list_contracts(database::Transaction& tx,
                                                 const accounts::Actor& actor,
                                                 const AtSchool& request);

/// `contracts_before` is how many subscriptions of the school were seen: sent twice, it makes one.
struct NewSubscription {
  SchoolId school;
  ProductId product;
  rules::Type type = rules::Type::school_wide;
  std::int64_t seats = 0;
  std::string starts_on;
  std::int64_t contracts_before = 0;
};
BOOST_DESCRIBE_STRUCT(NewSubscription, (),
                      (school, product, type, seats, starts_on, contracts_before))

/// Refuses `not_found`, `unknown_product`, `bad_seats`, `bad_day` and `changed_meanwhile`.
[[nodiscard]] Expected<Subscription> create_subscription(database::Transaction& tx,
                                                         const accounts::Actor& actor,
                                                         const NewSubscription& request);

struct SetSeats {
  SchoolId school;
  SubscriptionId subscription;
  std::int64_t seats = 0;
  std::int64_t seats_before = 0;  ///< as they were seen
};
BOOST_DESCRIBE_STRUCT(SetSeats, (), (school, subscription, seats, seats_before))

/// Refuses `not_found`, `changed_meanwhile`, `bad_seats` and `seats_in_use`.
[[nodiscard]] Expected<Subscription> set_seats(database::Transaction& tx,
                                               const accounts::Actor& actor,
                                               const SetSeats& request);

struct EndOnDay {
  SchoolId school;
  SubscriptionId subscription;
  std::string ends_on;
};
BOOST_DESCRIBE_STRUCT(EndOnDay, (), (school, subscription, ends_on))

/// Ends it on any day from tomorrow on. Refuses `not_found`, `bad_day` and `subscription_ended`.
[[nodiscard]] Expected<Subscription> end_on_day(database::Transaction& tx,
                                                const accounts::Actor& actor,
                                                const EndOnDay& request);

/// Makes it renew again, also when it has ended already: its licences are there again at once.
/// Refuses `not_found`, `not_ending`, `other_contract_runs` (figure pupils) when pupils have a
/// licence on another contract of the product by now, and `seats_in_use` when they do not fit any
/// more.
[[nodiscard]] Expected<Subscription> resume(database::Transaction& tx, const accounts::Actor& actor,
                                            const AtSubscription& request);

}  // namespace lexipoort::subscriptions
