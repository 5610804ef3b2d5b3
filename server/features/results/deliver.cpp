#include "features/results/deliver.h"

#include <algorithm>
#include <set>
#include <utility>

#include "features/results/queries.h"
#include "features/results/results.h"
#include "features/results/version.h"
#include "features/schools/schools.h"

namespace lexipoort::results {
namespace {

using rules::Held;
using rules::ItemKey;
using rules::Kind;

rules::Licences licences_for(database::Transaction& tx, const rules::Group& group) {
  std::set<std::string> subjects;
  for (const auto* batch : group) {
    for (const auto& item : batch->items) subjects.insert(item.pupil);
  }
  return rules::Licences(find_licences(tx, {subjects.begin(), subjects.end()}));
}

struct Delivered {
  ProductId product_id;
  std::string item_id;
  UtcSeconds at = 0;
};
BOOST_DESCRIBE_STRUCT(Delivered, (), (product_id, item_id, at))

/// Marks items as delivered; gives back those that were not before.
std::set<ItemKey> claim(database::Transaction& tx, const std::vector<Held>& held) {
  if (held.empty()) return {};
  std::vector<Delivered> delivered;
  delivered.reserve(held.size());
  for (const auto& [batch, item, holder] : held) {
    delivered.push_back({item->product, item->id, item->at});
  }
  auto fresh = tx.rows<ItemKey>(
      "insert into delivered_items (product_id, item_id, at) "
      "select product_id, item_id, at from each(:delivered) where true "
      "on conflict do nothing returning product_id, item_id",
      {{"delivered", delivered}});
  return {std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end())};
}

/// The time already counted around these sessions, of which none is longer than the longest. The
/// bounds of all of them spare PostgreSQL, where it joins by hash, the sessions of other years.
std::vector<rules::Span> counted_around(database::Transaction& tx,
                                        const std::vector<rules::Session>& sessions) {
  const auto [first, last] = std::ranges::minmax(sessions, {}, &rules::Session::started_at);
  return tx.rows<rules::Span>(
      "select distinct p.school_id, p.pupil_id, p.product_id, p.started_at, p.seconds "
      "from each(:sessions) join practice_sessions p on p.school_id = sessions.school_id "
      "and p.pupil_id = sessions.pupil_id and p.product_id = sessions.product_id "
      "and p.started_at > sessions.started_at - :longest "
      "and p.started_at < sessions.started_at + sessions.seconds "
      "where p.started_at > :from and p.started_at < :until",
      {{"sessions", sessions},
       {"longest", rules::kLongestSession},
       {"from", first.started_at - rules::kLongestSession},
       {"until", last.started_at + rules::kLongestSession}});
}

void store_sessions(database::Transaction& tx, const std::vector<rules::Session>& delivered) {
  if (delivered.empty()) return;
  const auto sessions = rules::uncounted(delivered, counted_around(tx, delivered));
  if (sessions.empty()) return;
  tx.execute(
      "insert into practice_sessions "
      "(school_id, pupil_id, product_id, started_at, seconds, place, lesson) "
      "select school_id, pupil_id, product_id, started_at, seconds, place, lesson "
      "from each(:sessions)",
      {{"sessions", sessions}});
  tx.execute(
      "insert into practice_weeks "
      "(school_id, product_id, week, pupil_id, home_seconds, school_seconds) "
      "select school_id, product_id, week, pupil_id, home_seconds, school_seconds "
      "from each(:sums) where true "
      "on conflict (school_id, product_id, week, pupil_id) do update set "
      "home_seconds = practice_weeks.home_seconds + excluded.home_seconds, "
      "school_seconds = practice_weeks.school_seconds + excluded.school_seconds",
      {{"sums", rules::weekly_sums(sessions)}});
}

void store_progress(database::Transaction& tx, const std::vector<rules::Progress>& reports) {
  if (reports.empty()) return;
  tx.execute(
      "insert into progress_reports "
      "(school_id, pupil_id, product_id, reported_at, highest_lesson) "
      "select school_id, pupil_id, product_id, reported_at, highest_lesson "
      "from each(:reports) where true "
      "on conflict (school_id, pupil_id, product_id, reported_at) do update set "
      "highest_lesson = excluded.highest_lesson",
      {{"reports", rules::last_of_each_moment(reports)}});
  tx.execute(
      "insert into progress "
      "(school_id, product_id, pupil_id, highest_lesson, lessons_until_test, reported_at) "
      "select school_id, product_id, pupil_id, highest_lesson, lessons_until_test, reported_at "
      "from each(:reports) where true "
      "on conflict (school_id, product_id, pupil_id) do update set "
      "highest_lesson = excluded.highest_lesson, "
      "lessons_until_test = excluded.lessons_until_test, "
      "reported_at = excluded.reported_at "
      "where progress.reported_at <= excluded.reported_at",
      {{"reports", rules::newest(reports)}});
}

void store_tests(database::Transaction& tx, const std::vector<rules::Test>& tests) {
  if (tests.empty()) return;
  tx.execute(
      "insert into test_results "
      "(school_id, pupil_id, product_id, taken_at, test, score, maximum_score) "
      "select school_id, pupil_id, product_id, taken_at, test, score, maximum_score "
      "from each(:tests)",
      {{"tests", tests}});
}

std::vector<schools::AddressRange> networks(database::Transaction& tx,
                                            const std::vector<Held>& taken) {
  std::set<SchoolId> ids;
  for (const auto& held : taken) {
    if (held.item->kind == Kind::practice) ids.insert(held.holder.school);
  }
  if (ids.empty()) return {};
  return schools::address_ranges(tx, {ids.begin(), ids.end()});
}

/// The address decides the place, here and now, and goes no further. Source: spec R3.7.
rules::Session session_of(const Held& held, const std::vector<schools::AddressRange>& ranges) {
  const auto& [batch, item, holder] = held;
  const bool at_school = schools::is_at_school(ranges, holder.school, item->address);
  return {.school_id = holder.school,
          .pupil_id = holder.pupil,
          .product_id = item->product,
          .started_at = item->at,
          .seconds = item->seconds,
          .place = at_school ? rules::Place::school : rules::Place::home,
          .lesson = item->lesson};
}

rules::Progress report_of(const Held& held) {
  const auto& [batch, item, holder] = held;
  return {.school_id = holder.school,
          .product_id = item->product,
          .pupil_id = holder.pupil,
          .highest_lesson = item->highest_lesson,
          .lessons_until_test = item->lessons_until_test,
          .reported_at = item->at};
}

rules::Test test_of(const Held& held) {
  const auto& [batch, item, holder] = held;
  return {.school_id = holder.school,
          .pupil_id = holder.pupil,
          .product_id = item->product,
          .taken_at = item->at,
          .test = item->test,
          .score = item->score,
          .maximum_score = item->maximum_score};
}

void store(database::Transaction& tx, const std::vector<Held>& taken) {
  const auto ranges = networks(tx, taken);
  std::vector<rules::Session> sessions;
  std::vector<rules::Progress> reports;
  std::vector<rules::Test> tests;
  for (const auto& held : taken) {
    switch (held.item->kind) {
      case Kind::practice:
        sessions.push_back(session_of(held, ranges));
        break;
      case Kind::progress:
        reports.push_back(report_of(held));
        break;
      case Kind::test:
        tests.push_back(test_of(held));
        break;
    }
  }
  store_sessions(tx, sessions);
  store_progress(tx, reports);
  store_tests(tx, tests);
  count_change(tx, sessions, reports);
}

}  // namespace

