#include "features/results/scores.h"

#include "features/results/queries.h"
#include "features/results/rules.h"
#include "features/results/scores_rules.h"

namespace lexipoort::results {
namespace {

using programs::LineItem;
using rules::Score;

constexpr std::string_view kListType = "application/vnd.ims.lis.v2.resultcontainer+json";
constexpr std::int64_t kMicroseconds = 1'000'000;

/// The pupil, if they had a licence at this school, as for our own deliveries.
Expected<UserId> holder(database::Transaction& tx, const ScoreRequest& request,
                        const rules::SentScore& sent) {
  auto periods = find_licences(tx, {sent.pupil});
  if (periods.empty()) return refuse(RefusalKind::not_found, "unknown_pupil");
  std::erase_if(periods, [&](const auto& period) { return period.school != request.school; });
  rules::Item item;
  item.pupil = sent.pupil;
  item.product = request.product;
  item.at = sent.score.sent_at / kMicroseconds;
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

/// A line item is one test: the pupil's report has its last result.
void store_test(database::Transaction& tx, const ScoreRequest& request, const LineItem& item,
                UserId pupil, const Score& score) {
  tx.execute(
      "delete from test_results "
      "where school_id = :school and line_item_id = :item and pupil_id = :pupil",
      {{"school", request.school}, {"item", item.id}, {"pupil", pupil}});
  const auto result = rules::result_of(score, item.maximum_score);
  if (!result) return;
  tx.execute(
      "insert into test_results (school_id, pupil_id, product_id, taken_at, test, score,"
      " maximum_score, line_item_id) "
      "values (:school, :pupil, :product, :at, :test, :score, :maximum, :item)",
      {{"school", request.school},
       {"pupil", pupil},
       {"product", request.product},
       {"at", score.sent_at / kMicroseconds},
       {"test", item.label},
       {"score", *result},
       {"maximum", item.maximum_score},
       {"item", item.id}});
}

struct Row {
  UserId pupil;
  std::string subject;
  double score = 0;
  double maximum_score = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (), (pupil, subject, score, maximum_score))

std::vector<Row> find_page(database::Transaction& tx, const ScoresRequest& request) {
  return tx.rows<Row>(
      "select s.pupil_id, u.subject, s.score, s.maximum_score from line_item_scores s "
      "join users u on u.id = s.pupil_id "
      "where s.school_id = :school and s.line_item_id = :item and s.pupil_id > :after"
      " and s.grading = :final and s.score is not null"
      " and (:anyone = 1 or u.subject = :subject) "
      "order by s.pupil_id limit :count",
      {{"school", request.school},
       {"item", request.line_item},
       {"after", request.after.value_or(0)},
       {"final", rules::Grading::FullyGraded},
       {"anyone", !request.user_id.has_value()},
       {"subject", request.user_id.value_or("")},
       {"count", programs::page_size(request.limit) + 1}});
}

boost::json::object told(const Row& row, const LineItem& item, const std::string& item_url) {
  return {{"id", item_url + "/results?user_id=" + http::percent_encode(row.subject)},
          {"scoreOf", item_url},
          {"userId", row.subject},
          {"resultScore", row.score * item.maximum_score / row.maximum_score},
          {"resultMaximum", item.maximum_score}};
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
  boost::json::array list;
  for (const auto& row : found) list.push_back(told(row, *item, url));
  return http::JsonText{.text = boost::json::serialize(list), .content_type = kListType};
}

}  // namespace lexipoort::results
