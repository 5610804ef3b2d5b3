#pragma once

#include "features/accounts/accounts.h"
#include "features/products/products.h"
#include "features/publishing/publishing.h"

/// What the publisher's staff do with contents. Source: spec R8.1.
namespace lexipoort::publishing {

/// One row of the list.
struct ContentRow {
  ContentId id;
  Kind kind = Kind::video;
  std::string title;
  std::optional<std::string> product;
  std::optional<std::string> school;
  std::optional<accounts::Role> role;
  std::optional<Severity> severity;
  std::optional<UtcSeconds> published_from;
  std::optional<UtcSeconds> published_until;
  UtcSeconds changed_at = 0;
  std::int64_t version = 0;
  State state = State::draft;
};
BOOST_DESCRIBE_STRUCT(ContentRow, (),
                      (id, kind, title, product, school, role, severity, published_from,
                       published_until, changed_at, version, state))

struct ContentListRequest {
  Kind kind = Kind::video;
  std::optional<State> state;
  std::optional<ProductId> product;
  std::optional<std::string> search;
  std::optional<std::int64_t> from;  ///< how many to pass over
};
BOOST_DESCRIBE_STRUCT(ContentListRequest, (), (kind, state, product, search, from))

struct ContentList {
  std::vector<ContentRow> contents;  ///< at most a hundred, in the order that readers see
  std::int64_t total = 0;
  std::vector<products::Product> products;  ///< the catalogue, to choose from
};
BOOST_DESCRIBE_STRUCT(ContentList, (), (contents, total, products))

[[nodiscard]] Expected<ContentList> list_contents(database::Transaction& tx,
                                                  const accounts::Actor& actor,
                                                  const ContentListRequest& request);

/// What a form keeps; absent stands for none.
struct ContentEdit {
  std::string title;
  std::string body;
  std::optional<std::string> address;
  std::optional<FileId> file;
  std::optional<FileId> image;
  std::optional<FileId> captions;
  std::optional<ProductId> product;
  std::optional<SchoolId> school;
  std::optional<accounts::Role> role;
  std::optional<Severity> severity;
  bool publish = false;                      ///< else it is a draft, and has no moments
  std::optional<UtcSeconds> published_from;  ///< now when absent
  std::optional<UtcSeconds> published_until;
};
BOOST_DESCRIBE_STRUCT(ContentEdit, (),
                      (title, body, address, file, image, captions, product, school, role, severity,
                       publish, published_from, published_until))

/// All of it, as the form shows it.
struct WholeContent {
  ContentId id;
  Kind kind = Kind::video;
  std::string title;
  std::string body;
  std::string html;
  std::optional<std::string> address;
  std::optional<File> file;
  std::optional<File> image;
  std::optional<File> captions;
  std::optional<ProductId> product;
  std::optional<SchoolId> school;
  std::optional<std::string> school_name;
  std::optional<accounts::Role> role;
  std::optional<Severity> severity;
  std::optional<UtcSeconds> published_from;
  std::optional<UtcSeconds> published_until;
  State state = State::draft;
  std::int64_t version = 0;
  UtcSeconds changed_at = 0;
  std::string changed_by;
};
BOOST_DESCRIBE_STRUCT(WholeContent, (),
                      (id, kind, title, body, html, address, file, image, captions, product, school,
                       school_name, role, severity, published_from, published_until, state, version,
                       changed_at, changed_by))

struct AtContent {
  ContentId content;
};
BOOST_DESCRIBE_STRUCT(AtContent, (), (content))

/// Refuses `not_found`.
[[nodiscard]] Expected<WholeContent> find_content(database::Transaction& tx,
                                                  const accounts::Actor& actor,
                                                  const AtContent& request);

struct NewContent : ContentEdit {
  Kind kind = Kind::video;
};
BOOST_DESCRIBE_STRUCT(NewContent, (ContentEdit), (kind))

/// Refuses `faulty` with the code of each field: those of rules::faults_of(), and `not_found` for a
/// product or school that is not there.
[[nodiscard]] Expected<WholeContent> create_content(database::Transaction& tx,
                                                    const accounts::Actor& actor,
                                                    const NewContent& request);

struct ChangedContent : ContentEdit {
  ContentId content;
  std::int64_t version = 0;  ///< as it was seen
};
BOOST_DESCRIBE_STRUCT(ChangedContent, (ContentEdit), (content, version))

/// Refuses as create_content() does, `not_found`, and `changed_meanwhile`.
[[nodiscard]] Expected<WholeContent> change_content(database::Transaction& tx,
                                                    const accounts::Actor& actor,
                                                    const ChangedContent& request);

struct SeenContent {
  ContentId content;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(SeenContent, (), (content, version))

/// Ends it now; of a notice, the trouble is over. Refuses `not_found`, `changed_meanwhile` and
/// `not_published`.
[[nodiscard]] Expected<WholeContent> withdraw_content(database::Transaction& tx,
                                                      const accounts::Actor& actor,
                                                      const SeenContent& request);

/// Takes it away for good. Refuses `not_found` and `changed_meanwhile`.
[[nodiscard]] Expected<Nothing> remove_content(database::Transaction& tx,
                                               const accounts::Actor& actor,
                                               const SeenContent& request);

struct ContentOrder {
  Kind kind = Kind::video;
  std::vector<ContentId> contents;
};
BOOST_DESCRIBE_STRUCT(ContentOrder, (), (kind, contents))

/// Puts these in this order, on the places that they have together. Refuses `not_ordered` for a
/// kind whose newest comes first, and `changed_meanwhile` when one is gone.
[[nodiscard]] Expected<Nothing> order_contents(database::Transaction& tx,
                                               const accounts::Actor& actor,
                                               const ContentOrder& request);

struct MarkdownText {
  std::string body;
};
BOOST_DESCRIBE_STRUCT(MarkdownText, (), (body))

struct Preview {
  std::string html;
};
BOOST_DESCRIBE_STRUCT(Preview, (), (html))

/// The text as readers will see it. Refuses `faulty` when it is too long.
[[nodiscard]] Expected<Preview> preview(database::Transaction& tx, const accounts::Actor& actor,
                                        const MarkdownText& request);

}  // namespace lexipoort::publishing
