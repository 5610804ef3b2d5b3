#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/publishing/publishing.h"

namespace lexipoort::publishing {

/// Files by their ids; what is not there is not in it.
using Files = std::map<FileId, File>;
[[nodiscard]] Files find_files(database::Transaction& tx, const std::vector<FileId>& ids);

/// One of them, if it is there.
[[nodiscard]] std::optional<File> file_of(const Files& files, std::optional<FileId> id);

/// Text of the publisher as HTML, and the files that show in it.
struct Body {
  std::string html;
  std::vector<FileId> files;
};
[[nodiscard]] Body render(std::string_view markdown);

/// Whether somebody may see a content (`c`) now, as a condition: what is public, and else what is
/// meant for a place of theirs. For parameters user, school (0: any of theirs), now and today.
extern const std::string kMayRead;

/// Whether anybody may.
extern const std::string kIsPublic;

}  // namespace lexipoort::publishing
