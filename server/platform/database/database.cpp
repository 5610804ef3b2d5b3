#include "platform/database/database.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <deque>
#include <map>
#include <stdexcept>
#include <unordered_map>

#include "platform/database/sqlite.h"

namespace lexipoort::database {
namespace {

/// Collisions of writers are rare and short; after so many in a row something else is wrong.
constexpr int kAttempts = 20;

struct BoundValue {
  long long integer = 0;
  double real = 0;
  std::string text;
  soci::indicator indicator = soci::i_ok;
};

bool is_word(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         (character >= '0' && character <= '9') || character == '_';
}

/// Replaces `each(:name)` by the table it stands for.
std::string with_lists(Engine engine, std::string_view sql, const Parameters& parameters) {
  static constexpr std::string_view kEach = "each(:";
  std::string text(sql);
  for (auto at = text.find(kEach); at != std::string::npos; at = text.find(kEach, at)) {
    const auto start = at + kEach.size();
    const auto end = text.find(')', start);
    const std::string name = text.substr(start, end - start);
    const auto parameter = std::ranges::find(parameters, name, &Parameter::name);
    if (parameter == parameters.end() || !std::holds_alternative<List>(parameter->value)) {
      throw std::logic_error("each(:" + name + ") has no list");
    }
    const auto table = dialect::list_table(engine, name, std::get<List>(parameter->value).columns);
    text.replace(at, end + 1 - at, table);
    at += table.size();
  }
  return text;
}

/// SQLite binds a forgotten parameter as NULL without a word, so the names are checked here.
void require_parameters(std::string_view sql, const Parameters& parameters) {
  for (std::size_t at = sql.find(':'); at != std::string_view::npos; at = sql.find(':', at + 1)) {
    std::size_t end = at + 1;
    while (end < sql.size() && is_word(sql[end])) ++end;
    const auto name = sql.substr(at + 1, end - at - 1);
    if (!name.empty() &&
        std::ranges::find(parameters, name, &Parameter::name) == parameters.end()) {
      throw std::logic_error("no value for :" + std::string(name) + " in: " + std::string(sql));
    }
  }
}

Kind kind_of_value(const Value& value) {
  if (std::holds_alternative<std::int64_t>(value)) return Kind::integer;
  if (std::holds_alternative<double>(value)) return Kind::real;
  return Kind::text;
}

Kind kind_of_parameter(const Parameter& parameter) {
  if (std::holds_alternative<List>(parameter.value)) return Kind::text;
  return kind_of_value(std::get<Value>(parameter.value));
}

void set(BoundValue& bound, const Value& value) {
  bound.indicator = std::holds_alternative<std::nullptr_t>(value) ? soci::i_null : soci::i_ok;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) bound.integer = *integer;
  if (const auto* real = std::get_if<double>(&value)) bound.real = *real;
  if (const auto* text = std::get_if<std::string>(&value)) bound.text = *text;
}

/// A statement prepared by SOCI, with the places that its parameters are read from and its columns
/// are written to. The places must not move: SOCI keeps their addresses.
class SociStatement {
 public:
  SociStatement(soci::session& session, const std::string& text, const Parameters& parameters,
                std::span<const ListColumn> columns)
      : statement_(session), columns_(columns.size()), slots_(columns.size()) {
    for (const auto& parameter : parameters) bind(parameter);
    for (std::size_t index = 0; index < columns.size(); ++index) {
      receive(columns_[index], columns[index].kind);
    }
    statement_.alloc();
    statement_.prepare(text);
    statement_.define_and_bind();
  }

  std::int64_t run(const Parameters& parameters,
                   const std::function<void(std::span<const Slot>)>& on_row) {
    for (std::size_t index = 0; index < parameters.size(); ++index) {
      const auto& value = parameters[index].value;
      if (const auto* list = std::get_if<List>(&value)) {
        parameters_[index].text = to_json(*list);
      } else {
        set(parameters_[index], std::get<Value>(value));
      }
    }
    bool more = statement_.execute(true);
    while (more && !slots_.empty()) {
      for (std::size_t index = 0; index < slots_.size(); ++index) {
        const auto& column = columns_[index];
        slots_[index] = {column.indicator == soci::i_null, column.integer, column.real,
                         column.text};
      }
      on_row(slots_);
      more = statement_.fetch();
    }
    return slots_.empty() ? statement_.get_affected_rows() : 0;
  }

 private:
  void bind(const Parameter& parameter) {
    auto& place = parameters_.emplace_back();
    const std::string name(parameter.name);
    switch (kind_of_parameter(parameter)) {
      case Kind::integer:
        statement_.exchange(soci::use(place.integer, place.indicator, name));
        break;
      case Kind::real:
        statement_.exchange(soci::use(place.real, place.indicator, name));
        break;
      case Kind::text:
        statement_.exchange(soci::use(place.text, place.indicator, name));
        break;
    }
  }

