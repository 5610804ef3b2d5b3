#include "demo.h"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/text.h"
#include "demo_contents.h"
#include "features/accounts/accounts.h"
#include "features/results/results.h"
#include "features/schools/schools.h"
#include "features/subscriptions/subscriptions.h"
#include "platform/crypto/crypto.h"

namespace lexipoort {
namespace {

using database::Transaction;

constexpr std::string_view kAdultPassword = "Lezen-is-leuk-2026";
constexpr std::string_view kPupilPassword = "boom-vis-27";

/// The publisher's second step: for an app, and codes for who tries the demo without one.
constexpr std::string_view kSecret = "LEXIPOORTDEMOLEXIPOORTDEMOLEXIPO";
constexpr std::array<std::string_view, 10> kRecoveryCodes = {
    "demo-code-2222", "demo-code-3333", "demo-code-4444", "demo-code-5555", "demo-code-6666",
    "demo-code-7777", "demo-code-8888", "demo-code-9999", "demo-code-aaaa", "demo-code-bbbb"};

struct Product {
  std::string_view slug;
  std::string_view name;
  bool has_program;
};
constexpr std::array<Product, 4> kProducts = {{{"bouw", "Bouw!", true},
                                               {"letterster", "Letterster", true},
                                               {"letterstad", "Letterstad", false},
                                               {"boekies", "Boekies", false}}};

struct Name {
  std::string_view first;
  std::string_view infix;
  std::string_view last;
};
constexpr std::array<Name, 24> kPupils = {{
    {"Fenna", "", "Jansen"},    {"Daan", "de", "Vries"},    {"Sem", "van der", "Berg"},
    {"Noor", "", "Bakker"},     {"Yusuf", "", "Yılmaz"},    {"Lotte", "", "Visser"},
    {"Finn", "", "Smit"},       {"Zoë", "de", "Boer"},      {"Bram", "", "Mulder"},
    {"Amira", "el", "Idrissi"}, {"Thijs", "van", "Dijk"},   {"Saar", "", "Meijer"},
    {"Levi", "", "Bos"},        {"Julia", "", "Vos"},       {"Milan", "", "Peters"},
    {"Evi", "", "Hendriks"},    {"Mees", "van", "Leeuwen"}, {"Sofie", "", "Dekker"},
    {"Adam", "", "Nowak"},      {"Roos", "van 't", "Hof"},  {"Jesse", "", "Brouwer"},
    {"Liv", "de", "Wit"},       {"Kiki", "", "Dijkstra"},   {"Ties", "", "Smits"},
}};
/// Pupils of the first school that wait in the archive to be linked.
constexpr std::size_t kArchived = 4;

/// What a pupil did, as its table takes it.
struct Practice {
  UserId pupil;
  UtcSeconds at = 0;
  std::int64_t seconds = 0;
  std::string place;
  std::size_t lesson = 0;
};
BOOST_DESCRIBE_STRUCT(Practice, (), (pupil, at, seconds, place, lesson))

struct Step {
  UserId pupil;
  UtcSeconds at = 0;
  std::size_t lesson = 0;
};
BOOST_DESCRIBE_STRUCT(Step, (), (pupil, at, lesson))

struct Score {
  UserId pupil;
  UtcSeconds at = 0;
  std::string test;
  double score = 0;
};
BOOST_DESCRIBE_STRUCT(Score, (), (pupil, at, test, score))

struct Maker {
  Transaction& tx;
  UtcSeconds now;
  const crypto::SealKey& seal_key;
  std::string adult_hash;
  std::string pupil_hash;

  SchoolId school(std::string_view name, std::string_view place, std::string_view brin) const {
    return schools::create(tx,
                           {.id = {},
                            .name = std::string(name),
                            .place = std::string(place),
                            .brin = std::string(brin),
                            .location_code = "00",
                            .sector = schools::Sector::po},
                           now)
        .value();
  }

  UserId adult(accounts::Kind kind, const Name& name, std::string_view mailbox) const {
    return accounts::create_adult(tx,
                                  {.kind = kind,
                                   .first_name = std::string(name.first),
                                   .infix = std::string(name.infix),
                                   .last_name = std::string(name.last),
                                   .email = std::string(mailbox) + "@demo.lexipoort.example",
                                   .password_hash = adult_hash},
                                  now)
        .value();
  }

  void joins(SchoolId school, UserId user, bool administrator, bool supervisor) const {
    tx.execute(
        "insert into memberships (school_id, user_id, administrator, supervisor) "
        "values (:school, :user, :administrator, :supervisor)",
        {{"school", school},
         {"user", user},
         {"administrator", administrator},
         {"supervisor", supervisor}});
  }

