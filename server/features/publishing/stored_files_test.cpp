#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "features/publishing/contents.h"
#include "features/publishing/uploads.h"
#include "platform/database/migrations.h"
#include "platform/database/test_database.h"

/// Files on disk beside their rows: what stays, and what goes after a day.
namespace lexipoort::publishing {
namespace {

namespace fs = std::filesystem;
using database::Engine;

constexpr UtcSeconds kNow = 1'795'000'000;
constexpr UtcSeconds kDay = 24LL * 3600;
/// The least that libmagic takes for a PDF.
constexpr std::string_view kPdf = "%PDF-1.4\n%%EOF\n";

class StoredFiles : public testing::TestWithParam<Engine> {
 protected:
  StoredFiles()
      : folder_(fs::temp_directory_path() / ("lexipoort-files-" + std::to_string(::getpid()))),
        store_(folder_) {
    fs::remove_all(folder_);
    database::migrate(database_);
    database_.write([](database::Transaction& tx) {
      tx.execute(
          "insert into users (id, kind, first_name, infix, last_name, search, sort_key, subject, "
          "created_at) values (1, 'operator', 'Uma', '', 'Uitgever', '', '', 'a', 0), "
          "(2, 'operator', 'Udo', '', 'Uitgever', '', '', 'b', 0)");
    });
    prepare_files(settings_);
    actor_.user = UserId{1};
    actor_.kind = accounts::Kind::operator_;
    actor_.now = kNow;
  }
  ~StoredFiles() override { fs::remove_all(folder_); }

  Upload begin(const std::string& name, std::int64_t size) {
    return database_
        .write([&](database::Transaction& tx) {
          return begin_upload(tx, actor_, {.file_name = name, .size = size});
        })
        .value();
  }
  Expected<Upload> send(UploadId upload, std::int64_t offset, std::string_view bytes) {
    return take_part(settings_, actor_, {.upload = upload, .offset = offset, .bytes = {bytes}});
  }
  Expected<File> finish(UploadId upload) { return finish_upload(settings_, actor_, {upload}); }
  File uploaded(const std::string& name, std::string_view bytes) {
    const auto upload = begin(name, static_cast<std::int64_t>(bytes.size()));
    EXPECT_TRUE(send(upload.id, 0, bytes));
    return finish(upload.id).value();
  }
  void use(const File& file) {
    NewContent content;
    content.kind = Kind::tool;
    content.title = "Hulp op afstand";
    content.file = file.id;
    const auto created = database_.write(
        [&](database::Transaction& tx) { return create_content(tx, actor_, content); });
    ASSERT_TRUE(created);
  }
  [[nodiscard]] std::size_t on_disk() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      if (entry.is_regular_file()) ++count;
    }
    return count;
  }
  std::int64_t rows(const std::string& table) {
    return database_.read([&](database::Transaction& tx) {
      return tx.row<std::int64_t>("select count(*) from " + table).value();
    });
  }

  database::TestDatabase test_{GetParam()};
  database::Database database_{test_.url(), 2};
  fs::path folder_;
  files::Store store_;
  Settings settings_{.database = database_, .store = store_};
  accounts::Actor actor_;
};

INSTANTIATE_TEST_SUITE_P(Databases, StoredFiles,
                         testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(StoredFiles, R8_1_equal_files_are_kept_once) {
  const auto first = uploaded("een.pdf", kPdf);
  const auto second = uploaded("twee.pdf", kPdf);
  EXPECT_NE(first.id, second.id);
  EXPECT_EQ(first.sha256, second.sha256);
  EXPECT_EQ(on_disk(), 1U);
  EXPECT_EQ(fs::file_size(store_.path_of(first.sha256)), kPdf.size());
}

TEST_P(StoredFiles, R8_1_finishing_twice_makes_one_file) {
  const auto upload = begin("een.pdf", static_cast<std::int64_t>(kPdf.size()));
  ASSERT_TRUE(send(upload.id, 0, kPdf));
  const auto first = finish(upload.id).value();
  EXPECT_EQ(finish(upload.id).value().id, first.id);
  EXPECT_EQ(rows("files"), 1);
}

TEST_P(StoredFiles, R8_1_an_upload_is_its_own_makers_only) {
  const auto upload = begin("een.pdf", static_cast<std::int64_t>(kPdf.size()));
  actor_.user = UserId{2};
  EXPECT_EQ(send(upload.id, 0, kPdf).error().code, "not_found");
  EXPECT_EQ(finish(upload.id).error().code, "not_found");
}

TEST_P(StoredFiles, R8_1_what_was_cut_off_is_written_over) {
  const auto upload = begin("een.pdf", static_cast<std::int64_t>(kPdf.size()));
  ASSERT_TRUE(send(upload.id, 0, kPdf.substr(0, 5)));
  // The program ended after writing, before it could tell the database.
  ASSERT_TRUE(store_.write(upload.id.value, 5, "rubbish that is longer than the file itself"));
  ASSERT_TRUE(send(upload.id, 5, kPdf.substr(5)));
  const auto file = finish(upload.id).value();
  EXPECT_EQ(fs::file_size(store_.path_of(file.sha256)), kPdf.size());
}

TEST_P(StoredFiles, R8_1_unfinished_uploads_go_after_a_day) {
  const auto upload = begin("een.pdf", 1000);
  ASSERT_TRUE(send(upload.id, 0, kPdf));
  clear_unused(settings_, kNow + kDay);
  EXPECT_EQ(on_disk(), 1U);
  clear_unused(settings_, kNow + kDay + 1);
  EXPECT_EQ(on_disk(), 0U);
  EXPECT_EQ(rows("uploads"), 0);
}

TEST_P(StoredFiles, R8_1_files_that_nothing_uses_go_after_a_day) {
  const auto used = uploaded("blijft.pdf", kPdf);
  use(used);
  uploaded("dubbel.pdf", kPdf);
  uploaded("weg.pdf", std::string(kPdf) + "x");
  clear_unused(settings_, kNow + kDay);
  EXPECT_EQ(rows("files"), 3);
  clear_unused(settings_, kNow + kDay + 1);
  EXPECT_EQ(rows("files"), 1);
  EXPECT_EQ(on_disk(), 1U);
  EXPECT_TRUE(fs::exists(store_.path_of(used.sha256)));
}

TEST_P(StoredFiles, R8_1_what_a_crash_left_without_a_row_goes_at_the_next_start) {
  const auto used = uploaded("blijft.pdf", kPdf);
  const auto orphan = store_.path_of(std::string(64, 'a'));
  std::ofstream(orphan) << "rest";
  prepare_files(settings_);
  EXPECT_TRUE(fs::exists(orphan));
  for (const auto& path : {orphan, store_.path_of(used.sha256)}) {
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(25));
  }
  prepare_files(settings_);
  EXPECT_FALSE(fs::exists(orphan));
  EXPECT_TRUE(fs::exists(store_.path_of(used.sha256)));
}

}  // namespace
}  // namespace lexipoort::publishing
