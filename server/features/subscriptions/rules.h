#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "base/ids.h"

/// The calendar of subscriptions and licences, and the arithmetic of their seats, without SQL and
/// without a clock. Days are YYYY-MM-DD in Europe/Amsterdam.
namespace lexipoort::subscriptions::rules {

enum class Type { school_wide, per_pupil };
BOOST_DESCRIBE_ENUM(Type, school_wide, per_pupil)

enum class Status { upcoming, active, ending, ended };
BOOST_DESCRIBE_ENUM(Status, upcoming, active, ending, ended)

/// How long a subscription or a licence runs. `ends_on` is the first day without it; nothing while
/// it renews every year.
struct Term {
  std::string starts_on;
  std::optional<std::string> ends_on = {};
};

/// Follows from the days alone, so that no job has to keep it. Source: spec R4.13.1.
[[nodiscard]] Status status_of(const Term& term, std::string_view today);

/// Whether it counts today: it has begun and has not ended.
[[nodiscard]] bool runs(const Term& term, std::string_view today);

/// The first anniversary of the start after today (after the start, when that is still to come).
/// Source: spec R4.13.2, R4.13.5.
[[nodiscard]] std::string next_renewal(std::string_view start, std::string_view today);

/// A licence does not outlive its subscription. Source: spec R4.13.2.
[[nodiscard]] Term within(const Term& licence, const Term& subscription);

/// Ends a subscription on its renewal date. `asked` is the day that was shown to whoever decides:
/// refuses `end_day_moved` when midnight has made it another one, `already_ending` and
/// `subscription_ended`. Source: spec R4.13.2.
[[nodiscard]] Expected<Nothing> may_end(const Term& subscription, std::string_view asked,
                                        std::string_view today);

/// A school takes an end back: refuses `not_ending`, `subscription_ended` once it is past, and
/// `ended_by_publisher`. Source: spec R4.13.2.
[[nodiscard]] Expected<Nothing> may_cancel_end(const Term& subscription, bool ended_by_publisher,
                                               std::string_view today);

/// The publisher ends a subscription from tomorrow on, or starts one within ten years from today;
/// refuses `bad_day` with the field. Source: spec R8.1.
[[nodiscard]] Expected<Nothing> is_end_day(std::string_view day, std::string_view today);
[[nodiscard]] Expected<Nothing> is_start_day(std::string_view day, std::string_view today);

/// A subscription has 1 to 100,000 seats, and never fewer than are taken: refuses `bad_seats`, or
/// `seats_in_use` (figure used). Source: spec R8.1.
[[nodiscard]] Expected<Nothing> is_number_of_seats(std::int64_t seats, std::int64_t used);

/// A pupil's licence, and the subscription it is a seat of.
struct Licence {
  Type type = Type::school_wide;
  Term term;
  Term subscription;
};

/// The day a licence ends when it is ended today: school_wide at once, per_pupil on its own
/// renewal date. Source: spec R4.13.3, R4.13.4.
[[nodiscard]] std::string end_of(const Licence& licence, std::string_view today);

/// Refuses `end_day_moved`, `already_ending`, `licence_ended` and `subscription_ended`.
[[nodiscard]] Expected<Nothing> may_end(const Licence& licence, std::string_view asked,
                                        std::string_view today);

/// Takes the end of a licence back: of per_pupil until its end, of school_wide also after it, when
/// it takes a seat anew. Refuses `not_ending`, `licence_ended` and `subscription_ended`.
/// Source: spec R4.13.3, R4.13.4.
[[nodiscard]] Expected<Nothing> may_cancel_end(const Licence& licence, std::string_view today);

/// A subscription that runs today, with the seats that are taken on it.
struct Capacity {
  SubscriptionId id;
  Term term;
  std::int64_t seats = 0;
  std::int64_t used = 0;
};

/// A pupil who needs a seat, and the subscriptions on which they gave one up earlier today.
struct Wish {
  UserId pupil;
  std::vector<SubscriptionId> given_up = {};
};

/// A seat on a subscription, for one pupil.
struct Place {
  SubscriptionId subscription_id;
  UserId pupil_id;
};
BOOST_DESCRIBE_STRUCT(Place, (), (subscription_id, pupil_id))

/// Refuses `no_subscription`, or `not_enough_seats` (figures free, needed; the product as concern).
[[nodiscard]] Expected<Nothing> has_room(const std::vector<Capacity>& subscriptions,
                                         std::int64_t needed, std::string_view product);

/// Gives everybody a seat of a product that the school may have several subscriptions on: where
/// they gave one up today if one is free there, otherwise on the subscription that ends last, of
/// those the oldest. Refuses as has_room() does.
/// Source: spec R4.6.6.
[[nodiscard]] Expected<std::vector<Place>> place(std::vector<Capacity> subscriptions,
                                                 const std::vector<Wish>& wishes,
                                                 std::string_view product);

/// How full a subscription is, as far as its administrators are told: 0, 90 or 100 percent.
[[nodiscard]] int fullness(std::int64_t used, std::int64_t seats);

/// How near an end is, as far as administrators are told: 60, 30 or 7 days, or nothing when it is
/// further away, past, or not planned.
[[nodiscard]] std::optional<int> nearness(const Term& subscription, std::string_view today);

}  // namespace lexipoort::subscriptions::rules
