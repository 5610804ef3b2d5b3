#include "features/results/rules.h"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/trim.hpp>
#include <ranges>

#include "base/calendar.h"
#include "base/reflect.h"
#include "base/text.h"
#include "features/schools/schools.h"
#include "platform/http/json.h"

namespace lexipoort::results::rules {
namespace {

constexpr UtcSeconds kAhead = 5 * 60;
constexpr std::int64_t kLastLesson = 10'000;
constexpr std::size_t kLongestId = 100;
constexpr int kLongestPeriod = 10;  // years
constexpr std::size_t kLongestTest = 100;

Code code_of_field(std::string_view pointer) {
  static constexpr std::array<std::pair<std::string_view, Code>, 10> kCodes = {{
      {"/product", Code::unknown_product},
      {"/at", Code::bad_time},
      {"/duration_seconds", Code::bad_duration},
      {"/lesson", Code::bad_lesson},
      {"/highest_lesson", Code::bad_lesson},
      {"/lessons_until_test", Code::bad_lesson},
      {"/address", Code::bad_address},
      {"/test", Code::bad_test},
      {"/score", Code::bad_score},
      {"/maximum_score", Code::bad_score},
  }};
  const auto* found = std::ranges::find(kCodes, pointer, [](const auto& row) { return row.first; });
  return found == kCodes.end() ? Code::bad_item : found->second;
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kLongestId;
}

bool is_lesson(std::int64_t number) {
  return number >= 0 && number <= kLastLesson;
}

/// The name that the program gave an item, for the answer, however wrong the rest is.
std::string id_of(const boost::json::value& json) {
  const auto* object = json.if_object();
  const auto* value = object == nullptr ? nullptr : object->if_contains("id");
  const auto* text = value == nullptr ? nullptr : value->if_string();
  if (text == nullptr || !is_id(std::string_view(*text))) return {};
  return std::string(*text);
}

std::expected<ProductId, Code> product_of(const IncomingItem& incoming,
                                          const std::vector<programs::ProgramProduct>& products) {
  if (!incoming.product && products.size() == 1) return products.front().id;
  if (!incoming.product) return std::unexpected(Code::unknown_product);
  const auto found =
      std::ranges::find(products, *incoming.product, &programs::ProgramProduct::slug);
  if (found == products.end()) return std::unexpected(Code::unknown_product);
  return found->id;
}

std::optional<Code> practice_fault(const IncomingItem& incoming, Item& item) {
  item.seconds = incoming.duration_seconds.value_or(0);
  if (item.seconds < 1 || item.seconds > kLongestSession) return Code::bad_duration;
  if (incoming.lesson && !is_lesson(*incoming.lesson)) return Code::bad_lesson;
  item.lesson = incoming.lesson;
  const auto address = schools::comparable_address(incoming.address.value_or(""));
  if (!address) return Code::bad_address;
  item.address = *address;
  return std::nullopt;
}

std::optional<Code> progress_fault(const IncomingItem& incoming, Item& item) {
  if (!incoming.highest_lesson || !is_lesson(*incoming.highest_lesson)) return Code::bad_lesson;
  item.highest_lesson = *incoming.highest_lesson;
  if (incoming.lessons_until_test && !is_lesson(*incoming.lessons_until_test)) {
    return Code::bad_lesson;
  }
  item.lessons_until_test = incoming.lessons_until_test;
  return std::nullopt;
}

std::optional<Code> test_fault(const IncomingItem& incoming, Item& item) {
  item.test = text::tidy(incoming.test.value_or(""));
  if (item.test.empty() || text::length(item.test) > kLongestTest) return Code::bad_test;
  item.score = incoming.score.value_or(-1);
  item.maximum_score = incoming.maximum_score.value_or(0);
  const bool fits = programs::is_maximum(item.maximum_score) && item.score >= 0 &&
                    item.score <= item.maximum_score;
  return fits ? std::nullopt : std::optional(Code::bad_score);
}

std::optional<Code> fault_of(const IncomingItem& incoming, Item& item) {
  switch (item.kind) {
    case Kind::practice:
      return practice_fault(incoming, item);
    case Kind::progress:
      return progress_fault(incoming, item);
    case Kind::test:
      return test_fault(incoming, item);
  }
  std::unreachable();
}

bool runs_on(std::string_view day, const std::optional<std::string>& from,
             const std::optional<std::string>& until) {
  return from && *from <= day && (!until || *until > day);
}

bool was_cut_later(const LicencePeriod& period, const Item& item) {
  return period.licence_cut_at && item.at < *period.licence_cut_at;
}

bool covers(const LicencePeriod& period, const Item& item, std::string_view day) {
  const auto until = was_cut_later(period, item) ? std::nullopt : period.licence_until;
  return period.product == item.product && runs_on(day, period.licence_from, until) &&
         runs_on(day, period.subscription_from, period.subscription_until);
}

/// Of two licences that cover an item, the one that was ended afterwards: the pupil went on to the
/// other. Then the one that began first.
bool comes_before(const LicencePeriod& one, const LicencePeriod& other, const Item& item) {
  const auto rank = [&](const LicencePeriod& period) {
    return std::tuple(!was_cut_later(period, item), period.licence_from, period.school);
  };
  return rank(one) < rank(other);
}

/// Practice that goes on past Sunday's midnight, as two sessions: so each week gets the same time
/// in whichever order overlapping sessions come.
std::vector<Session> cut_where_weeks_begin(std::vector<Session> sessions) {
  const auto count = sessions.size();
  for (std::size_t index = 0; index < count; ++index) {
    const auto end = sessions[index].started_at + sessions[index].seconds;
    const auto week = calendar::week_of(end - 1);
    if (week == calendar::week_of(sessions[index].started_at)) continue;
    auto rest = sessions[index];
    rest.started_at = calendar::start_of_day(calendar::first_day_of(week));
    rest.seconds = end - rest.started_at;
    sessions[index].seconds -= rest.seconds;
    sessions.push_back(rest);
  }
  return sessions;
}

}  // namespace

Expected<std::string> read_remark(std::string_view typed) {
  auto remark = boost::trim_copy(std::string(typed));
  const auto* fault = remark.empty()                          ? "required"
                      : text::length(remark) > kLongestRemark ? "too_long"
                                                              : nullptr;
  if (fault == nullptr) return remark;
  return refuse(RefusalKind::invalid, "faulty", {{.field = "remark", .code = fault}},
                {{"maximum", static_cast<std::int64_t>(kLongestRemark)}});
}

bool is_period(std::string_view from, std::string_view until) {
  return calendar::is_day(from) && calendar::is_day(until) && from <= until &&
         until < calendar::years_later(from, kLongestPeriod);
}

bool is_readable(const std::optional<std::string>& ended_on, int retention_years,
                 std::string_view today) {
  return !ended_on || today < calendar::years_later(*ended_on, retention_years);
}

bool may_be_delivered(UtcSeconds at, UtcSeconds now) {
  return at <= now + kAhead && at >= now - kOldest;
}

std::expected<Item, Refused> read_item(const boost::json::value& json, std::size_t index,
                                       const std::vector<programs::ProgramProduct>& products,
                                       UtcSeconds now) {
  const auto id = id_of(json);
  const auto refused = [&](Code code) { return std::unexpected(Refused{index, id, code}); };
  if (id.empty()) return refused(Code::bad_item);

  IncomingItem incoming;
  std::vector<http::json::Fault> faults;
  http::json::decode(json, incoming, "", faults);
  if (!faults.empty()) return refused(code_of_field(faults.front().pointer));
  if (incoming.pupil.empty()) return refused(Code::bad_item);
  const auto product = product_of(incoming, products);
  if (!product) return refused(product.error());
  if (!incoming.at || !may_be_delivered(*incoming.at, now)) return refused(Code::bad_time);
  Item item;
  item.index = index;
  item.id = id;
  item.kind = incoming.kind;
  item.product = *product;
  item.pupil = incoming.pupil;
  item.at = *incoming.at;
  if (const auto fault = fault_of(incoming, item)) return refused(*fault);
  // What has not ended yet cannot have been practised.
  if (item.at + item.seconds > now + kAhead) return refused(Code::bad_time);
  return item;
}

Licences::Licences(std::vector<LicencePeriod> periods) {
  for (auto& period : periods) {
    auto subject = period.subject;
    by_subject_.emplace(std::move(subject), std::move(period));
  }
}

std::expected<PupilAtSchool, Code> Licences::holder(const Item& item) const {
  const auto [first, last] = by_subject_.equal_range(item.pupil);
  if (first == last) return std::unexpected(Code::unknown_pupil);
  const auto day = calendar::day_of(item.at);
  const LicencePeriod* found = nullptr;
  for (const auto& [subject, period] : std::ranges::subrange(first, last)) {
    if (!covers(period, item, day)) continue;
    if (found == nullptr || comes_before(period, *found, item)) found = &period;
  }
  if (found == nullptr) return std::unexpected(Code::no_licence);
  return PupilAtSchool{.pupil = found->pupil, .school = *found->school};
}

Outcome sort_out(const Group& group, const Licences& licences) {
  Outcome outcome;
  std::set<ItemKey> keys;
  for (std::size_t index = 0; index < group.size(); ++index) {
    auto& summary = outcome.summaries.emplace_back();
    summary.refused = group[index]->refused;
    for (const auto& item : group[index]->items) {
      const auto holder = licences.holder(item);
      if (!holder) {
        summary.refused.push_back({item.index, item.id, holder.error()});
      } else if (!keys.insert({item.product, item.id}).second) {
        ++summary.repeated;
      } else {
        outcome.held.push_back({index, &item, *holder});
      }
    }
    std::ranges::sort(summary.refused, {}, &Refused::index);
  }
  return outcome;
}

Outcome settle(Outcome outcome, const std::set<ItemKey>& fresh) {
  std::erase_if(outcome.held, [&](const Held& held) {
    auto& summary = outcome.summaries[held.batch];
    const bool is_fresh = fresh.contains({held.item->product, held.item->id});
    ++(is_fresh ? summary.accepted : summary.repeated);
    return !is_fresh;
  });
  return outcome;
}

std::vector<Session> uncounted(std::vector<Session> sessions, const std::vector<Span>& counted) {
  // From start to end; within one pupil and product they do not overlap.
  std::map<std::tuple<SchoolId, UserId, ProductId>, std::map<UtcSeconds, UtcSeconds>> taken;
  for (const auto& span : counted) {
    taken[{span.school_id, span.pupil_id, span.product_id}].emplace(span.started_at,
                                                                    span.started_at + span.seconds);
  }
  sessions = cut_where_weeks_begin(std::move(sessions));
  std::ranges::stable_sort(sessions, {}, &Session::started_at);
  std::vector<Session> pieces;
  for (const auto& session : sessions) {
    auto& spans = taken[{session.school_id, session.pupil_id, session.product_id}];
    const auto end = session.started_at + session.seconds;
    auto at = session.started_at;
    auto next = spans.upper_bound(at);
    if (next != spans.begin()) at = std::max(at, std::prev(next)->second);
    while (at < end) {
      const bool is_last = next == spans.end();
      const auto until = is_last ? end : std::min(end, next->first);
      if (at < until) {
        spans.emplace_hint(next, at, until);
        pieces.push_back(session);
        pieces.back().started_at = at;
        pieces.back().seconds = until - at;
      }
      at = is_last ? end : std::max(until, next->second);
      if (!is_last) ++next;
    }
  }
  return pieces;
}

std::vector<WeekSum> weekly_sums(const std::vector<Session>& sessions) {
  // The order of the keys is the order of writing: two deliveries never wait for each other
  // crosswise.
  std::map<std::tuple<SchoolId, ProductId, std::string, UserId>, WeekSum> sums;
  for (const auto& session : sessions) {
    auto week = calendar::week_of(session.started_at);
    auto& sum = sums[{session.school_id, session.product_id, week, session.pupil_id}];
    sum.school_id = session.school_id;
    sum.product_id = session.product_id;
    sum.week = std::move(week);
    sum.pupil_id = session.pupil_id;
    (session.place == Place::home ? sum.home_seconds : sum.school_seconds) += session.seconds;
  }
  std::vector<WeekSum> list;
  for (auto& [key, sum] : sums) list.push_back(std::move(sum));
  return list;
}

std::vector<PractisedWeek> practised_weeks(std::string_view from, std::string_view until,
                                           const std::vector<PractisedSession>& sessions) {
  std::vector<PractisedWeek> weeks;
  const auto last = calendar::week_of_day(until);
  for (auto week = calendar::week_of_day(from);; week = calendar::weeks_later(week, 1)) {
    weeks.push_back({.week = week});
    if (week == last) break;
  }
  for (const auto& session : sessions) {
    // Weeks sort as text.
    const auto found =
        std::ranges::lower_bound(weeks, calendar::week_of(session.at), {}, &PractisedWeek::week);
    (session.place == Place::home ? found->home_seconds : found->school_seconds) += session.seconds;
  }
  return weeks;
}

std::vector<Progress> newest(const std::vector<Progress>& reports) {
  std::map<std::tuple<SchoolId, ProductId, UserId>, Progress> kept;
  for (const auto& report : reports) {
    const auto [place, is_first] =
        kept.try_emplace({report.school_id, report.product_id, report.pupil_id}, report);
    if (!is_first && report.reported_at >= place->second.reported_at) place->second = report;
  }
  std::vector<Progress> list;
  for (const auto& [key, report] : kept) list.push_back(report);
  return list;
}

std::vector<Progress> last_of_each_moment(const std::vector<Progress>& reports) {
  std::map<std::tuple<SchoolId, UserId, ProductId, UtcSeconds>, Progress> kept;
  for (const auto& report : reports) {
    kept.insert_or_assign(
        {report.school_id, report.pupil_id, report.product_id, report.reported_at}, report);
  }
  std::vector<Progress> list;
  for (const auto& [key, report] : kept) list.push_back(report);
  return list;
}

}  // namespace lexipoort::results::rules
