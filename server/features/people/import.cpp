#include "features/people/import.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "features/people/import_kind.h"
#include "features/people/members.h"
#include "platform/http/json.h"

namespace lexipoort::people {
namespace {

constexpr std::size_t kLongestFileName = 200;
/// Who has more lists open than this has forgotten some; each holds up to 5,000 rows.
constexpr std::int64_t kMostOpenLists = 10;
constexpr std::int64_t kMostListed = 100;

std::string context_of(SchoolId school, UserId creator) {
  return "import:" + std::to_string(school.value) + ":" + std::to_string(creator.value);
}

// --- reading an uploaded table
// --------------------------------------------------------------------

/// The column of each field; headings may be in any order and case.
Expected<std::map<std::string_view, std::size_t>> find_columns(const std::vector<Heading>& headings,
                                                               const sheets::Table& table) {
  std::map<std::string_view, std::size_t> columns;
  for (std::size_t column = 0; column < table.headings.size(); ++column) {
    const auto word = text::to_ascii_word(table.headings[column]);
    for (const auto& heading : headings) {
      if (std::ranges::find(heading.words, word) != heading.words.end()) {
        columns.emplace(heading.field, column);
      }
    }
  }
  std::vector<Concern> missing;
  for (const auto& heading : headings) {
    if (heading.mandatory && !columns.contains(heading.field)) {
      missing.push_back({.field = std::string(heading.field)});
    }
  }
  if (!missing.empty()) {
    return refuse(RefusalKind::invalid, "headings_missing", std::move(missing));
  }
  return columns;
}

bool is_open(const ImportRow& row) {
  const bool undecided = row.duplicate && !row.keep;
  return !row.skip && (undecided || !row.faults.empty());
}

// --- the table
// ------------------------------------------------------------------------------------

std::optional<StoredImport> load(database::Transaction& tx, const accounts::Actor& actor,
                                 SchoolId school, ImportId import) {
  return tx.row<StoredImport>(
      "select id, school_id, created_by, kind, file_name, state, sealed_rows, row_count, "
      "done, interrupted, version from imports where id = :import and school_id = :school and "
      "created_by = :actor",
      {{"import", import}, {"school", school}, {"actor", actor.user}});
}

Import answer(database::Transaction& tx, const schools::School& school, const StoredImport& stored,
              std::vector<RowEdit> rows) {
  Import import{.id = stored.id,
                .kind = stored.kind,
                .file_name = stored.file_name,
                .state = stored.state,
                .progress = {.done = stored.done, .total = stored.row_count},
                .interrupted = stored.interrupted,
                .rows = {}};
  if (stored.state == ImportState::ready) {
    import.rows = lists_of(stored.kind).check(tx, school, std::move(rows));
  } else {
    // Once saved, their user names are taken: by these very pupils.
    for (auto& row : rows) static_cast<RowEdit&>(import.rows.emplace_back()) = std::move(row);
  }
  if (stored.state == ImportState::saved) import.created = stored.done;
  return import;
}

std::unexpected<Refusal> unknown() {
  return refuse(RefusalKind::not_found, "not_found");
}

Expected<StoredImport> load_ready(database::Transaction& tx, const accounts::Actor& actor,
                                  SchoolId school, ImportId import) {
  auto stored = load(tx, actor, school, import);
  if (!stored) return unknown();
  if (stored->state != ImportState::ready) return refuse(RefusalKind::conflict, "conflict");
  return *std::move(stored);
}

Expected<Nothing> may_come(database::Transaction& tx, SchoolId school, PeopleKind kind) {
  if (kind == PeopleKind::professionals) return Nothing{};
  return require_any_supervisor(tx, school);
}

Expected<Nothing> may_upload(database::Transaction& tx, const accounts::Actor& actor,
                             const UploadRequest& request) {
  const auto open = tx.row<std::int64_t>(
      "select count(*) from imports where school_id = :school and created_by = :actor and "
      "state <> 'saved'",
      {{"school", request.school}, {"actor", actor.user}});
  if (open.value() >= kMostOpenLists) {
    return refuse(RefusalKind::conflict, "too_many_lists", {}, {{"maximum", kMostOpenLists}});
  }
  return may_come(tx, request.school, request.kind);
}

/// Refuses `list_being_saved` while another of the school is: this one would only wait.
Expected<Nothing> no_other_is_being_saved(database::Transaction& tx, const StoredImport& stored) {
  const auto other = tx.row<ImportId>(
      "select id from imports where school_id = :school and state = 'saving' and id <> :import "
      "limit 1",
      {{"school", stored.school}, {"import", stored.id}});
  if (other) return refuse(RefusalKind::conflict, "list_being_saved");
  return Nothing{};
}

/// What was read and checked before the writing transaction, so that nobody waits for it to write.
struct Draft {
  StoredImport stored;
  Import import;
};

/// Whether every row is good, or skipped, and one is left.
Expected<Nothing> may_save(const std::vector<ImportRow>& rows) {
  const auto open = std::ranges::count_if(rows, is_open);
  if (open > 0) return refuse(RefusalKind::invalid, "rows_faulty", {}, {{"rows", open}});
  if (std::ranges::all_of(rows, &ImportRow::skip)) {
    return refuse(RefusalKind::invalid, "nothing_to_save");
  }
  return Nothing{};
}

/// A file's name without its folders, for who uploads with a path.
std::string base_name(const std::string& path) {
  return text::beginning(text::tidy(path.substr(path.find_last_of("/\\") + 1)), kLongestFileName);
}

void apply_edits(std::vector<RowEdit>& rows, const std::vector<RowEdit>& edits,
                 const ImportKind& lists, const schools::School& school) {
  std::map<std::int64_t, const RowEdit*> by_number;
  for (const auto& edit : edits) by_number[edit.number] = &edit;
  for (auto& row : rows) {
    const auto edit = by_number.find(row.number);
    if (edit == by_number.end()) continue;
    row = *edit->second;
    for (auto* field : {&row.first_name, &row.infix, &row.last_name, &row.year_group, &row.roles}) {
      *field = text::tidy(*field);
    }
    lists.understand(school, row);
  }
}

ImportId insert(database::Transaction& tx, const StoredImport& stored, UtcSeconds now) {
  return tx
      .row<ImportId>(
          "insert into imports (school_id, created_by, kind, file_name, state, sealed_rows, "
          "row_count, created_at) values (:school, :maker, :kind, :file_name, 'ready', :rows, "
          ":count, :now) returning id",
          {{"school", stored.school},
           {"maker", stored.created_by},
           {"kind", stored.kind},
           {"file_name", stored.file_name},
           {"rows", stored.sealed_rows},
           {"count", stored.row_count},
           {"now", now}})
      .value();
}

/// What may have changed since the list was checked. Whether all can still be stored is seen when
/// it is.
Expected<Nothing> start_saving(database::Transaction& tx, const accounts::Actor& actor,
                               const StoredImport& stored, std::int64_t wanted) {
  if (auto may = accounts::still_administrates(tx, actor, stored.school); !may) return may;
  // The last supervisor may have left since the list came.
  if (auto may = may_come(tx, stored.school, stored.kind); !may) return may;
  if (auto may = no_other_is_being_saved(tx, stored); !may) return may;
  const auto started = tx.execute(
      "update imports set state = 'saving', done = 0, interrupted = 0, row_count = :count "
      "where id = :import and state = 'ready' and version = :version",
      {{"count", wanted}, {"import", stored.id}, {"version", stored.version}});
  if (started == 0) return refuse(RefusalKind::conflict, "conflict");
  return Nothing{};
}

}  // namespace

Expected<std::vector<RowEdit>> read_rows(const ImportKind& lists, const schools::School& school,
                                         sheets::Table table) {
  const auto columns = find_columns(lists.headings, table);
  if (!columns) return std::unexpected(columns.error());
  std::vector<RowEdit> rows;
  rows.reserve(table.rows.size());
  for (auto& row : table.rows) {
    auto& edit = rows.emplace_back();
    // Edits name a row by its number, so a file that repeats one gets the next that is free.
    edit.number =
        rows.size() < 2 ? row.number : std::max(row.number, rows[rows.size() - 2].number + 1);
    reflect::for_each_field<RowEdit>([&]<class C, class F>(std::string_view name, F C::*member) {
      if constexpr (std::is_same_v<F, std::string>) {
        const auto column = columns->find(name);
        if (column != columns->end()) edit.*member = std::move(row.cells[column->second]);
      }
    });
    lists.understand(school, edit);
  }
  return rows;
}

std::string seal_rows(const crypto::SealKey& key, SchoolId school, UserId creator,
                      const std::vector<RowEdit>& rows) {
  return key.seal(http::json::to_text(rows), context_of(school, creator));
}

std::vector<RowEdit> open_rows(const crypto::SealKey& key, const StoredImport& stored) {
  const auto text = key.open(stored.sealed_rows, context_of(stored.school, stored.created_by));
  if (!text) throw std::runtime_error("an import was sealed with another secret file");
  std::vector<RowEdit> rows;
  std::vector<http::json::Fault> faults;
  http::json::decode(boost::json::parse(*text), rows, "", faults);
  return rows;
}

Expected<Import> upload(const Settings& settings, const accounts::Actor& actor,
                        const UploadRequest& request) {
  auto& database = settings.database;
  const auto school = database.read([&](database::Transaction& tx) -> Expected<schools::School> {
    if (auto may = may_upload(tx, actor, request); !may) return std::unexpected(may.error());
    return schools::find(tx, request.school).value();
  });
  if (!school) return std::unexpected(school.error());
  auto table = sheets::read_in_child(request.file.bytes);
  if (!table) return std::unexpected(table.error());
  const auto& lists = lists_of(request.kind);
  auto rows = read_rows(lists, *school, *std::move(table));
  if (!rows) return std::unexpected(rows.error());
  StoredImport stored{.id = {},
                      .school = request.school,
                      .created_by = actor.user,
                      .kind = request.kind,
                      .file_name = base_name(request.file_name),
                      .sealed_rows = {},
                      .row_count = std::ssize(*rows)};
  auto import = database.read([&](database::Transaction& tx) {
    lists.complete(tx, *rows);
    return answer(tx, *school, stored, *rows);
  });
  stored.sealed_rows = seal_rows(settings.seal_key, request.school, actor.user, *rows);
  const auto id = database.write([&](database::Transaction& tx) -> Expected<ImportId> {
    if (auto may = accounts::still_administrates(tx, actor, request.school); !may) {
      return std::unexpected(may.error());
    }
    if (auto may = may_upload(tx, actor, request); !may) return std::unexpected(may.error());
    return insert(tx, stored, actor.now);
  });
  if (!id) return std::unexpected(id.error());
  import.id = *id;
  return import;
}

Expected<Import> find_import(const Settings& settings, const accounts::Actor& actor,
                             const ImportRequest& request) {
  return settings.database.read([&](database::Transaction& tx) -> Expected<Import> {
    const auto stored = load(tx, actor, request.school, request.import);
    if (!stored) return unknown();
    const bool saving = stored->state == ImportState::saving;
    return answer(tx, schools::find(tx, request.school).value(), *stored,
                  saving ? std::vector<RowEdit>() : open_rows(settings.seal_key, *stored));
  });
}

Expected<Import> edit_import(const Settings& settings, const accounts::Actor& actor,
                             const EditRequest& request) {
  auto draft = settings.database.read([&](database::Transaction& tx) -> Expected<Draft> {
    auto stored = load_ready(tx, actor, request.school, request.import);
    if (!stored) return std::unexpected(stored.error());
    auto rows = open_rows(settings.seal_key, *stored);
    const auto school = schools::find(tx, request.school).value();
    apply_edits(rows, request.rows, lists_of(stored->kind), school);
    stored->interrupted = false;
    stored->sealed_rows = seal_rows(settings.seal_key, request.school, actor.user, rows);
    auto import = answer(tx, school, *stored, std::move(rows));
    return Draft{.stored = *std::move(stored), .import = std::move(import)};
  });
  if (!draft) return std::unexpected(draft.error());
  return settings.database.write([&](database::Transaction& tx) -> Expected<Import> {
    if (auto may = accounts::still_administrates(tx, actor, request.school); !may) {
      return std::unexpected(may.error());
    }
    const auto changed = tx.execute(
        "update imports set sealed_rows = :rows, interrupted = 0, version = version + 1 "
        "where id = :import and state = 'ready' and version = :version",
        {{"rows", draft->stored.sealed_rows},
         {"import", request.import},
         {"version", draft->stored.version}});
    if (changed == 0) return refuse(RefusalKind::conflict, "conflict");
    return draft->import;
  });
}

Expected<Import> save_import(const Settings& settings, const accounts::Actor& actor,
                             const ImportRequest& request) {
  auto draft = settings.database.read([&](database::Transaction& tx) -> Expected<Draft> {
    auto stored = load_ready(tx, actor, request.school, request.import);
    if (!stored) return std::unexpected(stored.error());
    auto import = answer(tx, schools::find(tx, request.school).value(), *stored,
                         open_rows(settings.seal_key, *stored));
    return Draft{.stored = *std::move(stored), .import = std::move(import)};
  });
  if (!draft) return std::unexpected(draft.error());
  auto& import = draft->import;
  if (auto may = may_save(import.rows); !may) return std::unexpected(may.error());
  import.state = ImportState::saving;
  import.interrupted = false;
  import.progress = {.done = 0, .total = std::ranges::count(import.rows, false, &ImportRow::skip)};
  auto started = settings.database.write([&](database::Transaction& tx) {
    return start_saving(tx, actor, draft->stored, import.progress.total);
  });
  if (!started) return std::unexpected(started.error());
  settings.runner.save(request.import);
  return std::move(import);
}

Expected<Nothing> delete_import(database::Transaction& tx, const accounts::Actor& actor,
                                const ImportRequest& request) {
  if (auto may = accounts::still_administrates(tx, actor, request.school); !may) return may;
  const auto stored = load(tx, actor, request.school, request.import);
  if (!stored) return unknown();
  if (stored->state == ImportState::saving) return refuse(RefusalKind::conflict, "conflict");
  tx.execute("delete from imports where id = :import", {{"import", request.import}});
  return Nothing{};
}

Expected<ImportList> list_imports(database::Transaction& tx, const accounts::Actor& actor,
                                  const ImportListRequest& request) {
  return ImportList{tx.rows<ImportSummary>(
      "select id, kind, file_name, state, row_count, created_at from imports "
      "where school_id = :school and created_by = :actor order by created_at desc, id desc limit "
      ":most",
      {{"school", request.school}, {"actor", actor.user}, {"most", kMostListed}})};
}

Expected<http::Download> template_file(database::Transaction& tx, const accounts::Actor&,
                                       const TemplateRequest& request) {
  return lists_of(request.kind).template_file(schools::find(tx, request.school).value());
}

}  // namespace lexipoort::people