  void receive(BoundValue& place, Kind kind) {
    switch (kind) {
      case Kind::integer:
        statement_.exchange(soci::into(place.integer, place.indicator));
        break;
      case Kind::real:
        statement_.exchange(soci::into(place.real, place.indicator));
        break;
      case Kind::text:
        statement_.exchange(soci::into(place.text, place.indicator));
        break;
    }
  }

  soci::statement statement_;
  std::deque<BoundValue> parameters_;
  std::deque<BoundValue> columns_;
  std::vector<Slot> slots_;
};

/// What went wrong without the values that were bound: they are about people, and this is logged.
std::string brief(const soci::soci_error& error) {
  const auto message = error.get_error_message();
  return "database: " + message.substr(0, message.find('\n'));
}

bool is_collision(const soci::soci_error& error) {
  const auto* postgresql = dynamic_cast<const soci::postgresql_soci_error*>(&error);
  if (postgresql == nullptr) return false;
  const std::string state = postgresql->sqlstate();
  // 23505: somebody stored the same key a moment earlier; the rule sees it the next time round.
  return state == "40001" || state == "40P01" || state == "23505";
}

}  // namespace

std::string to_json(const List& list) {
  boost::json::array rows;
  rows.reserve(list.rows.size());
  for (const auto& row : list.rows) {
    boost::json::array values;
    values.reserve(row.size());
    for (const auto& value : row) {
      std::visit([&](const auto& held) { values.push_back(boost::json::value_from(held)); }, value);
    }
    if (values.size() == 1) {
      rows.push_back(std::move(values.front()));
    } else {
      rows.push_back(std::move(values));
    }
  }
  return boost::json::serialize(rows);
}

using Prepared = std::variant<sqlite::Statement, SociStatement>;

/// One connection with its prepared statements.
class Session {
 public:
  Session(soci::session& session, Engine engine, std::atomic<std::uint64_t>& statements)
      : session_(session), engine_(engine), statements_(statements) {}

  std::int64_t run(std::string_view sql, const Parameters& parameters,
                   std::span<const ListColumn> columns,
                   const std::function<void(std::span<const Slot>)>& on_row) {
    auto& prepared = prepare(sql, parameters, columns);
    statements_.fetch_add(1, std::memory_order_relaxed);
    if (auto* statement = std::get_if<sqlite::Statement>(&prepared)) {
      return statement->run(parameters, columns, on_row);
    }
    return std::get<SociStatement>(prepared).run(parameters, on_row);
  }

  void control(std::string_view sql) {
    if (engine_ == Engine::sqlite) {
      std::get<sqlite::Statement>(prepare(sql, {}, {})).run({}, {}, {});
    } else {
      session_ << std::string(sql);
    }
  }

  void require_connection() {
    if (!broken_) return;
    prepared_.clear();
    session_.reconnect();
    for (const auto statement : dialect::session_setup(engine_)) control(statement);
    broken_ = false;
  }

  /// A connection that cannot even roll back is made anew before its next use.
  void roll_back() noexcept {
    try {
      control("rollback");
    } catch (const std::exception&) {
      broken_ = true;
    }
  }

 private:
  Prepared& prepare(std::string_view sql, const Parameters& parameters,
                    std::span<const ListColumn> columns) {
    std::string text = with_lists(engine_, sql, parameters);
    std::string key = text;
    key += '|';
    for (const auto& parameter : parameters) {
      key += parameter.name;
      key += static_cast<char>('0' + static_cast<int>(kind_of_parameter(parameter)));
    }
    key += '|';
    for (const auto& column : columns)
      key += static_cast<char>('0' + static_cast<int>(column.kind));
    if (const auto known = prepared_.find(key); known != prepared_.end()) return *known->second;

    require_parameters(text, parameters);
    auto made = engine_ == Engine::sqlite
                    ? std::make_unique<Prepared>(std::in_place_type<sqlite::Statement>,
                                                 connection(), text, parameters)
                    : std::make_unique<Prepared>(std::in_place_type<SociStatement>, session_, text,
                                                 parameters, columns);
    return *prepared_.emplace(std::move(key), std::move(made)).first->second;
  }

  /// SOCI has SQLite's names in a namespace of its own.
  sqlite3* connection() {
    auto* backend = static_cast<soci::sqlite3_session_backend*>(session_.get_backend());
    return reinterpret_cast<sqlite3*>(backend->conn_);
  }

  soci::session& session_;
  Engine engine_;
  std::atomic<std::uint64_t>& statements_;
  std::unordered_map<std::string, std::unique_ptr<Prepared>> prepared_;
  bool broken_ = false;
};

