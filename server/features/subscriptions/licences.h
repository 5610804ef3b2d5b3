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

struct GiveLicences {
  SchoolId school;
  SubscriptionId subscription;
  std::int64_t pupils = 0;  ///< the number that was shown
};
BOOST_DESCRIBE_STRUCT(GiveLicences, (), (school, subscription, pupils))

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

/// Gives the pupils who wait for the product a licence, all or none, on whichever subscriptions
/// have seats: after a new contract, say. Refuses `changed_meanwhile` when there are more or fewer
/// than were shown, `no_subscription` and `not_enough_seats`.
[[nodiscard]] Expected<Given> give_licences(database::Transaction& tx, const accounts::Actor& actor,
                                            const GiveLicences& request);

/// Gives the pupils whose subscription on the product ends before this one does a seat on this one
/// now, all or none, so that they can go on. Refuses `changed_meanwhile` when there are more or
/// fewer than were shown, `subscription_ended` and `not_enough_seats`.
[[nodiscard]] Expected<Given> move_licences(database::Transaction& tx, const accounts::Actor& actor,
                                            const GiveLicences& request);

/// The pupils that give_licences() gives one: active, linked to the product, and without a licence,
/// but not because somebody ended it.
[[nodiscard]] std::vector<UserId> waiting_pupils(database::Transaction& tx, SchoolId school,
                                                 const Stored& subscription,
                                                 std::string_view today);

/// The pupils that move_licences() moves. Whose licence does not renew stays where it ends.
[[nodiscard]] std::vector<UserId> moving_pupils(database::Transaction& tx, SchoolId school,
                                                const Stored& subscription, std::string_view today);

/// What the list of licences says of one pupil, who has or had one.
[[nodiscard]] Licence licence_as_seen(database::Transaction& tx, SchoolId school,
                                      const Stored& subscription, UserId pupil,
                                      std::string_view today);

}  // namespace lexipoort::subscriptions
