#pragma once

#include "features/subscriptions/overview.h"

/// The licences of single pupils. Source: spec R4.13.3, R4.13.4.
namespace lexipoort::subscriptions {

struct EndLicence {
  SchoolId school;
  SubscriptionId subscription;
  UserId pupil;
  std::string ends_on;  ///< the day that was shown
};
BOOST_DESCRIBE_STRUCT(EndLicence, (), (school, subscription, pupil, ends_on))

struct AtLicence {
  SchoolId school;
  SubscriptionId subscription;
  UserId pupil;
};
BOOST_DESCRIBE_STRUCT(AtLicence, (), (school, subscription, pupil))

struct Given {
  std::int64_t given = 0;
};
BOOST_DESCRIBE_STRUCT(Given, (), (given))

/// Refuses as rules::may_end() does.
[[nodiscard]] Expected<Licence> end_licence(database::Transaction& tx, const accounts::Actor& actor,
                                            const EndLicence& request);

/// Refuses as rules::may_cancel_end() does, and for an ended licence `not_linked`,
/// `has_licence` (on another subscription of the product) and `not_enough_seats`.
[[nodiscard]] Expected<Licence> cancel_licence_end(database::Transaction& tx,
                                                   const accounts::Actor& actor,
                                                   const AtLicence& request);

/// Gives the waiting pupils a licence, all or none: after a new contract, say. Refuses
/// `subscription_ended` and `not_enough_seats`.
[[nodiscard]] Expected<Given> give_licences(database::Transaction& tx, const accounts::Actor& actor,
                                            const AtSubscription& request);

/// Active pupils who are linked to the product, have no licence on it, and never had one on this
/// subscription: who had one, lost it by somebody's choice.
[[nodiscard]] std::vector<UserId> waiting_pupils(database::Transaction& tx, SchoolId school,
                                                 const Stored& subscription,
                                                 std::string_view today);

/// What the list of licences says of one pupil, who has or had one.
[[nodiscard]] Licence licence_as_seen(database::Transaction& tx, SchoolId school,
                                      const Stored& subscription, UserId pupil,
                                      std::string_view today);

}  // namespace lexipoort::subscriptions
