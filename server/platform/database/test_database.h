#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <stdexcept>
#include <string>

#include "platform/database/database.h"

/// For tests only: an empty database of their own, on SQLite or in the PostgreSQL cluster that
/// script/test has started.
namespace lexipoort::database {

inline void PrintTo(Engine engine, std::ostream* out) {
  *out << (engine == Engine::sqlite ? "sqlite" : "postgresql");
}

class TestDatabase {
 public:
  explicit TestDatabase(Engine engine)
      : engine_(engine), name_("test_" + std::to_string(::getpid())) {
    if (engine == Engine::sqlite) {
      remove_files();
      url_ = "sqlite:" + path();
    } else {
      const char* cluster = std::getenv("LEXIPOORT_TEST_POSTGRES");
      if (cluster == nullptr) {
        throw std::runtime_error("run through script/test, which starts PostgreSQL");
      }
      cluster_ = cluster;
      // A schema of its own: another test may run beside this one.
      drop_schema();
      Database(cluster_, 1).write([&](Transaction& tx) { tx.execute("create schema " + name_); });
      url_ = cluster_ + "&options=-c%20search_path%3D" + name_;
    }
  }
  /// After the Database on it.
  ~TestDatabase() {
    if (engine_ == Engine::sqlite) {
      remove_files();
    } else {
      drop_schema();
    }
  }
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  [[nodiscard]] std::string path() const {
    return (std::filesystem::temp_directory_path() / ("lexipoort-" + name_ + ".db")).string();
  }
  void remove_files() const {
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path() + suffix);
  }
  void drop_schema() const {
    Database(cluster_, 1).write([&](Transaction& tx) {
      tx.execute("drop schema if exists " + name_ + " cascade");
    });
  }

  Engine engine_;
  std::string name_;
  std::string cluster_;
  std::string url_;
};

}  // namespace lexipoort::database
