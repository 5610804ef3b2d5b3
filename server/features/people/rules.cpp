#include "features/people/rules.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "base/text.h"

namespace lexipoort::people::rules {
namespace {

constexpr std::size_t kShortestUserName = 3;
constexpr std::size_t kShortestPassword = 8;
constexpr std::size_t kLongestPassword = 100;

void check_year_group(const std::string& year_group, int last, std::vector<Fault>& faults) {
  if (year_group.empty()) {
    faults.push_back({"year_group", "required"});
  } else if (!year_group_in(year_group, last)) {
    faults.push_back({"year_group", "not_a_year_group"});
  }
}

void check_credentials(const PupilDraft& draft, std::vector<Fault>& faults) {
  if (draft.user_name.empty()) {
    faults.push_back({"user_name", "required"});
  } else if (!person::is_user_name(draft.user_name)) {
    faults.push_back({"user_name", "not_allowed"});
  }
  const auto length = text::length(draft.password);
  if (length == 0) {
    faults.push_back({"password", "required"});
  } else if (length < kShortestPassword) {
    faults.push_back({"password", "too_short"});
  } else if (length > kLongestPassword) {
    faults.push_back({"password", "too_long"});
  }
}

template <class Fits>
std::vector<Concern> concerns_of(const std::vector<Member>& members, Fits&& fits) {
  std::vector<Concern> concerns;
  for (const auto& member : members) {
    if (!std::invoke(fits, member)) concerns.push_back({.name = member.name()});
  }
  return concerns;
}

template <class Fits>
Expected<Nothing> only(const std::vector<Member>& members, RefusalKind kind, std::string code,
                       Fits&& fits) {
  auto concerns = concerns_of(members, std::forward<Fits>(fits));
  if (concerns.empty()) return Nothing{};
  return refuse(kind, std::move(code), std::move(concerns));
}

std::vector<Concern> named(const std::vector<std::string>& names) {
  std::vector<Concern> concerns;
  for (const auto& name : names) concerns.push_back({.name = name});
  return concerns;
}

/// Counts before anything is made: a request is short, what it asks for may not be.
std::size_t count_links(const std::vector<PupilFacts>& pupils, const LinkRow& row) {
  std::size_t products = row.product ? pupils.size() : 0;
  if (!row.product) {
    for (const auto& pupil : pupils) products += pupil.products.size();
  }
  return products * row.supervisors.size();
}

std::vector<Concern> without_product(const std::vector<PupilFacts>& pupils) {
  std::vector<Concern> concerns;
  for (const auto& pupil : pupils) {
    if (pupil.products.empty()) concerns.push_back({.name = pupil.name});
  }
  return concerns;
}

void add_links(const PupilFacts& pupil, const std::vector<ProductId>& products,
               const std::vector<UserId>& supervisors, std::vector<Link>& links) {
  for (const auto product : products) {
    for (const auto supervisor : supervisors) links.push_back({pupil.id, product, supervisor});
  }
}

}  // namespace

std::vector<Fault> faults_of(const PupilDraft& draft, int last_year_group) {
  auto faults = person::name_faults(draft.first_name, draft.infix, draft.last_name);
  check_year_group(draft.year_group, last_year_group, faults);
  check_credentials(draft, faults);
  return faults;
}

std::optional<int> year_group_in(std::string_view text, int last) {
  std::string folded = text::fold(text);
  for (const std::string_view word : {"groep", "leerjaar", "klas", "jaar"}) {
    if (folded.starts_with(word)) folded.erase(0, word.size());
  }
  const auto number = text::tidy(folded);
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc{} || end != number.data() + number.size()) return std::nullopt;
  if (value != std::floor(value) || value < 1 || value > last) return std::nullopt;
  return static_cast<int>(value);
}

std::string user_name_for(std::string_view first_name, std::string_view last_name) {
  constexpr std::size_t kLongestFirst = 24;
  auto name = text::to_ascii_word(first_name).substr(0, kLongestFirst);
  if (name.empty()) name = "leerling";
  const auto last = text::to_ascii_word(last_name);
  if (!last.empty()) name += "." + last.substr(0, 1);
  return name.size() < kShortestUserName ? name + ".lezer" : name;
}

std::vector<std::string> free_user_names(std::vector<std::string> names,
                                         std::unordered_set<std::string> taken) {
  std::map<std::string, int> last_numbers;
  for (auto& name : names) {
    const auto asked = name;
    auto& number = last_numbers.try_emplace(asked, 1).first->second;
    while (!taken.insert(name).second) name = asked + std::to_string(++number);
  }
  return names;
}

std::string Member::name() const {
  return text::spoken_name(first_name, infix, last_name);
}

Expected<Nothing> as_seen(const std::vector<Ticked>& ticked, const std::vector<Member>& found) {
  if (ticked.empty()) return refuse(RefusalKind::invalid, "nobody_chosen");
  std::map<UserId, std::int64_t> versions;
  for (const auto& each : ticked) versions[each.id] = each.version;
  if (versions.size() != ticked.size() || found.size() != versions.size()) {
    return refuse(RefusalKind::invalid, "not_found_here");
  }
  return only(found, RefusalKind::conflict, "changed_meanwhile",
              [&](const Member& member) { return versions.at(member.id) == member.version; });
}