  ProductId product(const Product& product, const std::string& program_url) const {
    const auto address = [&](std::string_view path) {
      return product.has_program ? std::optional(program_url + std::string(path)) : std::nullopt;
    };
    return tx
        .row<ProductId>(
            "insert into products (slug, name, client_id, deployment_id, login_url, launch_url, "
            "jwks_url) values (:slug, :name, :client, :deployment, :login, :launch, :jwks) "
            "returning id",
            {{"slug", product.slug},
             {"name", product.name},
             {"client",
              product.has_program ? std::optional<std::string>("demo-program") : std::nullopt},
             {"deployment",
              product.has_program ? std::optional<std::string>("demo") : std::nullopt},
             {"login", address("/lti/login")},
             {"launch", address("/lti/launch")},
             {"jwks", address("/lti/jwks.json")}})
        .value();
  }

  void subscribe(SchoolId school, ProductId product, std::string_view type, std::int64_t seats,
                 std::optional<std::string> ends_on = std::nullopt) const {
    tx.execute(
        "insert into subscriptions (school_id, product_id, type, seats, starts_on, ends_on) "
        "values (:school, :product, :type, :seats, :day, :ends_on)",
        {{"school", school},
         {"product", product},
         {"type", type},
         {"seats", seats},
         {"day", first_day()},
         {"ends_on", ends_on}});
  }

  [[nodiscard]] std::string day(int from_now) const {
    return calendar::days_later(calendar::day_of(now), from_now);
  }
  /// The school has worked with its products for over a year.
  [[nodiscard]] std::string first_day() const { return day(-400); }

  std::vector<UserId> pupils(SchoolId school) const {
    std::vector<accounts::NewPupil> made;
    for (const auto& name : kPupils) {
      made.push_back({.first_name = std::string(name.first),
                      .infix = std::string(name.infix),
                      .last_name = std::string(name.last),
                      .user_name = text::to_ascii_word(name.first) + "." +
                                   text::to_ascii_word(name.last).substr(0, 1),
                      .password_hash = pupil_hash});
    }
    auto ids = accounts::create_pupils(tx, made, now);
    for (std::size_t index = 0; index < ids.size(); ++index) {
      const bool archived = index >= ids.size() - kArchived;
      tx.execute(
          "insert into memberships (school_id, user_id, year_group, archived_at) "
          "values (:school, :user, :year_group, :archived)",
          {{"school", school},
           {"user", ids[index]},
           {"year_group", 3 + index % 4},
           {"archived", archived ? std::optional(now) : std::nullopt}});
    }
    ids.resize(ids.size() - kArchived);
    return ids;
  }

  void link(SchoolId school, const std::vector<UserId>& pupils, ProductId product,
            UserId supervisor) const {
    tx.execute(
        "insert into links (school_id, pupil_id, product_id, supervisor_id) "
        "select :school, value, :product, :supervisor from each(:pupils)",
        {{"school", school}, {"product", product}, {"supervisor", supervisor}, {"pupils", pupils}});
  }

  void seat(SchoolId school) const {
    const auto seats = tx.rows<subscriptions::Seat>(
        "select distinct pupil_id, product_id from links where school_id = :school",
        {{"school", school}});
    if (!subscriptions::take_seats(tx, school, seats, calendar::start_of_day(first_day()))) {
      throw std::logic_error("the demo school has too few seats");
    }
  }

  /// Practice of the last twelve weeks, different for each pupil and the same every time.
  void practise(SchoolId school, const std::vector<UserId>& pupils, ProductId product) const {
    std::vector<Practice> sessions;
    std::vector<Step> steps;
    std::vector<Score> scores;
    for (std::size_t index = 0; index < pupils.size(); ++index) {
      const auto pupil = pupils[index];
      const auto lesson = 2 + index * 3 % 17;
      for (std::size_t week = 0; week < 12; ++week) {
        const auto ago = now - static_cast<UtcSeconds>(week) * 7 * 24 * 3600;
        if (lesson > week) steps.push_back({pupil, ago - 3600, lesson - week});
        if ((index + week) % 5 == 4) continue;
        const auto home = static_cast<std::int64_t>((index * 7 + week * 3) % 5 * 240);
        const auto at_school = static_cast<std::int64_t>(900 + (index * 11 + week * 5) % 7 * 180);
        const auto start = start_in_week(ago, home + at_school);
        if (home > 0) sessions.push_back({pupil, start, home, "home", lesson});
        sessions.push_back({pupil, start + home, at_school, "school", lesson});
      }
      for (std::size_t test = 1; test <= lesson / 5; ++test) {
        scores.push_back({pupil, now - static_cast<UtcSeconds>(test) * 20 * 24 * 3600,
                          "Toets " + std::to_string(lesson / 5 + 1 - test),
                          static_cast<double>(12 + (index * 5 + test * 3) % 9)});
      }
    }
    const auto store = [&](std::string_view sql, std::string_view name, const auto& rows) {
      tx.execute(sql, {{"school", school}, {"product", product}, {name, rows}});
    };
    store(
        "insert into practice_sessions (school_id, pupil_id, product_id, started_at, seconds, "
        "place, lesson) select :school, pupil, :product, at, seconds, place, lesson "
        "from each(:sessions)",
        "sessions", sessions);
    store(
        "insert into progress_reports (school_id, pupil_id, product_id, reported_at, "
        "highest_lesson) select :school, pupil, :product, at, lesson from each(:steps)",
        "steps", steps);
    store(
        "insert into test_results (school_id, pupil_id, product_id, taken_at, test, score, "
        "maximum_score) select :school, pupil, :product, at, test, score, 20 from each(:scores)",
        "scores", scores);
    tx.execute(
        "insert into progress (school_id, product_id, pupil_id, highest_lesson, "
        "lessons_until_test, reported_at) select school_id, product_id, pupil_id, "
        "max(highest_lesson), 5 - max(highest_lesson) % 5, max(reported_at) "
        "from progress_reports where school_id = :school and product_id = :product "
        "group by school_id, product_id, pupil_id",
        {{"school", school}, {"product", product}});
  }

