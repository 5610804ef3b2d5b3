#include "features/publishing/queries.h"

#include <charconv>

#include "platform/http/http.h"
#include "platform/markdown/markdown.h"

namespace lexipoort::publishing {
namespace {

constexpr std::string_view kFiles = "/api/files/";

std::string address_of(const File& file) {
  return std::string(kFiles) + std::to_string(file.id.value) + "/" +
         http::percent_encode(file.name);
}

/// The file that an address of ours gives: /api/files/12/kaart.png
std::optional<FileId> file_at(std::string_view address) {
  if (!address.starts_with(kFiles)) return std::nullopt;
  address.remove_prefix(kFiles.size());
  FileId file;
  const auto [end, error] =
      std::from_chars(address.data(), address.data() + address.size(), file.value);
  if (error != std::errc{} || file.value <= 0) return std::nullopt;
  address.remove_prefix(static_cast<std::size_t>(end - address.data()));
  const bool one_name = address.starts_with('/') && address.size() > 1 &&
                        address.find_first_of("/?#\\", 1) == std::string_view::npos;
  return one_name ? std::optional(file) : std::nullopt;
}

}  // namespace

const std::string kIsPublic = "c.kind = 'notice' and c.published_from <= :now";

const std::string kMayRead =
    "(" + kIsPublic +
    ") or (c.published_from <= :now and (c.published_until is null or c.published_until > :now)"
    " and exists (select 1 from memberships m"
    " where m.user_id = :user and m.archived_at is null and (m.school_id = :school or :school = 0)"
    " and (m.administrator = 1 or m.supervisor = 1)"
    " and (c.school_id is null or c.school_id = m.school_id)"
    " and (c.role is null or (c.role = 'administrator' and m.administrator = 1)"
    " or (c.role = 'supervisor' and m.supervisor = 1))"
    " and (c.product_id is null"
    " or (m.administrator = 1 and exists (select 1 from subscriptions s"
    " where s.school_id = m.school_id and s.product_id = c.product_id"
    " and s.starts_on <= :today and (s.ends_on is null or s.ends_on > :today)))"
    " or (m.supervisor = 1 and (exists (select 1 from links k"
    " join memberships p on p.school_id = k.school_id and p.user_id = k.pupil_id"
    " where k.school_id = m.school_id and k.supervisor_id = m.user_id"
    " and k.product_id = c.product_id and p.archived_at is null)"
    " or exists (select 1 from supervised_products g where g.school_id = m.school_id"
    " and g.supervisor_id = m.user_id and g.product_id = c.product_id))))))";

Files find_files(database::Transaction& tx, const std::vector<FileId>& ids) {
  Files files;
  if (ids.empty()) return files;
  for (auto& file : tx.rows<File>("select id, file_name, media_type, size, sha256, '' from files "
                                  "where id in (select value from each(:ids))",
                                  {{"ids", ids}})) {
    file.address = address_of(file);
    files.emplace(file.id, std::move(file));
  }
  return files;
}

std::optional<File> file_of(const Files& files, std::optional<FileId> id) {
  const auto found = id ? files.find(*id) : files.end();
  return found == files.end() ? std::nullopt : std::optional(found->second);
}

Body render(std::string_view markdown) {
  auto rendered = markdown::render(
      markdown, [](std::string_view address) { return file_at(address).has_value(); });
  Body body{.html = std::move(rendered.html), .files = {}};
  for (const auto& image : rendered.images) body.files.push_back(*file_at(image));
  return body;
}

}  // namespace lexipoort::publishing
