#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/expected.h"
#include "base/ids.h"
#include "base/reflect.h"
#include "platform/database/dialect.h"

/// One way to SQLite and PostgreSQL: the same SQL text, named parameters, described structs.
///
///     tx.rows<Pupil>("select id, name from pupils where school_id = :school", {{"school", id}})
///
/// A list is bound whole and used as a table, so that work on many rows is one statement:
///
///     tx.execute("delete from links where pupil_id in (select value from each(:pupils))",
///                {{"pupils", pupils}})
namespace lexipoort::database {

/// One column of a row as it came from the database; the text stands there until the next row.
struct Slot {
  bool null = true;
  long long integer = 0;
  double real = 0;
  std::string_view text;
};

namespace detail {

template <class T>
constexpr Kind kind_of() {
  if constexpr (reflect::Optional<T>) {
    return kind_of<typename T::value_type>();
  } else if constexpr (std::is_same_v<T, std::string> || reflect::Enum<T>) {
    return Kind::text;
  } else if constexpr (std::is_floating_point_v<T>) {
    return Kind::real;
  } else {
    static_assert(std::is_integral_v<T> || reflect::Identifier<T>, "no column holds this type");
    return Kind::integer;
  }
}

template <class T>
void take(const Slot& slot, T& value) {
  if constexpr (reflect::Optional<T>) {
    if (slot.null) {
      value.reset();
    } else {
      take(slot, value.emplace());
    }
  } else if constexpr (reflect::Identifier<T>) {
    value.value = slot.integer;
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (slot.null) {
      value.clear();
    } else {
      value = slot.text;
    }
  } else if constexpr (reflect::Enum<T>) {
    value = reflect::enum_value<T>(slot.text).value();
  } else if constexpr (std::is_floating_point_v<T>) {
    value = slot.null ? 0 : slot.real;
  } else {
    value = static_cast<T>(slot.null ? 0 : slot.integer);
  }
}

template <class Row>
std::vector<ListColumn> columns_of() {
  std::vector<ListColumn> columns;
  if constexpr (reflect::Struct<Row>) {
    reflect::for_each_field<Row>([&]<class C, class T>(std::string_view name, T C::*) {
      columns.push_back({std::string(name), kind_of<T>()});
    });
  } else {
    columns.push_back({"value", kind_of<Row>()});
  }
  return columns;
}

template <class Row>
void take_row(std::span<const Slot> slots, Row& row) {
  if constexpr (reflect::Struct<Row>) {
    std::size_t index = 0;
    reflect::for_each_field<Row>(
        [&](std::string_view, auto member) { take(slots[index++], row.*member); });
  } else {
    take(slots[0], row);
  }
}

}  // namespace detail

using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

/// The rows of a list parameter, ready to be bound as one JSON text.
struct List {
  std::vector<ListColumn> columns;
  std::vector<std::vector<Value>> rows;
};

[[nodiscard]] inline Value to_value(double value) {
  return value;
}
[[nodiscard]] inline Value to_value(std::string value) {
  return Value(std::move(value));
}
[[nodiscard]] inline Value to_value(std::string_view value) {
  return Value(std::string(value));
}
[[nodiscard]] inline Value to_value(const char* value) {
  return Value(std::string(value));
}
template <std::integral T>
[[nodiscard]] Value to_value(T value) {
  return static_cast<std::int64_t>(value);
}
template <class Tag>
[[nodiscard]] Value to_value(Id<Tag> id) {
  return id.value;
}
template <reflect::Enum E>
[[nodiscard]] Value to_value(E value) {
  return Value(std::string(reflect::enum_name(value)));
}
template <class T>
[[nodiscard]] Value to_value(const std::optional<T>& value) {
  return value ? to_value(*value) : Value(nullptr);
}

template <class Row>
[[nodiscard]] List to_list(const std::vector<Row>& rows) {
  List list{.columns = detail::columns_of<Row>(), .rows = {}};
  list.rows.reserve(rows.size());
  for (const auto& row : rows) {
    auto& values = list.rows.emplace_back();
    if constexpr (reflect::Struct<Row>) {
      reflect::for_each_field<Row>(
          [&](std::string_view, auto member) { values.push_back(to_value(row.*member)); });
    } else {
      values.push_back(to_value(row));
    }
  }
  return list;
}

/// A list as `each(:name)` reads it.
[[nodiscard]] std::string to_json(const List& list);

/// A named parameter; `:name` in the SQL, or `each(:name)` for a list.
struct Parameter {
  std::string_view name;
  std::variant<Value, List> value;

