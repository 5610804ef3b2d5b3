#pragma once

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/expected.h"
#include "base/ids.h"
#include "features/programs/programs.h"

/// The decisions about what programs deliver, without SQL, HTTP or clock. Source: spec R3.6, R3.7.
namespace lexipoort::results::rules {

inline constexpr std::size_t kLargestBatch = 1000;
/// How late an item may be delivered; docs/programs.md promises it.
inline constexpr UtcSeconds kOldest = 400 * 24 * 3600;
inline constexpr std::int64_t kLongestSession = 4 * 3600;  ///< in seconds

/// Why one item is not taken.
enum class Code {
  bad_item,         ///< not an item at all, or without a usable id, kind or pupil
  bad_time,         ///< missing, ends more than 5 minutes ahead, or began over 400 days ago
  bad_duration,     ///< not 1 second to 4 hours
  bad_lesson,       ///< not 0 to 10,000
  bad_address,      ///< not an IP address
  bad_test,         ///< no name of a test, or one of more than 100 characters
  bad_score,        ///< not a number from 0 to the maximum, or a maximum beyond its bounds
  unknown_product,  ///< missing where the program has several, or none of its products
  unknown_pupil,    ///< no pupil goes by this pseudonym
  no_licence        ///< the pupil had no licence on the product on that day
};
BOOST_DESCRIBE_ENUM(Code, bad_item, bad_time, bad_duration, bad_lesson, bad_address, bad_test,
                    bad_score, unknown_product, unknown_pupil, no_licence)

enum class Kind { practice, progress, test };
BOOST_DESCRIBE_ENUM(Kind, practice, progress, test)

inline constexpr std::size_t kMostRemarks = 200;     ///< on one pupil's work with a product
inline constexpr std::size_t kLongestRemark = 2000;  ///< in characters

/// A remark as it is kept. Refuses `faulty` when it is empty or too long.
[[nodiscard]] Expected<std::string> read_remark(std::string_view typed);

/// Whether the days exist, in this order, and lie no more than ten years apart.
[[nodiscard]] bool is_period(std::string_view from, std::string_view until);

/// Whether results may still be read on a day: for so many years after the product has
/// ended, if it has.
[[nodiscard]] bool is_readable(const std::optional<std::string>& ended_on, int retention_years,
                               std::string_view today);

/// An item as it may come; what is missing is decided on afterwards.
struct IncomingItem {
  static constexpr bool kSparse = true;
  std::string id;
  Kind kind = Kind::practice;
  std::string pupil;
  std::optional<std::string> product;
  std::optional<UtcSeconds> at;
  std::optional<std::int64_t> duration_seconds;
  std::optional<std::int64_t> lesson;
  std::optional<std::string> address;
  std::optional<std::int64_t> highest_lesson;
  std::optional<std::int64_t> lessons_until_test;
  std::optional<std::string> test;
  std::optional<double> score;
  std::optional<double> maximum_score;
};
BOOST_DESCRIBE_STRUCT(IncomingItem, (),
                      (id, kind, pupil, product, at, duration_seconds, lesson, address,
                       highest_lesson, lessons_until_test, test, score, maximum_score))

/// The body of a delivery. It is read item by item: one that is wrong does not spoil the rest.
struct IncomingBatch {
  std::vector<IncomingItem> items;
};
BOOST_DESCRIBE_STRUCT(IncomingBatch, (), (items))

/// One item that is right as far as it can be seen without the database.
struct Item {
  std::size_t index = 0;  ///< its place in the batch
  std::string id;
  Kind kind = Kind::practice;
  ProductId product;
  std::string pupil;  ///< the pseudonym (the `sub` of the launch)
  UtcSeconds at = 0;
  std::int64_t seconds = 0;                        ///< practice
  std::optional<std::int64_t> lesson;              ///< practice
  std::string address;                             ///< practice; comparable
  std::int64_t highest_lesson = 0;                 ///< progress
  std::optional<std::int64_t> lessons_until_test;  ///< progress
  std::string test;                                ///< test; its name
  double score = 0;                                ///< test
  double maximum_score = 0;                        ///< test
};

/// Whether something may be delivered that happened then: at most 5 minutes ahead of our clock, and
/// 400 days ago.
[[nodiscard]] bool may_be_delivered(UtcSeconds at, UtcSeconds now);

struct Refused {
  std::size_t index = 0;
  std::string id;  ///< empty when the item has no usable one
  Code code = Code::bad_item;
};
BOOST_DESCRIBE_STRUCT(Refused, (), (index, id, code))

[[nodiscard]] std::expected<Item, Refused> read_item(
    const boost::json::value& json, std::size_t index,
    const std::vector<programs::ProgramProduct>& products, UtcSeconds now);

/// A pupil's licence with the subscription it is a seat of; `…_until` is the first day without it.
/// `licence_cut_at` is the moment it was ended at once: what was practised before counts.
struct LicencePeriod {
  std::string subject;
  UserId pupil;
  std::optional<SchoolId> school;  ///< null: the pupil has no licence at all
  std::optional<ProductId> product;
  std::optional<std::string> licence_from;
  std::optional<std::string> licence_until;
  std::optional<UtcSeconds> licence_cut_at = {};
  std::optional<std::string> subscription_from;
  std::optional<std::string> subscription_until;
};
BOOST_DESCRIBE_STRUCT(LicencePeriod, (),
                      (subject, pupil, school, product, licence_from, licence_until, licence_cut_at,
                       subscription_from, subscription_until))

struct PupilAtSchool {
  UserId pupil;
  SchoolId school;
};

/// A batch as it was read.
struct Batch {
  std::vector<Item> items;
  std::vector<Refused> refused;
};

/// What a program is told about its batch.
struct DeliverySummary {
  std::int64_t accepted = 0;
  std::int64_t repeated = 0;
  std::vector<Refused> refused;  ///< in the order of the batch
};
BOOST_DESCRIBE_STRUCT(DeliverySummary, (), (accepted, repeated, refused))

/// The batches that are stored together, in the order in which they came.
using Group = std::vector<const Batch*>;

/// The name by which a program's item is known again.
struct ItemKey {
  ProductId product_id;
  std::string item_id;
  auto operator<=>(const ItemKey&) const = default;
};
BOOST_DESCRIBE_STRUCT(ItemKey, (), (product_id, item_id))

/// An item that can be stored: the place of its batch in the group, and whose it is.
struct Held {
  std::size_t batch = 0;
  const Item* item = nullptr;
  PupilAtSchool holder;
};

/// Which items of a group are to be stored, and what each of its batches is told about the others.
struct Outcome {
  std::vector<Held> held;
  std::vector<DeliverySummary> summaries;
};

/// Finds the pupils of a batch with the licences they had.
class Licences {
 public:
  explicit Licences(std::vector<LicencePeriod> periods);

