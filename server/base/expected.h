#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace lexipoort {

/// What sort of "no" a refusal is; the HTTP platform turns it into a status.
enum class RefusalKind {
  invalid,          ///< 422: the data breaks a rule
  unauthenticated,  ///< 401: nobody is signed in, or the proof of identity is wrong
  forbidden,        ///< 403: known, but may not do this
  not_found,        ///< 404: does not exist, or is not this caller's to know
  conflict,         ///< 409: fine by itself, but not with what is stored now
  too_large,        ///< 413
  too_many,         ///< 429: wait first (figures["seconds"])
  busy,             ///< 503: wait first
};

/// One person or field that a refusal is about. `code` says what is wrong with just this one.
struct Concern {
  std::string name = {};
  std::string field = {};
  std::string code = {};
  std::string about = {};  ///< what or whom it touches, in words: 'Fenna Jansen (Bouw!)'
};

/// A rule that says no, as a value. `code` is a stable word that the page turns into one helpful
/// Dutch sentence; `figures` are the numbers in that sentence ("Nog 3 licenties vrij, 5 nodig").
struct Refusal {
  RefusalKind kind = RefusalKind::invalid;
  std::string code = {};
  std::vector<Concern> concerns = {};
  std::map<std::string, std::int64_t> figures = {};
};

template <class T>
using Expected = std::expected<T, Refusal>;

[[nodiscard]] inline std::unexpected<Refusal> refuse(
    RefusalKind kind, std::string code, std::vector<Concern> concerns = {},
    std::map<std::string, std::int64_t> figures = {}) {
  return std::unexpected(Refusal{kind, std::move(code), std::move(concerns), std::move(figures)});
}

/// Refuses one field, with what is wrong with it.
[[nodiscard]] inline std::unexpected<Refusal> faulty(std::string field, std::string code) {
  return refuse(RefusalKind::invalid, "faulty",
                {{.field = std::move(field), .code = std::move(code)}});
}

/// The answer of a task that has nothing to tell.
struct Nothing {};

}  // namespace lexipoort
