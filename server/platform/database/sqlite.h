#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "platform/database/database.h"

struct sqlite3;
struct sqlite3_stmt;

/// SQLite's statements without a layer in between: an overview is thousands of rows, and SOCI costs
/// more for each than SQLite itself does (docs/decisions/0015-sqlite-statements.md).
namespace lexipoort::database::sqlite {

/// For the whole program, before its first connection. A connection is one thread's at a time, and
/// nobody reads SQLite's counts of its memory: without locks around both, threads that read at once
/// do not wait for each other.
void set_up();

/// A prepared statement of a connection, which outlives it.
class Statement {
 public:
  /// Throws std::logic_error when a parameter does not occur in the text.
  Statement(sqlite3* connection, const std::string& text, const Parameters& parameters);

  /// Returns the number of rows it touched.
  std::int64_t run(const Parameters& parameters, std::span<const ListColumn> columns,
                   const std::function<void(std::span<const Slot>)>& on_row);

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  void bind(int place, const Value& value);
  void take_row(std::span<const ListColumn> columns);
  [[noreturn]] void fail() const;

  sqlite3* connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::vector<int> places_;
  std::vector<Slot> slots_;
};

}  // namespace lexipoort::database::sqlite