  /// So that practice of so long that ends now belongs to this week, even on a Monday morning.
  [[nodiscard]] static UtcSeconds start_in_week(UtcSeconds end, std::int64_t seconds) {
    return calendar::week_of(end - seconds) == calendar::week_of(end) ? end - seconds : end;
  }
};

void fill(const Maker& make, const files::Store& store, const std::string& program_url) {
  using accounts::Kind;
  const auto rainbow = make.school("De Regenboog", "Zwolle", "99AA");
  const auto willows = make.school("De Wilgen", "Meppel", "99AB");
  const auto publisher = make.adult(Kind::operator_, {"Uma", "", "Uitgever"}, "uitgever");
  accounts::give_second_factor(make.seal_key, make.tx, publisher, std::string(kSecret),
                               {kRecoveryCodes.begin(), kRecoveryCodes.end()});
  const auto administrator = make.adult(Kind::professional, {"Bea", "", "Beheer"}, "beheer");
  const auto supervisor = make.adult(Kind::professional, {"Bart", "van", "Geleiden"}, "begeleider");
  const auto anna = make.adult(Kind::professional, {"Anna", "de", "Groot"}, "juf.anna");
  make.joins(rainbow, administrator, true, false);
  make.joins(rainbow, supervisor, false, true);
  make.joins(rainbow, anna, true, true);
  make.joins(willows, anna, true, true);
  std::vector<ProductId> products;
  for (const auto& product : kProducts) products.push_back(make.product(product, program_url));
  make.subscribe(rainbow, products[0], "school_wide", 100);
  make.subscribe(rainbow, products[1], "school_wide", 30);
  make.subscribe(willows, products[0], "school_wide", 20);
  make.subscribe(rainbow, products[2], "per_pupil", 15);
  make.subscribe(rainbow, products[3], "school_wide", 10, make.day(-35));
  make.subscribe(willows, products[2], "school_wide", 10, make.day(75));
  const auto pupils = make.pupils(rainbow);
  make.link(rainbow, pupils, products[0], supervisor);
  make.link(rainbow, pupils, products[0], anna);
  const std::vector<UserId> some(pupils.begin(), pupils.begin() + 8);
  make.link(rainbow, some, products[1], anna);
  make.seat(rainbow);
  make.practise(rainbow, pupils, products[0]);
  fill_contents(make.tx, store, publisher, products, make.now);
}

/// The demo's program may listen elsewhere than it did the last time.
void move_program(Transaction& tx, const std::string& program_url) {
  tx.execute(
      "update products set login_url = :url || '/lti/login', launch_url = :url || '/lti/launch', "
      "jwks_url = :url || '/lti/jwks.json' where client_id = 'demo-program'",
      {{"url", program_url}});
}

}  // namespace

bool fill_demo(database::Database& database, const files::Store& store, UtcSeconds now,
               const crypto::SealKey& seal_key, const std::string& program_url) {
  const auto adult_hash = crypto::hash_password(kAdultPassword);
  const auto pupil_hash = crypto::hash_password(kPupilPassword);
  const bool filled = database.write([&](Transaction& tx) {
    if (tx.row<std::int64_t>("select count(*) from schools").value() > 0) {
      move_program(tx, program_url);
      return false;
    }
    fill({.tx = tx,
          .now = now,
          .seal_key = seal_key,
          .adult_hash = adult_hash,
          .pupil_hash = pupil_hash},
         store, program_url);
    return true;
  });
  if (filled) results::recompute_weeks(database);
  return filled;
}

}  // namespace lexipoort
