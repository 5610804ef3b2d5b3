#include "base/calendar.h"
#include "features/publishing/publishing.h"
#include "features/publishing/queries.h"
#include "features/publishing/rules.h"

/// What others read. Source: spec R1.2, R1.5, R3.5, R5.1, R6.1.
namespace lexipoort::publishing {
namespace {

struct Row {
  ContentId id;
  Kind kind = Kind::video;
  std::string title;
  std::string body;
  std::optional<std::string> address;
  std::optional<FileId> file;
  std::optional<FileId> image;
  std::optional<FileId> captions;
  std::optional<ProductId> product;
  std::optional<std::string> product_name;
  std::optional<Severity> severity;
  UtcSeconds published_from = 0;
  std::optional<UtcSeconds> published_until;
  UtcSeconds changed_at = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (id, kind, title, body, address, file, image, captions, product, product_name,
                       severity, published_from, published_until, changed_at))

const std::string kRows =
    "select c.id, c.kind, c.title, c.body, c.address, c.file_id, c.image_id, c.captions_id,"
    " c.product_id, p.name, c.severity, c.published_from, c.published_until, c.changed_at "
    "from contents c left join products p on p.id = c.product_id "
    "where c.kind in (select value from each(:kinds))"
    " and (c.product_id = :product or :product = 0) and (";
const std::string kInOrder = ") order by c.position, c.published_from desc, c.id desc limit :limit";

Files files_of(database::Transaction& tx, const std::vector<Row>& rows) {
  std::vector<FileId> ids;
  for (const auto& row : rows) {
    for (const auto& id : {row.file, row.image, row.captions}) {
      if (id) ids.push_back(*id);
    }
  }
  return find_files(tx, ids);
}

std::vector<Content> to_contents(database::Transaction& tx, std::vector<Row> rows) {
  const auto files = files_of(tx, rows);
  std::vector<Content> contents;
  contents.reserve(rows.size());
  for (auto& row : rows) {
    const bool embedded = row.address && rules::embed_address(*row.address) == row.address;
    contents.push_back({.id = row.id,
                        .kind = row.kind,
                        .title = std::move(row.title),
                        .html = render(row.body).html,
                        .address = std::move(row.address),
                        .embedded = embedded,
                        .file = file_of(files, row.file),
                        .image = file_of(files, row.image),
                        .captions = file_of(files, row.captions),
                        .product = row.product,
                        .product_name = std::move(row.product_name),
                        .severity = row.severity,
                        .published_from = row.published_from,
                        .published_until = row.published_until,
                        .changed_at = row.changed_at});
  }
  return contents;
}

}  // namespace

std::vector<Content> find(database::Transaction& tx, const Reader& reader,
                          const std::vector<Kind>& kinds, std::optional<ProductId> product,
                          std::int64_t limit) {
  return to_contents(
      tx, tx.rows<Row>(kRows + kMayRead + kInOrder, {{"kinds", kinds},
                                                     {"product", product.value_or(ProductId{})},
                                                     {"user", reader.user},
                                                     {"school", reader.school},
                                                     {"now", reader.now},
                                                     {"today", calendar::day_of(reader.now)},
                                                     {"limit", limit}}));
}

std::vector<Content> find_notices(database::Transaction& tx, UtcSeconds now,
                                  std::optional<ProductId> product, std::int64_t limit) {
  return to_contents(
      tx, tx.rows<Row>(kRows + kIsPublic + kInOrder, {{"kinds", std::vector{Kind::notice}},
                                                      {"product", product.value_or(ProductId{})},
                                                      {"now", now},
                                                      {"limit", limit}}));
}

}  // namespace lexipoort::publishing
