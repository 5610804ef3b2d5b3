#include "features/publishing/contents.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "features/audit/audit.h"
#include "features/publishing/queries.h"
#include "features/publishing/rules.h"
#include "features/schools/schools.h"

namespace lexipoort::publishing {
namespace {

using accounts::Actor;

constexpr std::int64_t kRowsAtOnce = 100;

// --- finding -------------------------------------------------------------------------------------

struct Stored {
  ContentId id;
  Kind kind = Kind::video;
  std::string title;
  std::string body;
  std::optional<std::string> address;
  std::optional<FileId> file;
  std::optional<FileId> image;
  std::optional<FileId> captions;
  std::optional<ProductId> product;
  std::optional<SchoolId> school;
  std::optional<std::string> school_name;
  std::optional<accounts::Role> role;
  std::optional<Severity> severity;
  std::optional<UtcSeconds> published_from;
  std::optional<UtcSeconds> published_until;
  std::int64_t version = 0;
  UtcSeconds changed_at = 0;
  std::string first_name;
  std::string infix;
  std::string last_name;
};
BOOST_DESCRIBE_STRUCT(Stored, (),
                      (id, kind, title, body, address, file, image, captions, product, school,
                       school_name, role, severity, published_from, published_until, version,
                       changed_at, first_name, infix, last_name))

Expected<Stored> find_stored(database::Transaction& tx, ContentId content) {
  auto found = tx.row<Stored>(
      "select c.id, c.kind, c.title, c.body, c.address, c.file_id, c.image_id, c.captions_id,"
      " c.product_id, c.school_id, s.name, c.role, c.severity, c.published_from, c.published_until,"
      " c.version, c.changed_at, u.first_name, u.infix, u.last_name "
      "from contents c join users u on u.id = c.changed_by "
      "left join schools s on s.id = c.school_id where c.id = :content",
      {{"content", content}});
  if (!found) return refuse(RefusalKind::not_found, "not_found");
  return *std::move(found);
}

/// As it was seen by who wants to change it.
Expected<Stored> find_seen(database::Transaction& tx, ContentId content, std::int64_t version) {
  auto stored = find_stored(tx, content);
  if (stored && stored->version != version) {
    return refuse(RefusalKind::conflict, "changed_meanwhile");
  }
  return stored;
}

std::vector<FileId> chosen_files(const std::optional<FileId>& file,
                                 const std::optional<FileId>& image,
                                 const std::optional<FileId>& captions) {
  std::vector<FileId> ids;
  for (const auto& id : {file, image, captions}) {
    if (id) ids.push_back(*id);
  }
  return ids;
}

WholeContent as_seen(database::Transaction& tx, Stored stored, UtcSeconds now) {
  const auto files = find_files(tx, chosen_files(stored.file, stored.image, stored.captions));
  auto html = render(stored.body).html;
  return {.id = stored.id,
          .kind = stored.kind,
          .title = std::move(stored.title),
          .body = std::move(stored.body),
          .html = std::move(html),
          .address = std::move(stored.address),
          .file = file_of(files, stored.file),
          .image = file_of(files, stored.image),
          .captions = file_of(files, stored.captions),
          .product = stored.product,
          .school = stored.school,
          .school_name = std::move(stored.school_name),
          .role = stored.role,
          .severity = stored.severity,
          .published_from = stored.published_from,
          .published_until = stored.published_until,
          .state = rules::state_of(stored.published_from, stored.published_until, now),
          .version = stored.version,
          .changed_at = stored.changed_at,
          .changed_by = text::spoken_name(stored.first_name, stored.infix, stored.last_name)};
}

// --- keeping -------------------------------------------------------------------------------------

ContentEdit tidied(const ContentEdit& typed, Kind kind, UtcSeconds now) {
  auto edit = typed;
  edit.title = text::tidy(typed.title);
  if (edit.address) edit.address = text::tidy(*edit.address);
  if (edit.address && edit.address->empty()) edit.address.reset();
  const bool may_play = kind == Kind::video || kind == Kind::document || kind == Kind::release_note;
  if (edit.address && may_play) {
    edit.address = rules::embed_address(*edit.address).value_or(*edit.address);
  }
  if (!edit.publish) edit.published_from = edit.published_until = std::nullopt;
  if (edit.publish && !edit.published_from) edit.published_from = now;
  return edit;
}

/// The media type of a file that was chosen; empty when there is no such file.
std::optional<std::string> type_of(const Files& files, const std::optional<FileId>& id) {
  if (!id) return std::nullopt;
  const auto file = file_of(files, id);
  return file ? file->media_type : "";
}

std::vector<Concern> faults_of(database::Transaction& tx, const ContentEdit& edit, Kind kind) {
  const auto files = find_files(tx, chosen_files(edit.file, edit.image, edit.captions));
  auto faults = rules::faults_of({.kind = kind,
                                  .title = edit.title,
                                  .body = edit.body,
                                  .address = edit.address,
                                  .file = type_of(files, edit.file),
                                  .image = type_of(files, edit.image),
                                  .captions = type_of(files, edit.captions),
                                  .product = edit.product.has_value(),
                                  .school = edit.school.has_value(),
                                  .role = edit.role.has_value(),
                                  .severity = edit.severity.has_value(),
                                  .published_from = edit.published_from,
                                  .published_until = edit.published_until});
  if (edit.product && !products::exists(tx, *edit.product)) {
    faults.push_back({.field = "product", .code = "not_found"});
  }
  if (edit.school && !schools::find(tx, *edit.school)) {
    faults.push_back({.field = "school", .code = "not_found"});
  }
  return faults;
}

database::Parameters parameters_of(const ContentEdit& edit, const Actor& actor) {
  return {{"title", edit.title},
          {"body", edit.body},
          {"address", edit.address},
          {"file", edit.file},
          {"image", edit.image},
          {"captions", edit.captions},
          {"product", edit.product},
          {"school", edit.school},
          {"role", edit.role},
          {"severity", edit.severity},
          {"from", edit.published_from},
          {"until", edit.published_until},
          {"search", text::fold(edit.title + " " + edit.body)},
          {"now", actor.now},
          {"actor", actor.user}};
}

/// Keeps which files a content uses, so that who reads it can read them.
void store_files(database::Transaction& tx, ContentId content, const ContentEdit& edit) {
  auto used = chosen_files(edit.file, edit.image, edit.captions);
  const auto shown = render(edit.body).files;
  used.insert(used.end(), shown.begin(), shown.end());
  tx.execute("delete from content_files where content_id = :content", {{"content", content}});
  tx.execute(
      "insert into content_files (content_id, file_id) "
      "select :content, id from files where id in (select value from each(:used))",
      {{"content", content}, {"used", used}});
}

void record(database::Transaction& tx, const Actor& actor, std::string action,
            const std::optional<SchoolId>& school, Kind kind, const std::string& title) {
  audit::record(tx,
                {.school = school,
                 .actor = actor.user,
                 .at = actor.now,
                 .action = "publishing." + std::move(action),
                 .details = {{"kind", std::string(reflect::enum_name(kind))}, {"title", title}}});
}

/// What a change did, as the trail calls it.
std::string_view action_of(State before, State after) {
  const bool was_out = before == State::planned || before == State::visible;
  const bool is_out = after == State::planned || after == State::visible;
  if (is_out && !was_out) return "content_published";
  if (was_out && !is_out) return "content_withdrawn";
  return "content_changed";
}

State state_of(const std::optional<UtcSeconds>& from, const std::optional<UtcSeconds>& until,
               const Actor& actor) {
  return rules::state_of(from, until, actor.now);
}

}  // namespace

Expected<ContentList> list_contents(database::Transaction& tx, const Actor& actor,
                                    const ContentListRequest& request) {
  std::string where = "from contents c where c.kind = :kind ";
  database::Parameters parameters = {{"kind", request.kind}};
  if (request.product) {
    where += "and c.product_id = :product ";
    parameters.emplace_back("product", *request.product);
  }
  if (request.search) {
    where += "and c.search like :search escape '\\' ";
    std::string pattern = "%";
    for (const char character : text::fold(*request.search)) {
      if (character == '%' || character == '_' || character == '\\') pattern += '\\';
      pattern += character;
    }
    parameters.emplace_back("search", pattern + "%");
  }
  if (request.state == State::draft) where += "and c.published_from is null ";
  if (request.state == State::planned) where += "and c.published_from > :now ";
  if (request.state == State::visible) where += "and c.published_from <= :now ";
  if (request.state == State::planned || request.state == State::visible) {
    where += "and (c.published_until is null or c.published_until > :now) ";
  }
  if (request.state == State::ended) where += "and c.published_until <= :now ";
  if (request.state && request.state != State::draft) parameters.emplace_back("now", actor.now);

  ContentList list{.contents = {},
                   .total = tx.row<std::int64_t>("select count(*) " + where, parameters).value(),
                   .products = products::find_all(tx)};
  parameters.emplace_back("from", std::max<std::int64_t>(request.from.value_or(0), 0));
  parameters.emplace_back("most", kRowsAtOnce);
  list.contents = tx.rows<ContentRow>(
      "select c.id, c.kind, c.title,"
      " (select p.name from products p where p.id = c.product_id),"
      " (select s.name from schools s where s.id = c.school_id), c.role, c.severity,"
      " c.published_from, c.published_until, c.changed_at, c.version, 'draft' " +
          where +
          "order by c.position, case when c.published_from is null then 0 else 1 end,"
          " c.published_from desc, c.id desc limit :most offset :from",
      parameters);
  for (auto& row : list.contents) {
    row.state = state_of(row.published_from, row.published_until, actor);
  }
  return list;
}

Expected<WholeContent> find_content(database::Transaction& tx, const Actor& actor,
                                    const AtContent& request) {
  auto stored = find_stored(tx, request.content);
  if (!stored) return std::unexpected(stored.error());
  return as_seen(tx, *std::move(stored), actor.now);
}

Expected<WholeContent> create_content(database::Transaction& tx, const Actor& actor,
                                      const NewContent& request) {
  const auto edit = tidied(request, request.kind, actor.now);
  auto faults = faults_of(tx, edit, request.kind);
  if (!faults.empty()) return refuse(RefusalKind::invalid, "faulty", std::move(faults));
  auto parameters = parameters_of(edit, actor);
  parameters.emplace_back("kind", request.kind);
  const std::string place =
      rules::is_newest_first(request.kind)
          ? "0"
          : "(select coalesce(max(position), 0) + 1 from contents where kind = :kind)";
  const auto id =
      tx.row<ContentId>(
            "insert into contents (kind, title, body, address, file_id, image_id, captions_id, "
            "product_id, school_id, role, severity, position, published_from, published_until, "
            "search, changed_at, changed_by) values (:kind, :title, :body, :address, :file, "
            ":image, :captions, :product, :school, :role, :severity, " +
                place + ", :from, :until, :search, :now, :actor) returning id",
            parameters)
          .value();
  store_files(tx, id, edit);
  record(tx, actor, edit.publish ? "content_published" : "content_created", edit.school,
         request.kind, edit.title);
  return find_content(tx, actor, {id});
}

Expected<WholeContent> change_content(database::Transaction& tx, const Actor& actor,
                                      const ChangedContent& request) {
  const auto before = find_seen(tx, request.content, request.version);
  if (!before) return std::unexpected(before.error());
  const auto edit = tidied(request, before->kind, actor.now);
  auto faults = faults_of(tx, edit, before->kind);
  if (!faults.empty()) return refuse(RefusalKind::invalid, "faulty", std::move(faults));
  auto parameters = parameters_of(edit, actor);
  parameters.emplace_back("content", request.content);
  tx.execute(
      "update contents set title = :title, body = :body, address = :address, file_id = :file, "
      "image_id = :image, captions_id = :captions, product_id = :product, school_id = :school, "
      "role = :role, severity = :severity, published_from = :from, published_until = :until, "
      "search = :search, version = version + 1, changed_at = :now, changed_by = :actor "
      "where id = :content",
      parameters);
  store_files(tx, request.content, edit);
  record(tx, actor,
         std::string(action_of(state_of(before->published_from, before->published_until, actor),
                               state_of(edit.published_from, edit.published_until, actor))),
         edit.school, before->kind, edit.title);
  return find_content(tx, actor, {request.content});
}

Expected<WholeContent> withdraw_content(database::Transaction& tx, const Actor& actor,
                                        const SeenContent& request) {
  const auto stored = find_seen(tx, request.content, request.version);
  if (!stored) return std::unexpected(stored.error());
  const auto state = state_of(stored->published_from, stored->published_until, actor);
  if (state == State::draft || state == State::ended) {
    return refuse(RefusalKind::conflict, "not_published");
  }
  // What nobody has seen yet becomes a draft again.
  tx.execute(
      "update contents set published_until = :until, published_from = :from, "
      "version = version + 1, changed_at = :now, changed_by = :actor where id = :content",
      {{"until", state == State::planned ? std::nullopt : std::optional(actor.now)},
       {"from", state == State::planned ? std::nullopt : stored->published_from},
       {"now", actor.now},
       {"actor", actor.user},
       {"content", request.content}});
  record(tx, actor, "content_withdrawn", stored->school, stored->kind, stored->title);
  return find_content(tx, actor, {request.content});
}

Expected<Nothing> remove_content(database::Transaction& tx, const Actor& actor,
                                 const SeenContent& request) {
  const auto stored = find_seen(tx, request.content, request.version);
  if (!stored) return std::unexpected(stored.error());
  tx.execute("delete from contents where id = :content", {{"content", request.content}});
  record(tx, actor, "content_removed", stored->school, stored->kind, stored->title);
  return Nothing{};
}

namespace {

struct Place {
  ContentId content;
  std::int64_t place = 0;
};
BOOST_DESCRIBE_STRUCT(Place, (), (content, place))

}  // namespace

Expected<Nothing> order_contents(database::Transaction& tx, const Actor& actor,
                                 const ContentOrder& request) {
  if (rules::is_newest_first(request.kind)) return refuse(RefusalKind::invalid, "not_ordered");
  const std::set<ContentId> different(request.contents.begin(), request.contents.end());
  std::vector<Place> places;
  for (const auto& content : different) {
    const auto at = std::ranges::find(request.contents, content) - request.contents.begin();
    places.push_back({content, at});
  }
  const auto moved = tx.execute(
      "update contents set position = (select held.position from"
      " (select position, row_number() over (order by position, id) as place from contents"
      " where kind = :kind and id in (select content from each(:places))) held"
      " join (select content, row_number() over (order by place) as place from each(:places)) given"
      " on given.place = held.place where given.content = contents.id) "
      "where kind = :kind and id in (select content from each(:places))",
      {{"kind", request.kind}, {"places", places}});
  if (moved != std::ssize(request.contents)) {
    return refuse(RefusalKind::conflict, "changed_meanwhile");
  }
  record(tx, actor, "contents_ordered", std::nullopt, request.kind, "");
  return Nothing{};
}

Expected<Preview> preview(database::Transaction&, const Actor&, const MarkdownText& request) {
  if (!rules::is_body(request.body)) {
    return refuse(RefusalKind::invalid, "faulty", {{.field = "body", .code = "too_long"}});
  }
  return Preview{render(request.body).html};
}

}  // namespace lexipoort::publishing
