#include <algorithm>

#include "base/calendar.h"
#include "features/accounts/accounts.h"

namespace lexipoort::accounts {

std::string Actor::today() const {
  return calendar::day_of(now);
}

const Membership* Actor::membership(SchoolId school) const {
  const auto found = std::ranges::find(memberships, school, &Membership::school);
  return found == memberships.end() ? nullptr : &*found;
}

Expected<Nothing> still_administrates(database::Transaction& tx, const Actor& actor,
                                      SchoolId school) {
  const auto membership = tx.row<std::int64_t>(
      "select 1 from memberships where school_id = :school and user_id = :user and "
      "administrator = 1 and archived_at is null",
      {{"school", school}, {"user", actor.user}});
  if (!membership) return refuse(RefusalKind::forbidden, "forbidden");
  return Nothing{};
}

namespace policy {
namespace {

using http::Access;
using http::Caller;
using http::PathValues;

const Actor* actor_of(const Caller* caller) {
  return dynamic_cast<const Actor*>(caller);
}

Access only(const Caller* caller, bool (*fits)(const Actor&)) {
  const auto* actor = actor_of(caller);
  if (actor == nullptr) return Access::sign_in_first;
  return fits(*actor) ? Access::granted : Access::forbidden;
}

/// Who may come in with a password alone until a second step is asked of them.
Access with_second_factor(const Caller* caller, Access access) {
  if (access != Access::granted) return access;
  return actor_of(caller)->second_factor ? Access::granted : Access::second_factor_first;
}

const Membership* membership_at(const Actor& actor, const PathValues& values) {
  const auto school = http::path_id(values, "school");
  return school ? actor.membership(SchoolId{*school}) : nullptr;
}

/// A professional of the school in the path, with a role there if one is asked.
Access at_school(const Caller* caller, const PathValues& values, bool (*fits)(const Membership&)) {
  const auto* actor = actor_of(caller);
  if (actor == nullptr) return Access::sign_in_first;
  if (actor->kind != Kind::professional) return Access::forbidden;
  const auto* membership = membership_at(*actor, values);
  if (membership == nullptr) return Access::not_found;
  return fits(*membership) ? Access::granted : Access::forbidden;
}

bool is_professional(const Actor& actor) {
  return actor.kind == Kind::professional;
}
bool is_adult(const Actor& actor) {
  return actor.kind != Kind::pupil;
}
bool is_pupil(const Actor& actor) {
  return actor.kind == Kind::pupil;
}
bool is_operator(const Actor& actor) {
  return actor.kind == Kind::operator_;
}
bool anybody(const Actor&) {
  return true;
}

bool any_role(const Membership&) {
  return true;
}
bool administrates(const Membership& membership) {
  return membership.administrator;
}
bool supervises(const Membership& membership) {
  return membership.supervisor;
}

Access check_anyone(const Caller*, const PathValues&) {
  return Access::granted;
}
Access check_signed_in(const Caller* caller, const PathValues&) {
  return only(caller, anybody);
}
Access check_adult(const Caller* caller, const PathValues&) {
  return only(caller, is_adult);
}
Access check_professional(const Caller* caller, const PathValues&) {
  return only(caller, is_professional);
}
Access check_professional_of_school(const Caller* caller, const PathValues& values) {
  return at_school(caller, values, any_role);
}
Access check_administrator(const Caller* caller, const PathValues& values) {
  const auto access = at_school(caller, values, administrates);
  const bool demanded =
      access == Access::granted && membership_at(*actor_of(caller), values)->second_factor_demanded;
  return demanded ? with_second_factor(caller, access) : access;
}
Access check_supervisor(const Caller* caller, const PathValues& values) {
  return at_school(caller, values, supervises);
}
Access check_pupil(const Caller* caller, const PathValues&) {
  return only(caller, is_pupil);
}
Access check_operator(const Caller* caller, const PathValues&) {
  return with_second_factor(caller, only(caller, is_operator));
}

}  // namespace

const http::Policy anyone{"anyone", check_anyone};
const http::Policy signed_in{"signed_in", check_signed_in};
const http::Policy adult{"adult", check_adult};
const http::Policy professional{"professional", check_professional};
const http::Policy professional_of_school{"professional_of_school", check_professional_of_school};
const http::Policy administrator_of_school{"administrator_of_school", check_administrator};
const http::Policy supervisor_of_school{"supervisor_of_school", check_supervisor};
const http::Policy pupil{"pupil", check_pupil};
const http::Policy operator_{"operator", check_operator};

}  // namespace policy
}  // namespace lexipoort::accounts