Expected<Nothing> only_pupils(const std::vector<Member>& members) {
  return only(members, RefusalKind::invalid, "not_a_pupil", &Member::pupil);
}

Expected<Nothing> only_professionals(const std::vector<Member>& members) {
  return only(members, RefusalKind::invalid, "not_a_professional",
              [](const Member& member) { return !member.pupil; });
}

Expected<Nothing> only_active(const std::vector<Member>& members, std::string code) {
  return only(members, RefusalKind::conflict, std::move(code),
              [](const Member& member) { return !member.archived_at; });
}

Expected<Nothing> only_archived(const std::vector<Member>& members) {
  return only(members, RefusalKind::conflict, "already_active",
              [](const Member& member) { return member.archived_at.has_value(); });
}

Expected<Nothing> had_links(const std::vector<Member>& members, const std::set<UserId>& linked) {
  return only(members, RefusalKind::conflict, "never_linked", [&](const Member& member) {
    return member.administrator || linked.contains(member.id);
  });
}

Expected<Nothing> may_stand(const Aftermath& aftermath) {
  if (aftermath.actor_archived) return refuse(RefusalKind::conflict, "archive_yourself");
  if (aftermath.administrators == 0) {
    return refuse(RefusalKind::conflict, "last_administrator",
                  named(aftermath.former_administrators));
  }
  if (!aftermath.abandoned.empty()) {
    std::vector<Concern> concerns;
    for (const auto& [supervisor, pupil, product] : aftermath.abandoned) {
      auto about = pupil;
      about.append(" (").append(product).append(")");
      concerns.push_back({.name = supervisor, .about = std::move(about)});
    }
    return refuse(RefusalKind::conflict, "only_supervisor", std::move(concerns));
  }
  if (!aftermath.active_without_product.empty()) {
    return refuse(RefusalKind::conflict, "links_gone", named(aftermath.active_without_product));
  }
  return Nothing{};
}

bool has_role(const Member& member, Role role) {
  return role == Role::administrator ? member.administrator : member.supervisor;
}

Roles roles_of(const std::vector<Role>& roles) {
  const auto among = [&](Role role) { return std::ranges::find(roles, role) != roles.end(); };
  return {.administrator = among(Role::administrator), .supervisor = among(Role::supervisor)};
}

Expected<Nothing> may_get(const std::vector<Member>& members, const Roles& roles,
                          std::size_t products) {
  if (roles == Roles{} && products == 0) return refuse(RefusalKind::invalid, "nothing_chosen");
  if (members.size() * products > kMostLinks) {
    return refuse(RefusalKind::invalid, "too_many_links");
  }
  if (products > 0 && !roles.supervisor) {
    if (auto fine = only(members, RefusalKind::invalid, "not_a_supervisor", &Member::supervisor);
        !fine) {
      return fine;
    }
  }
  return only(members, RefusalKind::invalid, "no_role", [&](const Member& member) {
    return roles != Roles{} || member.administrator || member.supervisor;
  });
}

Expected<std::vector<Ticked>> holders_of(const std::vector<Member>& members, Role role) {
  std::vector<Ticked> holders;
  for (const auto& member : members) {
    if (has_role(member, role)) holders.push_back({member.id, member.version});
  }
  if (holders.empty()) return refuse(RefusalKind::conflict, "nobody_has_role");
  return holders;
}

Expected<std::vector<NewYear>> moved(const std::vector<Member>& pupils, Direction direction,
                                     int last_year_group) {
  std::vector<NewYear> years;
  years.reserve(pupils.size());
  for (const auto& pupil : pupils) {
    years.push_back(
        {pupil.id, pupil.year_group.value_or(0) + (direction == Direction::up ? 1 : -1)});
  }
  std::vector<std::string> at_the_end;
  for (std::size_t index = 0; index < pupils.size(); ++index) {
    const auto year = years[index].year_group;
    if (year < 1 || year > last_year_group) at_the_end.push_back(pupils[index].name());
  }
  if (!at_the_end.empty()) {
    return refuse(RefusalKind::invalid, "year_group_limit", named(at_the_end));
  }
  return years;
}

Expected<std::vector<Link>> links_for(const std::vector<PupilFacts>& pupils,
                                      const std::vector<LinkRow>& rows) {
  if (pupils.empty()) return refuse(RefusalKind::invalid, "no_pupils");
  std::vector<Link> links;
  for (const auto& row : rows) {
    if (links.size() + count_links(pupils, row) > kMostLinks) {
      return refuse(RefusalKind::invalid, "too_many_links");
    }
    if (row.supervisors.empty()) return refuse(RefusalKind::invalid, "no_supervisors");
    if (!row.product) {
      if (auto concerns = without_product(pupils); !concerns.empty()) {
        return refuse(RefusalKind::invalid, "no_current_product", std::move(concerns));
      }
    }
    for (const auto& pupil : pupils) {
      add_links(pupil, row.product ? std::vector{*row.product} : pupil.products, row.supervisors,
                links);
    }
  }
  if (links.empty()) return refuse(RefusalKind::invalid, "no_supervisors");
  std::ranges::sort(links);
  const auto twice = std::ranges::unique(links);
  links.erase(twice.begin(), twice.end());
  return links;
}

}  // namespace lexipoort::people::rules
