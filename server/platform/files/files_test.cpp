#include "platform/files/files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace lexipoort::files {
namespace {

namespace fs = std::filesystem;

class StoreTest : public testing::Test {
 protected:
  StoreTest()
      : folder_(fs::temp_directory_path() / ("lexipoort-store-" + std::to_string(::getpid()))),
        store_(folder_) {
    fs::remove_all(folder_);
    store_.prepare();
  }
  ~StoreTest() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string type_of(std::string_view bytes) const {
    EXPECT_TRUE(store_.write(1, 0, bytes));
    return store_.look_into(1).media_type;
  }
  [[nodiscard]] std::string kept(const std::string& sha256) const {
    std::ifstream file(store_.path_of(sha256), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  fs::path folder_;
  Store store_;
};

TEST_F(StoreTest, says_what_is_in_a_part_whatever_it_is_called) {
  EXPECT_EQ(type_of("%PDF-1.4\n%%EOF\n"), "application/pdf");
  EXPECT_EQ(type_of("WEBVTT\n\n00:00.000 --> 00:01.000\nHoi\n"), "text/vtt");
  EXPECT_EQ(type_of("<html><script>alert(1)</script></html>"), "text/html");
  EXPECT_EQ(type_of("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"), "image/svg+xml");
  EXPECT_EQ(type_of(std::string(1000, 'x') + "koly" + std::string(508, '\0')),
            "application/x-apple-diskimage");
  EXPECT_EQ(type_of("koly"), "text/plain");
}

TEST_F(StoreTest, writes_over_what_was_cut_off) {
  EXPECT_TRUE(store_.write(1, 0, "abc"));
  EXPECT_TRUE(store_.write(1, 3, "rubbish"));
  EXPECT_TRUE(store_.write(1, 3, "d"));
  store_.keep(1, store_.look_into(1).sha256);
  // sha256sum of "abcd"
  EXPECT_EQ(kept("88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589"), "abcd");
}

TEST_F(StoreTest, keeps_twice_without_harm_and_drops) {
  const std::string sum(64, 'a');
  EXPECT_TRUE(store_.write(1, 0, "abcd"));
  store_.keep(1, sum);
  store_.keep(1, sum);
  store_.drop_part(1);
  store_.drop_part(1);
  EXPECT_EQ(kept(sum), "abcd");
  EXPECT_TRUE(store_.settled().empty());
  const auto yesterday = fs::file_time_type::clock::now() - std::chrono::hours(25);
  fs::last_write_time(store_.path_of(sum), yesterday);
  // What is not named by a sum is somebody else's: a secret, a database.
  std::ofstream(folder_ / "secret.key") << "x";
  fs::last_write_time(folder_ / "secret.key", yesterday);
  EXPECT_EQ(store_.settled(), std::vector<std::string>{sum});
  store_.drop(sum);
  EXPECT_FALSE(fs::exists(store_.path_of(sum)));
}

TEST_F(StoreTest, keeps_bytes_at_hand) {
  store_.keep("hoi", "sum");
  EXPECT_EQ(kept("sum"), "hoi");
}

TEST_F(StoreTest, names_the_folder_that_cannot_be_made) {
  std::ofstream(folder_ / "file") << "x";
  try {
    Store(folder_ / "file" / "below").prepare();
    FAIL() << "it was made";
  } catch (const std::runtime_error& fault) {
    EXPECT_NE(std::string(fault.what()).find("file/below"), std::string::npos) << fault.what();
  }
}

}  // namespace
}  // namespace lexipoort::files
