#include "features/people/credentials.h"

#include <unordered_set>

#include "base/text.h"
#include "features/people/rules.h"
#include "features/people/words.h"
#include "platform/crypto/crypto.h"
#include "platform/pdf/pdf.h"
#include "platform/sheets/sheets.h"

namespace lexipoort::people {
namespace {

constexpr std::size_t kMostCards = 5000;
/// No name or password of a pupil is longer, and no card has room for more.
constexpr std::size_t kLongestText = 200;

Expected<Nothing> may_print(const PrintRequest& request) {
  if (request.pupils.empty() || request.pupils.size() > kMostCards) {
    return refuse(RefusalKind::invalid, "no_pupils");
  }
  const bool fits = std::ranges::all_of(request.pupils, [](const PrintedPupil& pupil) {
    return std::ranges::max({text::length(pupil.display_name), text::length(pupil.user_name),
                             text::length(pupil.password)}) <= kLongestText;
  });
  if (!fits) return refuse(RefusalKind::invalid, "invalid_request");
  return Nothing{};
}

/// Every user name that starts like one of these; numbers come behind.
std::unordered_set<std::string> similar_names(database::Transaction& tx,
                                              const std::vector<std::string>& starts) {
  const auto found = tx.rows<std::string>(
      "select distinct u.user_name from each(:starts) join users u "
      "on u.user_name >= starts.value and u.user_name < starts.value || '~'",
      {{"starts", starts}});
  return {found.begin(), found.end()};
}

std::string address_without_scheme(const std::string& address) {
  const auto scheme = address.find("://");
  return scheme == std::string::npos ? address : address.substr(scheme + 3);
}

}  // namespace

std::string make_password() {
  const auto words = password_words();
  const auto numbers = password_numbers();
  // Drawn at once: each draw is a call to the kernel, and a list has thousands of pupils.
  auto drawn = crypto::random_below(kPasswordParts * numbers.size() * words.size() * words.size());
  const auto next = [&](std::uint64_t bound) {
    const auto value = drawn % bound;
    drawn /= bound;
    return value;
  };
  const auto number_at = next(kPasswordParts);
  std::string password;
  for (std::uint64_t part = 0; part < kPasswordParts; ++part) {
    if (part > 0) password += '-';
    if (part == number_at) {
      password += std::to_string(numbers[next(numbers.size())]);
    } else {
      password += words[next(words.size())];
    }
  }
  return password;
}

std::vector<std::string> make_user_names(database::Transaction& tx,
                                         const std::vector<Named>& people) {
  std::vector<std::string> names;
  names.reserve(people.size());
  for (const auto& person : people) {
    names.push_back(rules::user_name_for(person.first_name, person.last_name));
  }
  const std::unordered_set<std::string> starts(names.begin(), names.end());
  return rules::free_user_names(std::move(names),
                                similar_names(tx, {starts.begin(), starts.end()}));
}

Expected<Credentials> suggest_credentials(database::Transaction& tx, const accounts::Actor&,
                                          const SuggestRequest& request) {
  return Credentials{
      .user_name = make_user_names(tx, {{request.first_name, request.last_name}}).front(),
      .password = make_password()};
}

Expected<NameAnswer> check_user_name(database::Transaction& tx, const accounts::Actor&,
                                     const NameCheck& request) {
  return NameAnswer{.free = accounts::taken_user_names(tx, {request.user_name}).empty(),
                    .allowed = person::is_user_name(request.user_name)};
}

Expected<http::Download> print_cards(const std::string& school_name,
                                     const std::string& sign_in_address,
                                     const PrintRequest& request) {
  if (auto may = may_print(request); !may) return std::unexpected(may.error());
  std::vector<pdf::Card> cards;
  cards.reserve(request.pupils.size());
  for (const auto& pupil : request.pupils) {
    cards.push_back({.title = pupil.display_name,
                     .lines = {{"Gebruikersnaam", pupil.user_name}, {"Wachtwoord", pupil.password}},
                     .footer = school_name + "  ·  " + address_without_scheme(sign_in_address)});
  }
  return http::Download{.file_name = "inlogkaartjes.pdf",
                        .content_type = "application/pdf",
                        .bytes = pdf::cards("Inlogkaartjes " + school_name, cards)};
}

Expected<http::Download> print_sheet(const PrintRequest& request) {
  if (auto may = may_print(request); !may) return std::unexpected(may.error());
  std::vector<std::vector<std::string>> rows;
  rows.reserve(request.pupils.size());
  for (const auto& pupil : request.pupils) {
    rows.push_back({pupil.display_name, pupil.user_name, pupil.password});
  }
  return http::Download{.file_name = "inloggegevens.xlsx",
                        .content_type = std::string(sheets::kContentType),
                        .bytes = sheets::write_table("Inloggegevens",
                                                     {{.heading = "Naam", .width = 32},
                                                      {.heading = "Gebruikersnaam", .width = 22},
                                                      {.heading = "Wachtwoord", .width = 22}},
                                                     rows)};
}

}  // namespace lexipoort::people