Expected<rules::Batch> read_batch(const programs::Program& program,
                                  const DeliveryRequest& request) {
  constexpr std::size_t kDepth = 16;
  boost::json::parse_options options;
  options.max_depth = kDepth;
  boost::json::error_code error;
  const auto json = boost::json::parse(request.items.bytes, error, {}, options);
  const auto* object = error ? nullptr : json.if_object();
  const auto* value = object == nullptr ? nullptr : object->if_contains("items");
  const auto* list = value == nullptr ? nullptr : value->if_array();
  if (list == nullptr) {
    return refuse(RefusalKind::invalid, "invalid_request", {{.field = "items"}});
  }
  if (list->size() > rules::kLargestBatch) {
    return refuse(RefusalKind::invalid, "too_many_items", {},
                  {{"maximum", static_cast<std::int64_t>(rules::kLargestBatch)}});
  }
  rules::Batch batch;
  for (std::size_t index = 0; index < list->size(); ++index) {
    auto item = rules::read_item((*list)[index], index, program.products, program.now);
    if (item) {
      batch.items.push_back(std::move(*item));
    } else {
      batch.refused.push_back(std::move(item.error()));
    }
  }
  return batch;
}

std::vector<rules::DeliverySummary> store_batches(database::Transaction& tx,
                                                  const rules::Group& group) {
  auto outcome = rules::sort_out(group, licences_for(tx, group));
  const auto fresh = claim(tx, outcome.held);
  outcome = rules::settle(std::move(outcome), fresh);
  store(tx, outcome.held);
  return std::move(outcome.summaries);
}

void clear_delivered(database::Database& database, UtcSeconds now) {
  database.write([&](database::Transaction& tx) {
    tx.execute("delete from delivered_items where at < :before",
               {{"before", now - rules::kOldest}});
  });
}

}  // namespace lexipoort::results
