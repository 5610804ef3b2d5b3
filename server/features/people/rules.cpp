#include "features/people/rules.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace lexipoort::people::rules {
namespace {

constexpr std::size_t kLongestName = 60;
constexpr std::size_t kShortestUserName = 3;
constexpr std::size_t kLongestUserName = 40;
constexpr std::size_t kShortestPassword = 8;
constexpr std::size_t kLongestPassword = 100;

void check_name(std::string_view field, const std::string& name, bool mandatory,
                std::vector<Fault>& faults) {
  if (name.empty()) {
    if (mandatory) faults.push_back({std::string(field), "required"});
  } else if (text::length(name) > kLongestName) {
    faults.push_back({std::string(field), "too_long"});
  } else if (!text::is_name(name)) {
    faults.push_back({std::string(field), "not_a_name"});
  }
}

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
  } else if (!is_user_name(draft.user_name)) {
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

bool is_word_character(char character) {
  return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
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
  std::vector<Fault> faults;
  check_name("first_name", draft.first_name, true, faults);
  check_name("infix", draft.infix, false, faults);
  check_name("last_name", draft.last_name, true, faults);
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

bool is_user_name(std::string_view name) {
  return name.size() >= kShortestUserName && name.size() <= kLongestUserName &&
         is_word_character(name.front()) && std::ranges::all_of(name, [](char character) {
           return is_word_character(character) || character == '.' || character == '-' ||
                  character == '_';
         });
}

std::string user_name_for(std::string_view first_name, std::string_view last_name) {
  constexpr std::size_t kLongestFirst = 24;
  auto name = text::to_ascii_word(first_name).substr(0, kLongestFirst);
  if (name.empty()) name = "leerling";
  const auto last = text::to_ascii_word(last_name);
  if (!last.empty()) name += "." + last.substr(0, 1);
  return name.size() < kShortestUserName ? name + ".lezer" : name;
}

std::string free_user_name(const std::string& name,
                           const std::function<bool(const std::string&)>& is_taken) {
  std::string candidate = name;
  for (int number = 2; is_taken(candidate); ++number) candidate = name + std::to_string(number);
  return candidate;
}

Expected<std::vector<Link>> links_for(const std::vector<PupilFacts>& pupils,
                                      const std::vector<LinkRow>& rows) {
  if (pupils.empty()) return refuse(RefusalKind::invalid, "no_pupils");
  std::vector<Link> links;
  for (const auto& row : rows) {
    if (links.size() + pupils.size() * row.supervisors.size() > kMostLinks) {
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