  template <class T>
  Parameter(std::string_view parameter_name,
            const T& parameter_value)  // NOLINT(google-explicit-constructor)
      : name(parameter_name), value(to_value(parameter_value)) {}
  template <class Row>
  Parameter(std::string_view parameter_name, const std::vector<Row>& list)
      : name(parameter_name), value(to_list(list)) {}
};
using Parameters = std::vector<Parameter>;

class Session;

/// Work that is stored whole or not at all. Lives as long as the function it was given to.
class Transaction {
 public:
  explicit Transaction(Session& session) : session_(session) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// All rows, as described structs (columns in the order of the fields) or single values.
  template <class Row>
  [[nodiscard]] std::vector<Row> rows(std::string_view sql, const Parameters& parameters = {}) {
    std::vector<Row> found;
    run(sql, parameters, columns<Row>(),
        [&](std::span<const Slot> slots) { detail::take_row(slots, found.emplace_back()); });
    return found;
  }

  /// The same rows one after another, for thousands that need not be kept: `visit(const Row&)`.
  template <class Row, class Visit>
  void each(std::string_view sql, const Parameters& parameters, Visit&& visit) {
    Row row;
    run(sql, parameters, columns<Row>(), [&](std::span<const Slot> slots) {
      detail::take_row(slots, row);
      visit(std::as_const(row));
    });
  }

  /// The first row, if there is one.
  template <class Row>
  [[nodiscard]] std::optional<Row> row(std::string_view sql, const Parameters& parameters = {}) {
    auto found = rows<Row>(sql, parameters);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  }

  /// Inserts, updates or deletes; returns the number of rows it touched.
  std::int64_t execute(std::string_view sql, const Parameters& parameters = {});

 private:
  template <class Row>
  static std::span<const ListColumn> columns() {
    static const std::vector<ListColumn> described = detail::columns_of<Row>();
    return described;
  }

  using OnRow = std::function<void(std::span<const Slot>)>;
  std::int64_t run(std::string_view sql, const Parameters& parameters,
                   std::span<const ListColumn> columns, const OnRow& on_row);

  Session& session_;
};

/// A database with its pool of connections; safe to use from many threads.
class Database {
 public:
  /// `sqlite:PATH` (or a plain path) or `postgres://…`. Connections are made at once.
  /// Throws std::runtime_error with a sentence for the operator when it cannot be reached.
  Database(const std::string& url, std::size_t connections);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[nodiscard]] Engine engine() const;

  /// All rows of one statement that only reads. It sees one unchanging view by itself, which saves
  /// beginning and ending a transaction around it.
  template <class Row>
  [[nodiscard]] std::vector<Row> rows(std::string_view sql, const Parameters& parameters = {}) {
    std::vector<Row> found;
    alone([&](Transaction& tx) { found = tx.rows<Row>(sql, parameters); });
    return found;
  }

  /// Runs `work(Transaction&)` on one unchanging view of the data.
  template <class Work>
  auto read(Work&& work) {
    return in_transaction(Access::read, std::forward<Work>(work));
  }

  /// Runs `work(Transaction&)` as if it were the only writer, and stores what it did, unless it
  /// throws or returns a refusal. It may be run again from its start after a collision, so it
  /// must have no effect but through the transaction.
  template <class Work>
  auto write(Work&& work) {
    return in_transaction(Access::write, std::forward<Work>(work));
  }

  /// Statements run since the start, for tests that count them.
  [[nodiscard]] std::uint64_t statements() const;

 private:
  enum class Access { read, write };
  enum class Outcome { store, discard };

  template <class Work>
  auto in_transaction(Access access, Work&& work) {
    using Result = std::invoke_result_t<Work&, Transaction&>;
    if constexpr (std::is_void_v<Result>) {
      attempt(access, [&](Transaction& tx) {
        work(tx);
        return Outcome::store;
      });
    } else {
      std::optional<Result> result;
      attempt(access, [&](Transaction& tx) {
        result.emplace(work(tx));
        return stores(*result) ? Outcome::store : Outcome::discard;
      });
      return std::move(*result);
    }
  }

  template <class T>
  static bool stores(const T&) {
    return true;
  }
  template <class T>
  static bool stores(const Expected<T>& result) {
    return result.has_value();
  }

  void alone(const std::function<void(Transaction&)>& statement);
  void attempt(Access access, const std::function<Outcome(Transaction&)>& work);

  struct Pools;
  std::unique_ptr<Pools> pools_;
};

}  // namespace lexipoort::database
