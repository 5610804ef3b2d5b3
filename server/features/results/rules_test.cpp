#include "features/results/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

#include "base/calendar.h"

namespace lexipoort::results::rules {
namespace {

using programs::ProgramProduct;

constexpr UtcSeconds kNow = 1'795'000'000;  // Wednesday 18 November 2026, 12:06 in Amsterdam
constexpr UtcSeconds kDay = 24 * 3600;
const std::vector<ProgramProduct> kOneProduct = {{{3}, "bouw"}};
const std::vector<ProgramProduct> kTwoProducts = {{{3}, "bouw"}, {{4}, "letterster"}};

boost::json::object practice() {
  return {{"id", "p-1"},           {"kind", "practice"},      {"pupil", "subject-7"},
          {"at", kNow - 600},      {"duration_seconds", 600}, {"lesson", 12},
          {"address", "192.0.2.7"}};
}

boost::json::object progress() {
  return {{"id", "g-1"}, {"kind", "progress"},   {"pupil", "subject-7"},
          {"at", kNow},  {"highest_lesson", 12}, {"lessons_until_test", 3}};
}

boost::json::object test() {
  return {{"id", "t-1"}, {"kind", "test"},      {"pupil", "subject-7"},         {"at", kNow},
          {"score", 17}, {"maximum_score", 20}, {"test", "Woorden van groep 4"}};
}

/// "" for an item that is right, else the name of the code.
std::string verdict(const boost::json::value& item,
                    const std::vector<ProgramProduct>& products = kOneProduct) {
  const auto read = read_item(item, 0, products, kNow);
  return read ? "" : std::string(reflect::enum_name(read.error().code));
}

std::string verdict_with(boost::json::object item, std::string_view field,
                         boost::json::value value) {
  item[field] = std::move(value);
  return verdict(item);
}

std::string verdict_without(boost::json::object item, std::string_view field) {
  item.erase(field);
  return verdict(item);
}

TEST(DeliveredItem, reads_practice_R3_6) {
  const auto item = read_item(practice(), 5, kOneProduct, kNow);
  ASSERT_TRUE(item.has_value());
  EXPECT_EQ(item->index, 5U);
  EXPECT_EQ(item->id, "p-1");
  EXPECT_EQ(item->kind, Kind::practice);
  EXPECT_EQ(item->product, ProductId{3});
  EXPECT_EQ(item->pupil, "subject-7");
  EXPECT_EQ(item->at, kNow - 600);
  EXPECT_EQ(item->seconds, 600);
  EXPECT_EQ(item->lesson, 12);
  EXPECT_EQ(item->address, "00000000000000000000ffffc0000207");
}

TEST(DeliveredItem, reads_progress_R3_6) {
  const auto item = read_item(progress(), 0, kOneProduct, kNow);
  ASSERT_TRUE(item.has_value());
  EXPECT_EQ(item->kind, Kind::progress);
  EXPECT_EQ(item->highest_lesson, 12);
  EXPECT_EQ(item->lessons_until_test, 3);
}

TEST(DeliveredItem, reads_tests_R3_6) {
  const auto item = read_item(test(), 0, kOneProduct, kNow);
  ASSERT_TRUE(item.has_value());
  EXPECT_EQ(item->kind, Kind::test);
  EXPECT_EQ(item->test, "Woorden van groep 4");
  EXPECT_EQ(item->score, 17);
  EXPECT_EQ(item->maximum_score, 20);
  EXPECT_EQ(verdict_with(test(), "score", 17.5), "");
}

TEST(DeliveredItem, has_a_score_from_nothing_to_the_maximum_R3_6) {
  EXPECT_EQ(verdict_with(test(), "score", 0), "");
  EXPECT_EQ(verdict_with(test(), "score", 20), "");
  for (const boost::json::value& score : {boost::json::value(-1), boost::json::value(20.01),
                                          boost::json::value("17"), boost::json::value(nullptr)}) {
    EXPECT_EQ(verdict_with(test(), "score", score), "bad_score") << score;
  }
  EXPECT_EQ(verdict_with(test(), "maximum_score", 0), "bad_score");
  EXPECT_EQ(verdict_with(test(), "maximum_score", 1'000'001), "bad_score");
  EXPECT_EQ(verdict_without(test(), "maximum_score"), "bad_score");
}

TEST(DeliveredItem, names_its_test_R3_6) {
  EXPECT_EQ(verdict_without(test(), "test"), "bad_test");
  EXPECT_EQ(verdict_with(test(), "test", "  "), "bad_test");
  EXPECT_EQ(verdict_with(test(), "test", 4), "bad_test");
  EXPECT_EQ(verdict_with(test(), "test", boost::json::string(100, 'x')), "");
  EXPECT_EQ(verdict_with(test(), "test", boost::json::string(101, 'x')), "bad_test");
}

TEST(DeliveredItem, has_ended_R3_6) {
  auto hours = practice();
  hours["duration_seconds"] = 7200;
  EXPECT_EQ(verdict_with(hours, "at", kNow - 7200 + 300), "");
  EXPECT_EQ(verdict_with(hours, "at", kNow - 7200 + 301), "bad_time");
}

TEST(DeliveredItem, may_leave_out_what_a_program_does_not_know_R3_6) {
  EXPECT_EQ(verdict_without(practice(), "lesson"), "");
  EXPECT_EQ(verdict_with(practice(), "lesson", nullptr), "");
  EXPECT_EQ(verdict_without(progress(), "lessons_until_test"), "");
  EXPECT_EQ(verdict_with(practice(), "mood", "later"), "") << "fields to come are no fault";
}

TEST(DeliveredItem, is_bad_without_id_kind_or_pupil_R3_6) {
  for (const auto field : {"id", "kind", "pupil"}) {
    EXPECT_EQ(verdict_without(practice(), field), "bad_item") << field;
    EXPECT_EQ(verdict_with(practice(), field, 7), "bad_item") << field;
    EXPECT_EQ(verdict_with(practice(), field, ""), "bad_item") << field;
  }
  EXPECT_EQ(verdict_with(practice(), "kind", "homework"), "bad_item");
  EXPECT_EQ(verdict_with(practice(), "id", boost::json::string(101, 'x')), "bad_item");
  EXPECT_EQ(verdict_with(practice(), "id", boost::json::string(100, 'x')), "");
  EXPECT_EQ(verdict("practice"), "bad_item");
  EXPECT_EQ(verdict(nullptr), "bad_item");
}

TEST(DeliveredItem, is_named_in_the_refusal_by_its_place_and_its_id_R3_6) {
  auto wrong = practice();
  wrong["at"] = "yesterday";
  const auto named = read_item(wrong, 9, kOneProduct, kNow);
  ASSERT_FALSE(named.has_value());
  EXPECT_EQ(named.error().index, 9U);
  EXPECT_EQ(named.error().id, "p-1");
  EXPECT_EQ(read_item(7, 2, kOneProduct, kNow).error().index, 2U);
}

TEST(DeliveredItem, starts_at_most_five_minutes_ahead_and_400_days_ago_R3_6) {
  for (const auto& item : {progress(), test()}) {
    EXPECT_EQ(verdict_with(item, "at", kNow + 300), "");
    EXPECT_EQ(verdict_with(item, "at", kNow + 301), "bad_time");
    EXPECT_EQ(verdict_with(item, "at", kNow - 400 * kDay), "");
    EXPECT_EQ(verdict_with(item, "at", kNow - 400 * kDay - 1), "bad_time");
    EXPECT_EQ(verdict_with(item, "at", "2026-11-18"), "bad_time");
    EXPECT_EQ(verdict_with(item, "at", 1e300), "bad_time");
    EXPECT_EQ(verdict_without(item, "at"), "bad_time");
  }
}

TEST(DeliveredItem, lasts_one_second_to_four_hours_R3_6) {
  EXPECT_EQ(verdict_with(practice(), "duration_seconds", 1), "");
  auto long_ago = practice();
  long_ago["at"] = kNow - kDay;
  EXPECT_EQ(verdict_with(long_ago, "duration_seconds", 14'400), "");
  EXPECT_EQ(verdict_with(practice(), "duration_seconds", 0), "bad_duration");
  EXPECT_EQ(verdict_with(practice(), "duration_seconds", -60), "bad_duration");
  EXPECT_EQ(verdict_with(practice(), "duration_seconds", 14'401), "bad_duration");
  EXPECT_EQ(verdict_with(practice(), "duration_seconds", "600"), "bad_duration");
  EXPECT_EQ(verdict_without(practice(), "duration_seconds"), "bad_duration");
}

TEST(DeliveredItem, has_lessons_from_0_to_10000_R3_6) {
  for (const auto& [item, field] :
       {std::pair{practice(), "lesson"}, std::pair{progress(), "highest_lesson"},
        std::pair{progress(), "lessons_until_test"}}) {
    EXPECT_EQ(verdict_with(item, field, 0), "") << field;
    EXPECT_EQ(verdict_with(item, field, 10'000), "") << field;
    EXPECT_EQ(verdict_with(item, field, -1), "bad_lesson") << field;
    EXPECT_EQ(verdict_with(item, field, 10'001), "bad_lesson") << field;
    EXPECT_EQ(verdict_with(item, field, "12"), "bad_lesson") << field;
  }
  EXPECT_EQ(verdict_without(progress(), "highest_lesson"), "bad_lesson");
}

TEST(DeliveredItem, needs_an_address_for_practice_only_R3_7) {
  EXPECT_EQ(verdict_with(practice(), "address", "2001:db8::1"), "");
  EXPECT_EQ(verdict_with(practice(), "address", "300.1.1.1"), "bad_address");
  EXPECT_EQ(verdict_with(practice(), "address", ""), "bad_address");
  EXPECT_EQ(verdict_with(practice(), "address", 7), "bad_address");
  EXPECT_EQ(verdict_without(practice(), "address"), "bad_address");
}

TEST(DeliveredItem, names_its_product_where_the_program_has_several_R3_6) {
  auto item = practice();
  EXPECT_EQ(verdict(item, kOneProduct), "");
  EXPECT_EQ(verdict(item, kTwoProducts), "unknown_product");
  item["product"] = "letterster";
  EXPECT_EQ(read_item(item, 0, kTwoProducts, kNow)->product, ProductId{4});
  EXPECT_EQ(verdict(item, kOneProduct), "unknown_product") << "another program's product";
  item["product"] = 4;
  EXPECT_EQ(verdict(item, kTwoProducts), "unknown_product");
}

// --- licences ------------------------------------------------------------------------------------

LicencePeriod period(std::string starts_on, std::optional<std::string> ends_on,
                     SchoolId school = {1}, ProductId product = {3}) {
  return {.subject = "subject-7",
          .pupil = {7},
          .school = school,
          .product = product,
          .licence_from = std::move(starts_on),
          .licence_until = std::move(ends_on),
          .subscription_from = "2024-08-01",
          .subscription_until = {}};
}

Item item_at(UtcSeconds at) {
  Item item;
  item.product = {3};
  item.pupil = "subject-7";
  item.at = at;
  return item;
}

constexpr UtcSeconds kLastSecondOf2025 = 1'767'221'999;  // in Amsterdam

TEST(Licence, is_the_one_of_the_day_of_practice_R3_6) {
  const Licences licences(
      {period("2025-08-01", "2026-01-01", {1}), period("2026-01-01", std::nullopt, {2})});
  EXPECT_EQ(licences.holder(item_at(kLastSecondOf2025))->school, SchoolId{1});
  EXPECT_EQ(licences.holder(item_at(kLastSecondOf2025 + 1))->school, SchoolId{2});
  EXPECT_EQ(licences.holder(item_at(kNow))->pupil, UserId{7});
}

TEST(Licence, must_be_valid_on_the_day_and_for_the_product_R3_6) {
  const Licences ended({period("2025-08-01", "2026-01-01")});
  EXPECT_EQ(ended.holder(item_at(kNow)).error(), Code::no_licence);
  const Licences to_come({period("2026-11-19", std::nullopt)});
  EXPECT_EQ(to_come.holder(item_at(kNow)).error(), Code::no_licence);
  const Licences other({period("2025-08-01", std::nullopt, {1}, {4})});
  EXPECT_EQ(other.holder(item_at(kNow)).error(), Code::no_licence);
}

TEST(Licence, that_was_ended_at_once_covers_what_was_practised_before_R3_6_R4_13_3) {
  auto cut = period("2025-08-01", "2026-01-01");
  cut.licence_cut_at = kLastSecondOf2025 + 3600;
  const Licences licences({cut});
  EXPECT_TRUE(licences.holder(item_at(kLastSecondOf2025 + 3599)));
  EXPECT_EQ(licences.holder(item_at(kLastSecondOf2025 + 3600)).error(), Code::no_licence);
}

TEST(Licence, R3_6_of_two_schools_is_the_one_that_ended_after_the_practice_else_the_first) {
  auto left = period("2025-08-01", "2025-12-31", {2});
  left.licence_cut_at = kLastSecondOf2025;
  const auto found = period("2025-12-31", std::nullopt, {1});
  const auto later = period("2026-01-01", std::nullopt, {3});
  for (const auto& licences : {Licences({left, found, later}), Licences({later, found, left})}) {
    EXPECT_EQ(licences.holder(item_at(kLastSecondOf2025 - 1))->school, SchoolId{2});
    EXPECT_EQ(licences.holder(item_at(kLastSecondOf2025))->school, SchoolId{1});
    EXPECT_EQ(licences.holder(item_at(kNow))->school, SchoolId{1});
  }
}

TEST(Retention, R3_1_results_stay_readable_for_years_after_the_end) {
  EXPECT_TRUE(is_readable("2026-08-01", 2, "2028-07-31"));
  EXPECT_FALSE(is_readable("2026-08-01", 2, "2028-08-01"));
  EXPECT_TRUE(is_readable("2024-02-29", 1, "2025-02-27"));
  EXPECT_FALSE(is_readable("2024-02-29", 1, "2025-02-28"));
}

TEST(Licence, ends_with_the_subscription_that_it_is_a_seat_of_R3_6) {
  auto seat = period("2025-08-01", std::nullopt);
  seat.subscription_until = "2026-11-18";
  EXPECT_EQ(Licences({seat}).holder(item_at(kNow)).error(), Code::no_licence);
  seat.subscription_until = "2026-11-19";
  EXPECT_TRUE(Licences({seat}).holder(item_at(kNow)).has_value());
  seat.subscription_from = "2026-11-19";
  EXPECT_EQ(Licences({seat}).holder(item_at(kNow)).error(), Code::no_licence);
}

TEST(Licence, tells_an_unknown_pupil_from_one_without_R3_6) {
  const Licences none({{.subject = "subject-7",
                        .pupil = {7},
                        .school = {},
                        .product = {},
                        .licence_from = {},
                        .licence_until = {},
                        .subscription_from = {},
                        .subscription_until = {}}});
  EXPECT_EQ(none.holder(item_at(kNow)).error(), Code::no_licence);
  EXPECT_EQ(Licences({}).holder(item_at(kNow)).error(), Code::unknown_pupil);
}

// --- batches that are stored together ------------------------------------------------------------

Item item_named(std::string id, std::size_t index = 0, std::string pupil = "subject-7") {
  auto item = item_at(kNow);
  item.id = std::move(id);
  item.index = index;
  item.pupil = std::move(pupil);
  return item;
}

std::vector<std::string> names_of(const std::vector<Held>& held) {
  std::vector<std::string> names;
  for (const auto& one : held) names.push_back(std::to_string(one.batch) + one.item->id);
  return names;
}

const Licences kEverybody({period("2025-08-01", std::nullopt)});

TEST(DeliveredTogether, R3_6_hold_an_item_of_two_batches_once_and_tell_the_later) {
  const Batch first{.items = {item_named("a"), item_named("b"), item_named("a")}, .refused = {}};
  const Batch second{.items = {item_named("b"), item_named("c")}, .refused = {}};
  const auto sorted = sort_out({&first, &second}, kEverybody);
  EXPECT_THAT(names_of(sorted.held), testing::ElementsAre("0a", "0b", "1c"));
  ASSERT_EQ(sorted.summaries.size(), 2U);
  EXPECT_EQ(sorted.summaries[0].repeated, 1);
  EXPECT_EQ(sorted.summaries[1].repeated, 1);
}

TEST(DeliveredTogether, R3_6_tell_each_batch_what_of_it_is_refused_in_its_order) {
  const Batch first{.items = {item_named("a"), item_named("stranger", 2, "subject-8")},
                    .refused = {{1, "wrong", Code::bad_time}, {3, "", Code::bad_item}}};
  const Batch second{.items = {item_named("b", 0, "subject-8")}, .refused = {}};
  const auto sorted = sort_out({&first, &second}, kEverybody);
  std::vector<std::string> refused;
  for (const auto& one : sorted.summaries[0].refused) refused.push_back(one.id);
  EXPECT_THAT(refused, testing::ElementsAre("wrong", "stranger", ""));
  ASSERT_EQ(sorted.summaries[1].refused.size(), 1U);
  EXPECT_EQ(sorted.summaries[1].refused[0].code, Code::unknown_pupil);
  EXPECT_THAT(names_of(sorted.held), testing::ElementsAre("0a"));
}

TEST(DeliveredTogether, R3_6_count_what_is_fresh_as_accepted_and_the_rest_as_repeated) {
  const Batch first{.items = {item_named("a"), item_named("b"), item_named("b")}, .refused = {}};
  const Batch second{.items = {item_named("c")}, .refused = {}};
  const auto settled =
      settle(sort_out({&first, &second}, kEverybody), {{{3}, "b"}, {{3}, "c"}, {{4}, "a"}});
  EXPECT_THAT(names_of(settled.held), testing::ElementsAre("0b", "1c"));
  EXPECT_EQ(settled.summaries[0].accepted, 1);
  EXPECT_EQ(settled.summaries[0].repeated, 2);
  EXPECT_EQ(settled.summaries[1].accepted, 1);
  EXPECT_EQ(settled.summaries[1].repeated, 0);
}

// --- sums ----------------------------------------------------------------------------------------

Session session_at(UtcSeconds at, std::int64_t seconds, Place place = Place::home) {
  return {.school_id = {1},
          .pupil_id = {7},
          .product_id = {3},
          .started_at = at,
          .seconds = seconds,
          .place = place,
          .lesson = {}};
}

// --- time that counts once -----------------------------------------------------------------------

using Piece = std::pair<UtcSeconds, std::int64_t>;

std::vector<Piece> pieces_of(const std::vector<Session>& sessions,
                             const std::vector<Span>& counted = {}) {
  std::vector<Piece> pieces;
  for (const auto& session : uncounted(sessions, counted)) {
    pieces.emplace_back(session.started_at, session.seconds);
  }
  return pieces;
}

Span span_at(UtcSeconds at, std::int64_t seconds) {
  return {
      .school_id = {1}, .pupil_id = {7}, .product_id = {3}, .started_at = at, .seconds = seconds};
}

TEST(Uncounted, leaves_out_what_an_earlier_session_took_R3_6) {
  using testing::ElementsAre;
  using testing::IsEmpty;
  EXPECT_THAT(pieces_of({session_at(100, 60)}), ElementsAre(Piece{100, 60}));
  EXPECT_THAT(pieces_of({session_at(100, 60)}, {span_at(40, 60)}), ElementsAre(Piece{100, 60}));
  EXPECT_THAT(pieces_of({session_at(100, 60)}, {span_at(50, 60)}), ElementsAre(Piece{110, 50}));
  EXPECT_THAT(pieces_of({session_at(100, 60)}, {span_at(150, 60)}), ElementsAre(Piece{100, 50}));
  EXPECT_THAT(pieces_of({session_at(100, 60)}, {span_at(160, 60)}), ElementsAre(Piece{100, 60}));
  EXPECT_THAT(pieces_of({session_at(100, 60)}, {span_at(90, 80)}), IsEmpty());
  EXPECT_THAT(pieces_of({session_at(100, 60)}, {span_at(100, 60)}), IsEmpty());
  EXPECT_THAT(pieces_of({session_at(100, 60)}, {span_at(110, 10), span_at(130, 10)}),
              ElementsAre(Piece{100, 10}, Piece{120, 10}, Piece{140, 20}));
  EXPECT_THAT(pieces_of({session_at(120, 60), session_at(100, 60)}),
              ElementsAre(Piece{100, 60}, Piece{160, 20}));
}

TEST(Uncounted, is_told_apart_by_pupil_product_and_school_R3_6) {
  auto other = session_at(100, 60);
  other.pupil_id = {8};
  auto elsewhere = session_at(100, 60);
  elsewhere.school_id = {2};
  auto otherwise = session_at(100, 60);
  otherwise.product_id = {4};
  EXPECT_EQ(uncounted({session_at(100, 60), other, elsewhere, otherwise}, {}).size(), 4U);
}

TEST(Uncounted, adds_up_to_the_time_covered_whatever_the_order_R3_6) {
  std::mt19937 random(20'261'125);
  for (int round = 0; round < 200; ++round) {
    std::vector<Session> sessions;
    std::set<UtcSeconds> covered;
    for (int index = 0; index < 12; ++index) {
      const auto at = static_cast<UtcSeconds>(random() % 300);
      const auto seconds = static_cast<std::int64_t>(random() % 60) + 1;
      sessions.push_back(session_at(at, seconds));
      for (auto second = at; second < at + seconds; ++second) covered.insert(second);
    }
    std::vector<Span> counted;
    std::int64_t sum = 0;
    // Delivered four at a time.
    for (std::size_t first = 0; first < sessions.size(); first += 4) {
      for (const auto& piece :
           uncounted({sessions.begin() + first, sessions.begin() + first + 4}, counted)) {
        counted.push_back(span_at(piece.started_at, piece.seconds));
        sum += piece.seconds;
      }
    }
    ASSERT_EQ(sum, std::ssize(covered)) << "round " << round;
  }
}

// --- reports -------------------------------------------------------------------------------------

TEST(Period, has_days_that_exist_in_order_and_at_most_ten_years_R3_3) {
  EXPECT_TRUE(is_period("2026-11-25", "2026-11-25"));
  EXPECT_FALSE(is_period("2026-11-26", "2026-11-25"));
  EXPECT_FALSE(is_period("2026-02-29", "2026-11-25"));
  EXPECT_FALSE(is_period("2026-11-25", "later"));
  EXPECT_TRUE(is_period("2016-11-25", "2026-11-24"));
  EXPECT_FALSE(is_period("2016-11-25", "2026-11-25"));
}

TEST(PractisedWeeks, are_all_weeks_of_the_period_across_the_year_R3_3) {
  const auto weeks = practised_weeks("2026-12-27", "2027-01-04",
                                     {{.at = calendar::start_of_day("2027-01-03"),
                                       .seconds = 60,
                                       .place = Place::school,
                                       .lesson = {}},
                                      {.at = calendar::start_of_day("2026-12-28"),
                                       .seconds = 30,
                                       .place = Place::home,
                                       .lesson = {}}});
  ASSERT_EQ(weeks.size(), 3U);
  EXPECT_EQ(weeks[0].week, "2026-W52");
  EXPECT_EQ(weeks[1].week, "2026-W53");
  EXPECT_EQ(weeks[1].home_seconds, 30);
  EXPECT_EQ(weeks[1].school_seconds, 60);
  EXPECT_EQ(weeks[2].week, "2027-W01");
}

TEST(Remark, is_kept_with_its_lines_and_not_empty_or_endless_R3_4) {
  EXPECT_EQ(read_remark("  Leest vlot.\nOefent thuis weinig. \n").value(),
            "Leest vlot.\nOefent thuis weinig.");
  EXPECT_EQ(read_remark(" \n ").error().concerns[0].code, "required");
  EXPECT_TRUE(read_remark(std::string(2000, 'x')).has_value());
  EXPECT_EQ(read_remark(std::string(2001, 'x')).error().concerns[0].code, "too_long");
}

constexpr UtcSeconds kSundayMidnight = 1'795'388'400;  // the end of 22 November 2026, Amsterdam

TEST(WeeklySums, R3_2_count_practice_in_the_week_in_which_it_was_done) {
  const auto sums = weekly_sums(uncounted({session_at(kSundayMidnight - 600, 3600)}, {}));
  ASSERT_EQ(sums.size(), 2U);
  EXPECT_EQ(sums[0].week, "2026-W47");
  EXPECT_EQ(sums[0].home_seconds, 600);
  EXPECT_EQ(sums[1].week, "2026-W48");
  EXPECT_EQ(sums[1].home_seconds, 3000);
}

TEST(WeeklySums, R3_2_are_the_same_in_whichever_order_sessions_come) {
  constexpr std::int64_t kHour = 3600;
  std::vector<Session> sessions = {session_at(kSundayMidnight - kHour, 2 * kHour),
                                   session_at(kSundayMidnight - kHour / 2, kHour),
                                   session_at(kSundayMidnight + kHour / 4, 2 * kHour),
                                   session_at(kSundayMidnight - 2 * kHour, kHour / 4)};
  std::vector<std::size_t> order = {0, 1, 2, 3};
  do {
    std::vector<Session> kept;
    std::vector<Span> counted;
    for (const auto index : order) {
      for (const auto& piece : uncounted({sessions[index]}, counted)) {
        counted.push_back(span_at(piece.started_at, piece.seconds));
        kept.push_back(piece);
      }
    }
    const auto sums = weekly_sums(kept);
    ASSERT_EQ(sums.size(), 2U);
    EXPECT_EQ(sums[0].home_seconds, kHour + kHour / 4);
    EXPECT_EQ(sums[1].home_seconds, 2 * kHour + kHour / 4);
  } while (std::ranges::next_permutation(order).found);
}

TEST(WeeklySums, keep_home_and_school_apart_R3_7) {
  const auto sums =
      weekly_sums({session_at(kNow, 100, Place::home), session_at(kNow + 200, 20, Place::school),
                   session_at(kNow + 300, 3, Place::school)});
  ASSERT_EQ(sums.size(), 1U);
  EXPECT_EQ(sums[0].home_seconds, 100);
  EXPECT_EQ(sums[0].school_seconds, 23);
}

TEST(WeeklySums, keep_pupils_products_and_schools_apart_R3_6) {
  auto other_pupil = session_at(kNow, 1);
  other_pupil.pupil_id = {8};
  auto other_product = session_at(kNow, 1);
  other_product.product_id = {4};
  auto other_school = session_at(kNow, 1);
  other_school.school_id = {2};
  EXPECT_EQ(weekly_sums({session_at(kNow, 1), other_pupil, other_product, other_school}).size(),
            4U);
}

Progress report(UserId pupil, UtcSeconds at, std::int64_t lesson) {
  return {.school_id = {1},
          .product_id = {3},
          .pupil_id = pupil,
          .highest_lesson = lesson,
          .lessons_until_test = {},
          .reported_at = at};
}

TEST(NewestProgress, wins_per_pupil_however_the_batch_is_ordered_R3_6) {
  const auto kept = newest({report({7}, kNow, 12), report({7}, kNow - 9, 11),
                            report({8}, kNow - 5, 3), report({8}, kNow - 4, 2)});
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].highest_lesson, 12);
  EXPECT_EQ(kept[1].highest_lesson, 2);
}

TEST(Reports, R3_6_are_one_for_each_moment_the_last_of_the_batch) {
  const auto kept = last_of_each_moment({report({7}, kNow, 12), report({7}, kNow - 1, 11),
                                         report({7}, kNow, 13), report({8}, kNow, 3)});
  ASSERT_EQ(kept.size(), 3U);
  EXPECT_EQ(kept[0].highest_lesson, 11);
  EXPECT_EQ(kept[1].highest_lesson, 13);
  EXPECT_EQ(kept[2].highest_lesson, 3);
}

TEST(NewestProgress, is_the_later_in_the_batch_of_two_at_one_moment_R3_6) {
  EXPECT_EQ(newest({report({7}, kNow, 12), report({7}, kNow, 13)})[0].highest_lesson, 13);
}

}  // namespace
}  // namespace lexipoort::results::rules
