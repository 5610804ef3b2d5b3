#include "features/people/create.h"

#include "base/text.h"
#include "features/audit/audit.h"
#include "features/people/members.h"
#include "features/schools/schools.h"

namespace lexipoort::people {
namespace {

rules::PupilDraft draft_of(const CreateRequest& request) {
  return {.first_name = text::tidy(request.first_name),
          .infix = text::tidy(request.infix),
          .last_name = text::tidy(request.last_name),
          .year_group = std::to_string(request.year_group),
          .user_name = request.user_name,
          .password = request.password};
}

/// Somebody of the same name in the same year group, or of the same name in the archive.
bool is_likely_duplicate(database::Transaction& tx, const CreateRequest& request,
                         const rules::PupilDraft& draft) {
  const auto search = text::fold(text::spoken_name(draft.first_name, draft.infix, draft.last_name));
  return tx
      .row<std::int64_t>(
          "select 1 from memberships m join users u on u.id = m.user_id "
          "where m.school_id = :school and u.kind = 'pupil' and u.search = :search and "
          "(m.year_group = :year_group or m.archived_at is not null) limit 1",
          {{"school", request.school}, {"search", search}, {"year_group", request.year_group}})
      .has_value();
}

Expected<Nothing> check(database::Transaction& tx, const CreateRequest& request,
                        const rules::PupilDraft& draft) {
  if (auto fine = require_any_supervisor(tx, request.school); !fine) return fine;
  const auto school = schools::find(tx, request.school).value();
  auto faults = rules::faults_of(draft, schools::last_year_group(school.sector));
  if (!accounts::taken_user_names(tx, {draft.user_name}).empty()) {
    faults.push_back({"user_name", "taken"});
  }
  if (!faults.empty()) return std::unexpected(person::faulty(faults));
  if (!request.accept_duplicate && is_likely_duplicate(tx, request, draft)) {
    return refuse(RefusalKind::conflict, "likely_duplicate",
                  {{.name = text::spoken_name(draft.first_name, draft.infix, draft.last_name)}});
  }
  return Nothing{};
}

Expected<CreatedPupil> store(database::Transaction& tx, const accounts::Actor& actor,
                             const CreateRequest& request, const rules::PupilDraft& draft,
                             const std::string& password_hash) {
  const auto id = accounts::create_pupils(tx,
                                          {{.first_name = draft.first_name,
                                            .infix = draft.infix,
                                            .last_name = draft.last_name,
                                            .user_name = draft.user_name,
                                            .password_hash = password_hash}},
                                          actor.now)
                      .front();
  tx.execute(
      "insert into memberships (school_id, user_id, year_group) values (:school, :user, :year)",
      {{"school", request.school}, {"user", id}, {"year", request.year_group}});
  const auto links = rules::links_for(
      {{id, text::spoken_name(draft.first_name, draft.infix, draft.last_name), {}}},
      to_rules(request.links));
  if (!links) return std::unexpected(links.error());
  if (auto linked = store_links(tx, request.school, *links, actor.now); !linked) {
    return std::unexpected(linked.error());
  }
  audit::record(tx, {.school = request.school,
                     .actor = actor.user,
                     .at = actor.now,
                     .action = "people.pupil_created",
                     .subjects = {id}});
  return CreatedPupil{
      .id = id,
      .display_name = text::listed_name(draft.first_name, draft.infix, draft.last_name),
      .user_name = draft.user_name};
}

}  // namespace

Expected<CreatedPupil> create_pupil(const Settings& settings, const accounts::Actor& actor,
                                    const CreateRequest& request) {
  const auto draft = draft_of(request);
  const auto fine =
      settings.database.read([&](database::Transaction& tx) { return check(tx, request, draft); });
  if (!fine) return std::unexpected(fine.error());
  // Outside the transaction: hashing takes long, and nobody should wait for it to write.
  const auto hash = crypto::hash_password(draft.password);
  return settings.database.write([&](database::Transaction& tx) -> Expected<CreatedPupil> {
    if (auto may = accounts::still_administrates(tx, actor, request.school); !may) {
      return std::unexpected(may.error());
    }
    if (auto still = check(tx, request, draft); !still) return std::unexpected(still.error());
    return store(tx, actor, request, draft, hash);
  });
}

}  // namespace lexipoort::people
