#include "features/results/scores.h"

#include <algorithm>
#include <limits>

#include "features/results/queries.h"
#include "features/results/rules.h"
#include "features/results/scores_rules.h"

namespace lexipoort::results {
namespace {

using programs::LineItem;
using rules::Score;

/// The pupil, if they had a licence at this school, as for our own deliveries.
Expected<UserId> holder(database::Transaction& tx, const ScoreRequest& request,
                        const rules::SentScore& sent) {
  auto periods = find_licences(tx, {sent.pupil});
  if (periods.empty()) return refuse(RefusalKind::not_found, "unknown_pupil");
  std::erase_if(periods, [&](const auto& period) { return period.school != request.school; });
  rules::Item item;
  item.pupil = sent.pupil;
  item.product = request.product;
  item.at = sent.score.sent_at / rules::kMicroseconds;
  const auto found = rules::Licences(std::move(periods)).holder(item);
  if (!found) return refuse(RefusalKind::invalid, "no_licence");
  return found->pupil;
}

void store(database::Transaction& tx, SchoolId school, const LineItem& item, UserId pupil,
           const Score& score) {
  tx.execute(
      "insert into line_item_scores (school_id, line_item_id, pupil_id, sent_at, score,"
      " maximum_score, activity, grading) "
      "values (:school, :item, :pupil, :at, :score, :maximum, :activity, :grading) "
      "on conflict (school_id, line_item_id, pupil_id) do update set "
      "sent_at = excluded.sent_at, score = excluded.score,"
      " maximum_score = excluded.maximum_score, activity = excluded.activity,"
      " grading = excluded.grading",
      {{"school", school},
       {"item", item.id},
       {"pupil", pupil},
       {"at", score.sent_at},
       {"score", score.score},
       {"maximum", score.maximum_score},
       {"activity", score.activity},
       {"grading", score.grading}});
}

/// A line item is one test: the pupil's report has its last result. One that is not final yet
/// leaves it as it is.
void store_test(database::Transaction& tx, const ScoreRequest& request, const LineItem& item,
                UserId pupil, const Score& score) {
  const auto result = rules::result_of(score, item.maximum_score);
  if (score.score && !result) return;
  tx.execute(
      "delete from test_results "
      "where school_id = :school and line_item_id = :item and pupil_id = :pupil",
      {{"school", request.school}, {"item", item.id}, {"pupil", pupil}});
  if (!result) return;
  tx.execute(
      "insert into test_results (school_id, pupil_id, product_id, taken_at, test, score,"
      " maximum_score, line_item_id) "
      "values (:school, :pupil, :product, :at, :test, :score, :maximum, :item)",
      {{"school", request.school},
       {"pupil", pupil},
       {"product", request.product},
       {"at", score.sent_at / rules::kMicroseconds},
       {"test", item.label},
       {"score", *result},
       {"maximum", item.maximum_score},
       {"item", item.id}});
}

/// The tests go by the line item's label, on its scale.
void change_tests(database::Transaction& tx, SchoolId school, const LineItem& item) {
  tx.execute(
      "update test_results set test = :label, score = score * :maximum / maximum_score,"
      " maximum_score = :maximum "
      "where school_id = :school and line_item_id = :item",
      {{"school", school},
       {"item", item.id},
       {"label", item.label},
       {"maximum", item.maximum_score}});
}

struct Row {
  UserId pupil;
  std::string subject;
  double score = 0;
  double maximum_score = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (), (pupil, subject, score, maximum_score))

/// The pupils to tell of, from above `first` to `last`: all that are left, or the one asked for.
struct Range {
  std::int64_t first = 0;
  std::int64_t last = std::numeric_limits<std::int64_t>::max();
};

Range range_of(database::Transaction& tx, const ScoresRequest& request) {
  const auto after = request.after.value_or(0);
  if (!request.user_id) return {.first = after};
  const auto pupil = tx.row<UserId>("select id from users where subject = :subject",
                                    {{"subject", *request.user_id}});
  const auto id = pupil.value_or(UserId{}).value;
  return {.first = std::max(after, id - 1), .last = id};
}

std::vector<Row> find_page(database::Transaction& tx, const ScoresRequest& request) {
  const auto range = range_of(tx, request);
  return tx.rows<Row>(
      "select t.pupil_id, u.subject, t.score, t.maximum_score from test_results t "
      "join users u on u.id = t.pupil_id "
      "where t.school_id = :school and t.line_item_id = :item"
      " and t.pupil_id > :first and t.pupil_id <= :last "
      "order by t.pupil_id limit :count",
      {{"school", request.school},
       {"item", request.line_item},
       {"first", range.first},
       {"last", range.last},
       {"count", programs::page_size(request.limit) + 1}});
}

ResultMessage told(const Row& row, const std::string& item_url) {
  return {.id = item_url + "/results?user_id=" + http::percent_encode(row.subject),
          .scoreOf = item_url,
          .userId = row.subject,
          .resultScore = row.score,
          .resultMaximum = row.maximum_score};
}

}  // namespace

Expected<Nothing> take_score(database::Transaction& tx, const programs::Program& program,
                             const ScoreRequest& request) {
  const auto item =
      programs::find_line_item(tx, program, {request.school, request.product}, request.line_item);
  if (!item) return std::unexpected(item.error());
  const auto sent = rules::read_score(request.body.bytes, program.now);
  if (!sent) return std::unexpected(sent.error());
  const auto pupil = holder(tx, request, *sent);
  if (!pupil) return std::unexpected(pupil.error());
  const auto stored = tx.row<Score>(
      "select sent_at, score, maximum_score, activity, grading from line_item_scores "
      "where school_id = :school and line_item_id = :item and pupil_id = :pupil",
      {{"school", request.school}, {"item", item->id}, {"pupil", *pupil}});
  const auto replaces = rules::replaces(stored, sent->score);
  if (!replaces) return std::unexpected(replaces.error());
  if (*replaces) {
    store(tx, request.school, *item, *pupil, sent->score);
    store_test(tx, request, *item, *pupil, sent->score);
  }
  return Nothing{};
}

Expected<http::JsonText> change_line_item(const programs::Settings& settings,
                                          const http::Exchange& exchange,
                                          const programs::ChangedLineItem& request) {
  const auto item = settings.database.write([&](database::Transaction& tx) {
    auto changed = programs::change_line_item(tx, programs::program_of(exchange), request);
    if (changed) change_tests(tx, request.school, *changed);
    return changed;
  });
  if (!item) return std::unexpected(item.error());
  return programs::told(settings, {request.school, request.product}, *item);
}

Expected<http::JsonText> list_scores(const programs::Settings& settings, http::Exchange& exchange,
                                     const ScoresRequest& request) {
  const programs::Context context{request.school, request.product};
  std::vector<Row> found;
  const auto item = settings.database.read([&](database::Transaction& tx) {
    auto own =
        programs::find_line_item(tx, programs::program_of(exchange), context, request.line_item);
    if (own) found = find_page(tx, request);
    return own;
  });
  if (!item) return std::unexpected(item.error());
  const auto url = programs::line_item_url(settings.public_url, context, item->id);
  programs::cut_page(exchange, found, programs::page_size(request.limit), url + "/results",
                     [](const Row& row) { return row.pupil.value; });
  std::vector<ResultMessage> list;
  for (const auto& row : found) list.push_back(told(row, url));
  return http::JsonText{.text = http::json::to_text(list), .content_type = kResultsType};
}

}  // namespace lexipoort::results
