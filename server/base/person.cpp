#include "base/person.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace lexipoort::person {
namespace {

constexpr std::size_t kLongestName = 60;
constexpr std::size_t kShortestUserName = 3;
constexpr std::size_t kLongestUserName = 40;
/// RFC 5321: of an address, of what stands before its @, of one label of a domain.
constexpr std::size_t kLongestEmail = 254;
constexpr std::size_t kLongestMailbox = 64;
constexpr std::size_t kLongestLabel = 63;

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

bool is_word_character(char character) {
  return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}

bool is_mailbox_character(char character) {
  constexpr std::string_view kSigns = ".!#$%&'*+/=?^_`{|}~-";
  return is_word_character(character) || kSigns.find(character) != std::string_view::npos;
}

bool is_mailbox(std::string_view name) {
  return !name.empty() && name.size() <= kLongestMailbox && !name.starts_with('.') &&
         !name.ends_with('.') && name.find("..") == std::string_view::npos &&
         std::ranges::all_of(name, is_mailbox_character);
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kLongestLabel && !label.starts_with('-') &&
         !label.ends_with('-') && std::ranges::all_of(label, [](char character) {
           return is_word_character(character) || character == '-';
         });
}

bool is_domain(std::string_view domain) {
  const auto last = domain.rfind('.');
  if (last == std::string_view::npos || domain.size() - last < 3) return false;
  for (std::size_t start = 0; start <= domain.size();) {
    const auto end = std::min(domain.find('.', start), domain.size());
    if (!is_label(domain.substr(start, end - start))) return false;
    start = end + 1;
  }
  return true;
}

}  // namespace

Refusal faulty(const std::vector<Fault>& faults) {
  Refusal refusal{.kind = RefusalKind::invalid, .code = "faulty"};
  for (const auto& fault : faults) {
    refusal.concerns.push_back({.field = fault.field, .code = fault.code});
  }
  return refusal;
}

std::vector<Fault> name_faults(const std::string& first, const std::string& infix,
                               const std::string& last) {
  std::vector<Fault> faults;
  check_name("first_name", first, true, faults);
  check_name("infix", infix, false, faults);
  check_name("last_name", last, true, faults);
  return faults;
}

std::vector<Fault> email_faults(std::string_view email) {
  if (email.empty()) return {{"email", "required"}};
  if (email.size() > kLongestEmail) return {{"email", "too_long"}};
  if (!is_email(email)) return {{"email", "not_an_address"}};
  return {};
}

bool is_user_name(std::string_view name) {
  return name.size() >= kShortestUserName && name.size() <= kLongestUserName &&
         is_word_character(name.front()) && std::ranges::all_of(name, [](char character) {
           return is_word_character(character) || character == '.' || character == '-' ||
                  character == '_';
         });
}

bool is_email(std::string_view address) {
  const auto at = address.find('@');
  return at != std::string_view::npos && address.size() <= kLongestEmail &&
         is_mailbox(address.substr(0, at)) && is_domain(address.substr(at + 1));
}

std::string canonical_login(std::string_view typed) {
  std::string login = text::is_utf8(typed) ? text::tidy(typed) : std::string();
  std::ranges::transform(login, login.begin(), [](unsigned char character) {
    return static_cast<char>(character < 0x80 ? std::tolower(character) : character);
  });
  return login;
}

}  // namespace lexipoort::person
