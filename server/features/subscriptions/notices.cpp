#include "features/subscriptions/notices.h"

#include <map>
#include <set>
#include <utility>

#include "base/calendar.h"
#include "features/accounts/accounts.h"

/// What administrators are told about their subscriptions: on Home, and by mail.
namespace lexipoort::subscriptions {
namespace {

/// Mails of one transaction.
constexpr std::int64_t kMostAtOnce = 500;

/// The days after a subscription began or ended in which the mail about who waits goes out, also
/// when the job was late.
constexpr int kWaitingTold = 14;

/// A mail that goes out once: `notice` says about what.
struct Due {
  SchoolId school;
  SubscriptionId subscription;
  std::string notice;
};
BOOST_DESCRIBE_STRUCT(Due, (), (school, subscription, notice))

/// Marks the mails as gone; gives back those that had not gone before.
std::set<SubscriptionId> claim(database::Transaction& tx, const std::vector<Due>& due) {
  const auto fresh = tx.rows<SubscriptionId>(
      "insert into subscription_notices (school_id, subscription_id, notice) "
      "select school, subscription, notice from each(:due) where true "
      "on conflict (school_id, subscription_id, notice) do nothing returning subscription_id",
      {{"due", due}});
  return {fresh.begin(), fresh.end()};
}

struct Administrator {
  SchoolId school;
  UserId user;
};
BOOST_DESCRIBE_STRUCT(Administrator, (), (school, user))

std::map<SchoolId, std::vector<UserId>> administrators_of(database::Transaction& tx,
                                                          const std::vector<SchoolId>& schools) {
  std::map<SchoolId, std::vector<UserId>> found;
  for (const auto& each : tx.rows<Administrator>(
           "select school_id, user_id from memberships where administrator = 1 and "
           "archived_at is null and school_id in (select value from each(:schools))",
           {{"schools", schools}})) {
    found[each.school].push_back(each.user);
  }
  return found;
}

/// The running subscriptions of a school on one product, taken together: which of them a pupil sits
/// on makes no difference to whether another one fits.
struct Pool {
  Stored newest;
  std::int64_t seats = 0;
  std::int64_t used = 0;

