#include "platform/database/sqlite.h"

#include <sqlite3.h>

#include <mutex>
#include <stdexcept>

namespace lexipoort::database::sqlite {
namespace {

/// Leaves a statement as it was before it ran, also when whoever gets the rows throws: one that
/// is half-way holds the transaction up.
struct Rewind {
  sqlite3_stmt* statement;
  ~Rewind() {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }
};

}  // namespace

void set_up() {
  static std::once_flag once;
  std::call_once(once, [] {
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  });
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* connection, const std::string& text, const Parameters& parameters)
    : connection_(connection) {
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v3(connection, text.data(), static_cast<int>(text.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  statement_.reset(statement);
  if (result != SQLITE_OK) fail();
  for (const auto& parameter : parameters) {
    const auto name = ":" + std::string(parameter.name);
    places_.push_back(sqlite3_bind_parameter_index(statement, name.c_str()));
    if (places_.back() == 0)
      throw std::logic_error(std::string("no ").append(name).append(" in: ").append(text));
  }
}

std::int64_t Statement::run(const Parameters& parameters, std::span<const ListColumn> columns,
                            const std::function<void(std::span<const Slot>)>& on_row) {
  const Rewind rewind{statement_.get()};
  std::vector<Value> lists;  // their text must stand until the last row
  lists.reserve(parameters.size());
  for (std::size_t index = 0; index < parameters.size(); ++index) {
    const auto& value = parameters[index].value;
    const auto* list = std::get_if<List>(&value);
    bind(places_[index],
         list == nullptr ? std::get<Value>(value) : lists.emplace_back(to_json(*list)));
  }
  slots_.resize(columns.size());
  int step = sqlite3_step(statement_.get());
  for (; step == SQLITE_ROW; step = sqlite3_step(statement_.get())) {
    take_row(columns);
    if (!columns.empty()) on_row(slots_);
  }
  if (step != SQLITE_DONE) fail();
  return columns.empty() ? sqlite3_changes64(connection_) : 0;
}

void Statement::bind(int place, const Value& value) {
  auto* statement = statement_.get();
  int result = SQLITE_OK;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    result = sqlite3_bind_int64(statement, place, *integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    result = sqlite3_bind_double(statement, place, *real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    result = sqlite3_bind_text64(statement, place, text->data(), text->size(), SQLITE_STATIC,
                                 SQLITE_UTF8);
  } else {
    result = sqlite3_bind_null(statement, place);
  }
  if (result != SQLITE_OK) fail();
}

void Statement::take_row(std::span<const ListColumn> columns) {
  auto* statement = statement_.get();
  for (std::size_t index = 0; index < columns.size(); ++index) {
    auto& slot = slots_[index];
    const auto column = static_cast<int>(index);
    slot.null = sqlite3_column_type(statement, column) == SQLITE_NULL;
    if (slot.null) continue;
    switch (columns[index].kind) {
      case Kind::integer:
        slot.integer = sqlite3_column_int64(statement, column);
        break;
      case Kind::real:
        slot.real = sqlite3_column_double(statement, column);
        break;
      case Kind::text: {
        // As bytes: SQLite copies a text first to put a zero behind it.
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
        const auto size = sqlite3_column_bytes(statement, column);
        slot.text = {bytes, static_cast<std::size_t>(size)};
        break;
      }
    }
  }
}

void Statement::fail() const {
  throw std::runtime_error(std::string("database: ") + sqlite3_errmsg(connection_));
}

}  // namespace lexipoort::database::sqlite