std::int64_t Transaction::execute(std::string_view sql, const Parameters& parameters) {
  return run(sql, parameters, {}, {});
}

std::int64_t Transaction::run(std::string_view sql, const Parameters& parameters,
                              std::span<const ListColumn> columns, const OnRow& on_row) {
  return session_.run(sql, parameters, columns, on_row);
}

namespace {

/// SOCI's pool, with a Session (and its prepared statements) for each connection in it.
class Pool {
 public:
  Pool(Engine engine, const std::string& connect, std::size_t size,
       std::atomic<std::uint64_t>& statements)
      : connections_(size) {
    for (std::size_t index = 0; index < size; ++index) {
      auto& connection = connections_.at(index);
      if (engine == Engine::sqlite) {
        connection.open(soci::sqlite3, connect);
      } else {
        connection.open(soci::postgresql, connect);
      }
      sessions_.push_back(std::make_unique<Session>(connection, engine, statements));
      for (const auto statement : dialect::session_setup(engine)) {
        sessions_.back()->control(statement);
      }
    }
  }

  template <class Use>
  void with_session(Use&& use) {
    const std::size_t position = connections_.lease();
    struct GiveBack {
      soci::connection_pool& connections;
      std::size_t position;
      ~GiveBack() { connections.give_back(position); }
    } const give_back{connections_, position};
    use(*sessions_[position]);
  }

 private:
  soci::connection_pool connections_;
  // After the pool, so that prepared statements go before the connections they belong to.
  std::vector<std::unique_ptr<Session>> sessions_;
};

struct Target {
  Engine engine;
  std::string connect;
};

Target target_of(const std::string& url) {
  if (url.starts_with("postgres://") || url.starts_with("postgresql://")) {
    // SOCI takes a URL without a query for a list of its own options.
    const bool has_query = url.find('?') != std::string::npos;
    return {Engine::postgresql, has_query ? url : url + "?application_name=lexipoort"};
  }
  std::string path = url;
  for (const std::string_view scheme : {"sqlite://", "sqlite:"}) {
    if (path.starts_with(scheme)) {
      path.erase(0, scheme.size());
      break;
    }
  }
  if (path.empty() || path.find("://") != std::string::npos ||
      path.find('"') != std::string::npos) {
    throw std::runtime_error("--database wants sqlite:PATH or postgres://USER@HOST/NAME, not \"" +
                             url.substr(0, url.find(':')) + ":…\"");
  }
  return {Engine::sqlite, "db=\"" + path + "\""};
}

}  // namespace

struct Database::Pools {
  Engine engine = Engine::sqlite;
  std::atomic<std::uint64_t> statements = 0;
  std::unique_ptr<Pool> readers;
  std::unique_ptr<Pool> writer;  // SQLite only: one connection, so one writer at a time

  Pool& of(Access access) { return access == Access::write && writer ? *writer : *readers; }
};

Database::Database(const std::string& url, std::size_t connections)
    : pools_(std::make_unique<Pools>()) {
  const auto target = target_of(url);
  pools_->engine = target.engine;
  try {
    if (target.engine == Engine::sqlite) {
      sqlite::set_up();
      pools_->writer = std::make_unique<Pool>(target.engine, target.connect, 1, pools_->statements);
    }
    pools_->readers =
        std::make_unique<Pool>(target.engine, target.connect, connections, pools_->statements);
  } catch (const soci::soci_error& error) {
    throw std::runtime_error(std::string("the database cannot be opened: ") + error.what());
  }
}

Database::~Database() = default;

Engine Database::engine() const {
  return pools_->engine;
}

std::uint64_t Database::statements() const {
  return pools_->statements.load();
}

void Database::alone(const std::function<void(Transaction&)>& statement) {
  pools_->readers->with_session([&](Session& session) {
    try {
      session.require_connection();
      Transaction tx(session);
      statement(tx);
    } catch (const soci::soci_error& error) {
      session.roll_back();
      throw std::runtime_error(brief(error));
    }
  });
}

void Database::attempt(Access access, const std::function<Outcome(Transaction&)>& work) {
  const auto begin =
      access == Access::read ? dialect::begin_read(engine()) : dialect::begin_write(engine());
  pools_->of(access).with_session([&](Session& session) {
    for (int attempts_left = kAttempts;; --attempts_left) {
      try {
        session.require_connection();
        session.control(begin);
        Transaction tx(session);
        if (work(tx) == Outcome::store) {
          session.control("commit");
        } else {
          session.roll_back();
        }
        return;
      } catch (const soci::soci_error& error) {
        session.roll_back();
        if (!is_collision(error) || attempts_left == 1) throw std::runtime_error(brief(error));
      } catch (...) {
        session.roll_back();
        throw;
      }
    }
  });
}

}  // namespace lexipoort::database
