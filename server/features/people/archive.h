#pragma once

#include "features/people/change.h"

/// Into the archive and out of it again.
namespace lexipoort::people {

/// 'Gebruikers archiveren': seats come free, sessions end, links are remembered. Refuses
/// `already_archived`, and as finish() does: `archive_yourself`, `only_supervisor`.
/// Source: spec R4.5.
[[nodiscard]] Expected<Done> archive(database::Transaction& tx, const accounts::Actor& actor,
                                     const PeopleRequest& request);

/// 'Gebruikers dearchiveren': earlier links become active as far as they are still valid, the
/// others are forgotten. Refuses `already_active`, `never_linked`, `links_gone`, and seats.
/// Source: spec R4.6.2.
[[nodiscard]] Expected<Done> unarchive(database::Transaction& tx, const accounts::Actor& actor,
                                       const PeopleRequest& request);

}  // namespace lexipoort::people
