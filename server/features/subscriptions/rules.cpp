#include "features/subscriptions/rules.h"

#include <algorithm>
#include <tuple>

#include "base/calendar.h"

namespace lexipoort::subscriptions::rules {
namespace {

constexpr std::int64_t kMostSeats = 100'000;
constexpr int kYearsAround = 10;

std::int64_t free_on(const Capacity& subscription) {
  return std::max<std::int64_t>(0, subscription.seats - subscription.used);
}

/// Whoever sits on the subscription that ends last keeps the seat longest.
bool fills_before(const Capacity& one, const Capacity& other) {
  const auto& end = one.term.ends_on;
  const auto& other_end = other.term.ends_on;
  if (end != other_end) return !end || (other_end && *end > *other_end);
  return std::tie(one.term.starts_on, one.id) < std::tie(other.term.starts_on, other.id);
}

/// Takes a seat on the first subscription that has one and that `fits`.
template <class Fits>
std::optional<Place> seat_on_first(std::vector<Capacity>& subscriptions, UserId pupil, Fits fits) {
  for (auto& subscription : subscriptions) {
    if (free_on(subscription) == 0 || !fits(subscription.id)) continue;
    ++subscription.used;
    return Place{subscription.id, pupil};
  }
  return std::nullopt;
}

/// A refusal about a day, which the sentence names.
std::unexpected<Refusal> refuse_for(std::string code, std::string_view day) {
  return refuse(RefusalKind::conflict, std::move(code), {{.about = std::string(day)}});
}

std::unexpected<Refusal> bad_day(std::string field) {
  return refuse(RefusalKind::invalid, "bad_day", {{.field = std::move(field)}});
}

int year_of(std::string_view day) {
  return std::stoi(std::string(day.substr(0, 4)));
}

}  // namespace

Status status_of(const Term& term, std::string_view today) {
  if (term.ends_on && (*term.ends_on <= today || *term.ends_on <= term.starts_on)) {
    return Status::ended;
  }
  if (term.starts_on > today) return Status::upcoming;
  return term.ends_on ? Status::ending : Status::active;
}

bool runs(const Term& term, std::string_view today) {
  const auto status = status_of(term, today);
  return status == Status::active || status == Status::ending;
}

std::string next_renewal(std::string_view start, std::string_view today) {
  const int years = std::max(1, year_of(today) - year_of(start));
  auto renewal = calendar::years_later(start, years);
  return renewal > today ? renewal : calendar::years_later(start, years + 1);
}

Term within(const Term& licence, const Term& subscription) {
  Term term{.starts_on = std::max(licence.starts_on, subscription.starts_on),
            .ends_on = licence.ends_on};
  if (subscription.ends_on && (!term.ends_on || *subscription.ends_on < *term.ends_on)) {
    term.ends_on = subscription.ends_on;
  }
  return term;
}

Expected<Nothing> may_end(const Term& subscription, std::string_view asked,
                          std::string_view today) {
  const auto status = status_of(subscription, today);
  if (status == Status::ended) return refuse_for("subscription_ended", *subscription.ends_on);
  if (subscription.ends_on) return refuse_for("already_ending", *subscription.ends_on);
  const auto renewal = next_renewal(subscription.starts_on, today);
  if (asked != renewal) return refuse_for("end_day_moved", renewal);
  return Nothing{};
}

Expected<Nothing> may_cancel_end(const Term& subscription, bool ended_by_publisher,
                                 std::string_view today) {
  if (!subscription.ends_on) return refuse(RefusalKind::conflict, "not_ending");
  if (*subscription.ends_on <= today) {
    return refuse_for("subscription_ended", *subscription.ends_on);
  }
  if (ended_by_publisher) return refuse_for("ended_by_publisher", *subscription.ends_on);
  return Nothing{};
}

Expected<Nothing> is_end_day(std::string_view day, std::string_view today) {
  const bool fine =
      calendar::is_day(day) && day > today && day <= calendar::years_later(today, kYearsAround);
  if (!fine) return bad_day("ends_on");
  return Nothing{};
}

Expected<Nothing> is_start_day(std::string_view day, std::string_view today) {
  const bool fine = calendar::is_day(day) && day >= calendar::years_later(today, -kYearsAround) &&
                    day <= calendar::years_later(today, kYearsAround);
  if (!fine) return bad_day("starts_on");
  return Nothing{};
}

Expected<Nothing> is_number_of_seats(std::int64_t seats, std::int64_t used) {
  if (seats < 1 || seats > kMostSeats) {
    return refuse(RefusalKind::invalid, "bad_seats", {{.field = "seats"}});
  }
  if (seats < used) {
    return refuse(RefusalKind::conflict, "seats_in_use", {{.field = "seats"}}, {{"used", used}});
  }
  return Nothing{};
}

std::string end_of(const Licence& licence, std::string_view today) {
  return licence.type == Type::school_wide ? std::string(today)
                                           : next_renewal(licence.term.starts_on, today);
}

Expected<Nothing> may_end(const Licence& licence, std::string_view asked, std::string_view today) {
  if (!runs(licence.subscription, today)) {
    return refuse_for("subscription_ended", licence.subscription.ends_on.value_or(""));
  }
  if (!runs(licence.term, today)) {
    return refuse_for("licence_ended", licence.term.ends_on.value_or(""));
  }
  if (licence.type == Type::per_pupil && licence.term.ends_on) {
    return refuse_for("already_ending", *licence.term.ends_on);
  }
  const auto day = end_of(licence, today);
  if (asked != day) return refuse_for("end_day_moved", day);
  return Nothing{};
}

Expected<Nothing> may_cancel_end(const Licence& licence, std::string_view today) {
  if (!runs(licence.subscription, today)) {
    return refuse_for("subscription_ended", licence.subscription.ends_on.value_or(""));
  }
  if (!licence.term.ends_on) return refuse(RefusalKind::conflict, "not_ending");
  if (licence.type == Type::per_pupil && *licence.term.ends_on <= today) {
    return refuse_for("licence_ended", *licence.term.ends_on);
  }
  return Nothing{};
}

Expected<Nothing> has_room(const std::vector<Capacity>& subscriptions, std::int64_t needed,
                           std::string_view product) {
  if (subscriptions.empty()) {
    return refuse(RefusalKind::conflict, "no_subscription", {{.name = std::string(product)}});
  }
  std::int64_t free = 0;
  for (const auto& subscription : subscriptions) free += free_on(subscription);
  if (needed > free) {
    return refuse(RefusalKind::conflict, "not_enough_seats", {{.name = std::string(product)}},
                  {{"free", free}, {"needed", needed}});
  }
  return Nothing{};
}

Expected<std::vector<Place>> place(std::vector<Capacity> subscriptions,
                                   const std::vector<Wish>& wishes, std::string_view product) {
  if (auto room = has_room(subscriptions, static_cast<std::int64_t>(wishes.size()), product);
      !room) {
    return std::unexpected(room.error());
  }
  std::ranges::sort(subscriptions, fills_before);
  std::vector<Place> places;
  std::vector<UserId> others;
  for (const auto& [pupil, given_up] : wishes) {
    const auto back = seat_on_first(subscriptions, pupil, [&](SubscriptionId id) {
      return std::ranges::find(given_up, id) != given_up.end();
    });
    if (back) {
      places.push_back(*back);
    } else {
      others.push_back(pupil);
    }
  }
  for (const auto pupil : others) {
    places.push_back(*seat_on_first(subscriptions, pupil, [](SubscriptionId) { return true; }));
  }
  return places;
}

int fullness(std::int64_t used, std::int64_t seats) {
  if (used >= seats) return 100;
  return used * 10 >= seats * 9 ? 90 : 0;
}

std::optional<int> nearness(const Term& subscription, std::string_view today) {
  if (!subscription.ends_on || *subscription.ends_on <= today) return std::nullopt;
  for (const int days : {7, 30, 60}) {
    if (*subscription.ends_on <= calendar::days_later(today, days)) return days;
  }
  return std::nullopt;
}

}  // namespace lexipoort::subscriptions::rules