  [[nodiscard]] int fullness() const { return rules::fullness(used, seats); }
};

std::map<ProductId, Pool> pools_of(const std::vector<Stored>& subscriptions,
                                   std::string_view today) {
  std::map<ProductId, Pool> pools;
  for (const auto& each : subscriptions) {
    if (!rules::runs(each.term(), today)) continue;
    auto& pool = pools.try_emplace(each.product_id, Pool{.newest = each}).first->second;
    pool.seats += each.seats;
    pool.used += each.used;
  }
  return pools;
}

std::string fullness_text(const Pool& pool) {
  const auto& product = pool.newest.product_name;
  const auto free = pool.seats - pool.used;
  if (free <= 0) {
    const auto all = pool.seats == 1 ? "De enige licentie van " + product + " is in gebruik."
                                     : "Alle " + std::to_string(pool.seats) + " licenties van " +
                                           product + " zijn in gebruik.";
    return all +
           "\nNieuwe leerlingen koppelen kan weer als er een licentie vrijkomt: zet leerlingen die "
           "niet meer oefenen in het archief.\n\nLiever meer licenties? Vraag ze aan bij de "
           "uitgever.";
  }
  return "Van de " + std::to_string(pool.seats) + " licenties van " + product + " zijn er " +
         std::to_string(pool.used) + " in gebruik. Er " +
         (free == 1 ? "is er nog 1" : "zijn er nog " + std::to_string(free)) +
         " vrij.\n\nKomen er nog leerlingen bij? Zet dan leerlingen die niet meer oefenen in het "
         "archief, of vraag de uitgever om meer licenties.";
}

/// `days` is the milestone that was passed: 60, 30 or 7.
struct Ending {
  SchoolId school;
  SubscriptionId subscription;
  std::string school_name;
  std::string product;
  std::string ends_on;
  std::string days;
  bool by_publisher = false;
  std::int64_t pupils = 0;  ///< who would have gone on
  bool has_other = false;   ///< another subscription on the product goes on
};
BOOST_DESCRIBE_STRUCT(Ending, (),
                      (school, subscription, school_name, product, ends_on, days, by_publisher,
                       pupils, has_other))

std::string end_notice(const Ending& ending) {
  return "ends " + ending.ends_on + " " + ending.days;
}

/// The subscriptions whose administrators have not been told of the milestone yet.
std::vector<Ending> untold_endings(database::Transaction& tx, std::string_view today) {
  return tx.rows<Ending>(
      "select e.school_id, e.id, c.name, p.name, e.ends_on, e.days, e.ended_by_publisher, "
      "(select count(*) from licences l where l.school_id = e.school_id and "
      "l.subscription_id = e.id and (l.ends_on is null or l.ends_on >= e.ends_on)), "
      "case when exists (select 1 from subscriptions o where o.school_id = e.school_id and "
      "o.product_id = e.product_id and o.id <> e.id and o.starts_on <= e.ends_on and "
      "(o.ends_on is null or o.ends_on > e.ends_on)) then 1 else 0 end from "
      "(select s.*, case "
      "when s.ends_on <= :week then '7' when s.ends_on <= :month then '30' else '60' end as days "
      "from subscriptions s where s.ends_on > :today and s.ends_on <= :two_months and "
      "s.starts_on <= :today) e join schools c on c.id = e.school_id "
      "join products p on p.id = e.product_id where not exists (select 1 "
      "from subscription_notices n where n.school_id = e.school_id and n.subscription_id = e.id "
      "and n.notice = 'ends ' || e.ends_on || ' ' || e.days) order by e.ends_on, e.id limit :most",
      {{"today", today},
       {"week", calendar::days_later(today, 7)},
       {"month", calendar::days_later(today, 30)},
       {"two_months", calendar::days_later(today, 60)},
       {"most", kMostAtOnce}});
}

std::string way_back(const Ending& ending) {
  if (ending.by_publisher) return "Neem dan contact op met de uitgever.";
  return "Ga vóór die dag op Lexipoort naar Beheer, Abonnementen. Kies bij " + ending.product +
         " voor Details en dan voor 'Beëindiging annuleren'.";
}

std::string consequence(const Ending& ending) {
  if (ending.pupils == 0) {
    return "Er zijn geen leerlingen met een licentie van dit abonnement.\n\nWil je het toch "
           "houden? " +
           way_back(ending);
  }
  if (!ending.has_other) {
    return "Vanaf die dag kunnen je leerlingen er niet meer mee oefenen. De resultaten blijven nog "
           "te lezen.\n\nIs dat niet de bedoeling? " +
           way_back(ending);
  }
  const auto who = ending.pupils == 1
                       ? "Nog 1 leerling heeft"
                       : "Nog " + std::to_string(ending.pupils) + " leerlingen hebben";
  return who + " een licentie van dit abonnement, en " + (ending.pupils == 1 ? "kan" : "kunnen") +
         " vanaf die dag niet meer oefenen.\n\nJe school heeft nog een abonnement op " +
         ending.product +
         ". Ga op Lexipoort naar Beheer, Abonnementen, kies dat abonnement en zet je leerlingen "
         "over.";
}

accounts::Letter letter_about(const Ending& ending, UserId administrator) {
  const auto day = calendar::in_dutch(ending.ends_on);
  return {.to = administrator,
          .subject = "Het abonnement op " + ending.product + " eindigt op " + day,
          .text = "Het abonnement van " + ending.school_name + " op " + ending.product +
                  " eindigt op " + day + ".\n" + consequence(ending)};
}

/// How many endings there were to tell of.
std::size_t mail_some_ends(database::Transaction& tx, UtcSeconds now) {
  const auto endings = untold_endings(tx, calendar::day_of(now));
  if (endings.empty()) return 0;
  std::vector<Due> due;
  std::vector<SchoolId> schools;
  for (const auto& ending : endings) {
    due.push_back({ending.school, ending.subscription, end_notice(ending)});
    schools.push_back(ending.school);
  }
  const auto fresh = claim(tx, due);
  auto administrators = administrators_of(tx, schools);
  std::vector<accounts::Letter> letters;
  for (const auto& ending : endings) {
    if (!fresh.contains(ending.subscription)) continue;
    for (const auto user : administrators[ending.school]) {
      letters.push_back(letter_about(ending, user));
    }
  }
  accounts::mail_letters(tx, letters, now);
  return endings.size();
}

/// The last day on which a subscription on a product began or ended at a school that has another
/// one now: pupils may wait for a licence since.
struct Turn {
  SchoolId school;
  ProductId product;
  SubscriptionId subscription;
  std::string day;
};
BOOST_DESCRIBE_STRUCT(Turn, (), (school, product, subscription, day))

/// Where turns are looked for: one product of one school, or all when they are 0.
struct Where {
  SchoolId school;
  ProductId product;
};

/// Only days after `since`, and each only once.
std::vector<Turn> new_turns(database::Transaction& tx, const Where& where, std::string_view since,
                            std::string_view today) {
  return tx.rows<Turn>(
      "select e.school_id, e.product_id, e.subscription_id, e.day "
      "from (select school_id, product_id, "
      "max(case when ends_on is null or ends_on > :today then id end) as subscription_id, "
      "max(case when ends_on <= :today then ends_on else starts_on end) as day "
      "from subscriptions where (school_id = :school or :school = 0) and "
      "(product_id = :product or :product = 0) and starts_on <= :today "
      "group by school_id, product_id) e "
      "where e.subscription_id is not null and e.day > :since and not exists (select 1 "
      "from subscription_notices n where n.school_id = e.school_id and "
      "n.subscription_id = e.subscription_id and n.notice = 'waiting ' || e.day) "
      "order by e.school_id, e.product_id limit :most",
      {{"school", where.school},
       {"product", where.product},
       {"since", since},
       {"today", today},
       {"most", kMostAtOnce}});
}

/// Pupils of a school who wait for a licence on a product.
struct Waiting {
  SchoolId school;
  std::string school_name;
  std::string product;
  std::int64_t pupils = 0;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (school, school_name, product, pupils))

std::vector<Waiting> waiting_since(database::Transaction& tx, const std::vector<Turn>& turns,
                                   std::string_view today) {
  return tx.rows<Waiting>(
      "select c.id, c.name, p.name, count(distinct k.pupil_id) from each(:turns) "
      "join schools c on c.id = turns.school join products p on p.id = turns.product "
      "join links k on k.school_id = turns.school and k.product_id = turns.product "
      "join memberships m on m.school_id = k.school_id and m.user_id = k.pupil_id where " +
          std::string(kWaits) + " group by c.id, c.name, p.id, p.name order by c.id, p.name, p.id",
      {{"turns", turns}, {"today", today}});
}

accounts::Letter letter_about(const Waiting& waiting, UserId administrator) {
  const bool one = waiting.pupils == 1;
  return {.to = administrator,
          .subject = "Leerlingen wachten op een licentie voor " + waiting.product,
          .text = (one ? "1 leerling" : std::to_string(waiting.pupils) + " leerlingen") + " van " +
                  waiting.school_name + (one ? " is" : " zijn") + " gekoppeld aan " +
                  waiting.product + ", maar " + (one ? "heeft" : "hebben") +
                  " geen licentie. Oefenen kan pas als je die geeft.\n\nGa op Lexipoort naar "
                  "Beheer, Abonnementen en kies het abonnement op " +
                  waiting.product + ". Daar geef je " + (one ? "de leerling" : "ze allemaal") +
                  " in één keer een licentie."};
}

/// How many turns there were. One after which nobody waits counts as told too: who waits later does
/// so because of another day.
std::size_t mail_some_waiting(database::Transaction& tx, const Where& where, std::string_view since,
                              UtcSeconds now) {
  const auto today = calendar::day_of(now);
  const auto turns = new_turns(tx, where, since, today);
  if (turns.empty()) return 0;
  std::vector<Due> due;
  std::vector<SchoolId> schools;
  for (const auto& turn : turns) {
    due.push_back({turn.school, turn.subscription, "waiting " + turn.day});
    schools.push_back(turn.school);
  }
  claim(tx, due);
  auto administrators = administrators_of(tx, schools);
  std::vector<accounts::Letter> letters;
  for (const auto& each : waiting_since(tx, turns, today)) {
    for (const auto user : administrators[each.school]) {
      letters.push_back(letter_about(each, user));
    }
  }
  accounts::mail_letters(tx, letters, now);
  return turns.size();
}

}  // namespace

Fullness fullness_of(database::Transaction& tx, SchoolId school, std::string_view today) {
  Fullness levels;
  for (const auto& [product, pool] : pools_of(find_all(tx, school, today), today)) {
    levels[product] = pool.fullness();
  }
  return levels;
}

void mail_fullness(database::Transaction& tx, SchoolId school, const Fullness& before,
                   UtcSeconds now) {
  const auto today = calendar::day_of(now);
  std::vector<Pool> fuller;
  std::vector<Due> due;
  for (const auto& [product, pool] : pools_of(find_all(tx, school, today), today)) {
    const auto level = before.find(product);
    if (pool.fullness() <= (level == before.end() ? 0 : level->second)) continue;
    const auto year = rules::next_renewal(pool.newest.starts_on, today);
    due.push_back({school, pool.newest.id,
                   "full " + year + " " + std::to_string(pool.seats) + " " +
                       std::to_string(pool.fullness())});
    fuller.push_back(pool);
  }
  if (due.empty()) return;
  const auto fresh = claim(tx, due);
  const auto administrators = administrators_of(tx, {school})[school];
  std::vector<accounts::Letter> letters;
  for (const auto& pool : fuller) {
    if (!fresh.contains(pool.newest.id)) continue;
    for (const auto user : administrators) {
      letters.push_back({user, "De licenties van " + pool.newest.product_name + " op Lexipoort",
                         fullness_text(pool)});
    }
  }
  accounts::mail_letters(tx, letters, now);
}

void mail_waiting(database::Transaction& tx, SchoolId school, ProductId product, UtcSeconds now) {
  mail_some_waiting(tx, {school, product}, "", now);
}

void mail_notices(database::Database& database, UtcSeconds now) {
  const auto since = calendar::days_later(calendar::day_of(now), -kWaitingTold);
  const auto ends = [&](database::Transaction& tx) { return mail_some_ends(tx, now); };
  const auto waiting = [&](database::Transaction& tx) {
    return mail_some_waiting(tx, Where{}, since, now);
  };
  while (database.write(ends) == kMostAtOnce) {
  }
  while (database.write(waiting) == kMostAtOnce) {
  }
}

std::vector<Notice> find_notices(database::Transaction& tx, SchoolId school,
                                 std::string_view today) {
  std::vector<Notice> notices;
  const auto all = find_all(tx, school, today);
  auto pools = pools_of(all, today);
  auto waiting = count_waiting(tx, school, today);
  for (const auto& stored : all) {
    if (!rules::runs(stored.term(), today)) continue;
    Notice about{.subscription = stored.id,
                 .product = stored.product_name,
                 .kind = NoticeKind::ends,
                 .ends_on = stored.ends_on,
                 .days = {},
                 .seats_used = stored.used,
                 .seats_total = stored.seats,
                 .pupils = waiting[stored.product_id]};
    if (rules::nearness(stored.term(), today)) {
      notices.push_back(about);
      notices.back().days = calendar::days_between(today, *stored.ends_on);
    }
    // What is about the product is told once, at its newest subscription.
    const auto pool = pools.extract(stored.product_id);
    if (pool.empty()) continue;
    about.seats_used = pool.mapped().used;
    about.seats_total = pool.mapped().seats;
    if (pool.mapped().fullness() > 0) {
      notices.push_back(about);
      notices.back().kind = NoticeKind::seats;
    }
    if (about.pupils > 0) {
      notices.push_back(about);
      notices.back().kind = NoticeKind::waiting;
    }
  }
  return notices;
}

}  // namespace lexipoort::subscriptions