  /// The pupil and the school of the licence on the item's day, or why there is none. Of licences
  /// at two schools it is the one that was ended later that day, else the one that began first.
  [[nodiscard]] std::expected<PupilAtSchool, Code> holder(const Item& item) const;

 private:
  std::multimap<std::string, LicencePeriod, std::less<>> by_subject_;
};

/// Refuses items without a licence; of items with one name only the first is held.
[[nodiscard]] Outcome sort_out(const Group& group, const Licences& licences);

/// Holds on to the items that are `fresh`, and tells the others' batches that they came before.
[[nodiscard]] Outcome settle(Outcome outcome, const std::set<ItemKey>& fresh);

enum class Place { home, school };
BOOST_DESCRIBE_ENUM(Place, home, school)

/// One session of practice, as it is kept.
struct Session {
  SchoolId school_id;
  UserId pupil_id;
  ProductId product_id;
  UtcSeconds started_at = 0;
  std::int64_t seconds = 0;
  Place place = Place::home;
  std::optional<std::int64_t> lesson;
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (school_id, pupil_id, product_id, started_at, seconds, place, lesson))

/// The time that a stored session takes.
struct Span {
  SchoolId school_id;
  UserId pupil_id;
  ProductId product_id;
  UtcSeconds started_at = 0;
  std::int64_t seconds = 0;
};
BOOST_DESCRIBE_STRUCT(Span, (), (school_id, pupil_id, product_id, started_at, seconds))

/// What of the sessions is not counted yet: nobody practises a product twice at once, so time that
/// an earlier session took is left out, and what is left comes in pieces, none over two weeks.
/// Whatever the order in which sessions come in, the time counted in each week is that of all of
/// them laid over each other. The place is that of whichever came first.
[[nodiscard]] std::vector<Session> uncounted(std::vector<Session> sessions,
                                             const std::vector<Span>& counted);

struct WeekSum {
  SchoolId school_id;
  ProductId product_id;
  std::string week;
  UserId pupil_id;
  std::int64_t home_seconds = 0;
  std::int64_t school_seconds = 0;
  auto operator<=>(const WeekSum&) const = default;
};
BOOST_DESCRIBE_STRUCT(WeekSum, (),
                      (school_id, product_id, week, pupil_id, home_seconds, school_seconds))

/// The sums per pupil, product and ISO week of sessions that uncounted() gave.
[[nodiscard]] std::vector<WeekSum> weekly_sums(const std::vector<Session>& sessions);

struct PractisedSession {
  UtcSeconds at = 0;
  std::int64_t seconds = 0;
  Place place = Place::home;
  std::optional<std::int64_t> lesson;
};
BOOST_DESCRIBE_STRUCT(PractisedSession, (), (at, seconds, place, lesson))

struct PractisedWeek {
  std::string week;
  std::int64_t home_seconds = 0;
  std::int64_t school_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(PractisedWeek, (), (week, home_seconds, school_seconds))

/// Every ISO week that has a day in the period, with what was practised in it.
[[nodiscard]] std::vector<PractisedWeek> practised_weeks(
    std::string_view from, std::string_view until, const std::vector<PractisedSession>& sessions);

struct Progress {
  SchoolId school_id;
  ProductId product_id;
  UserId pupil_id;
  std::int64_t highest_lesson = 0;
  std::optional<std::int64_t> lessons_until_test;
  UtcSeconds reported_at = 0;
};
BOOST_DESCRIBE_STRUCT(Progress, (),
                      (school_id, product_id, pupil_id, highest_lesson, lessons_until_test,
                       reported_at))

struct Test {
  SchoolId school_id;
  UserId pupil_id;
  ProductId product_id;
  UtcSeconds taken_at = 0;
  std::string test;
  double score = 0;
  double maximum_score = 0;
};
BOOST_DESCRIBE_STRUCT(Test, (),
                      (school_id, pupil_id, product_id, taken_at, test, score, maximum_score))

/// The newest report of each pupil and product; of two at one moment the later in the list.
[[nodiscard]] std::vector<Progress> newest(const std::vector<Progress>& reports);

/// One report of each pupil, product and second: the last in the list.
[[nodiscard]] std::vector<Progress> last_of_each_moment(const std::vector<Progress>& reports);

}  // namespace lexipoort::results::rules
