#include "platform/http/server.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <asio/connect.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <optional>
#include <semaphore>
#include <thread>

#include "platform/http/lanes.h"

namespace lexipoort::http {
namespace {

using namespace std::chrono_literals;

struct Upload {
  RawBody file;
};
BOOST_DESCRIBE_STRUCT(Upload, (), (file))

const Policy kAnyone{"anyone", [](const Caller*, const PathValues&) { return Access::granted; }};

TEST(Budget, who_asks_for_too_much_takes_nothing_from_who_asks_for_little) {
  Budget budget(1000);
  std::atomic<bool> over = false;
  std::jthread greedy([&] {
    while (!over) EXPECT_FALSE(budget.take(1001));
  });
  for (int times = 0; times < 100'000; ++times) EXPECT_TRUE(budget.take(1000));
  over = true;
}

TEST(Budget, gives_back_what_is_let_go_of) {
  Budget budget(1000);
  auto first = budget.take(700);
  ASSERT_TRUE(first);
  EXPECT_FALSE(budget.take(301));
  EXPECT_TRUE(budget.take(300));
  first.reset();
  EXPECT_TRUE(budget.take(1000));
  EXPECT_FALSE(budget.take(1001));
  EXPECT_TRUE(budget.take(0));
}

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    routes_.add<Upload, Nothing>(
        {.method = Method::post, .path = "/upload", .policy = kAnyone, .summary = "Waits"},
        [this](Exchange&, const Upload& upload) { return wait_with(upload); });
    routes_.add<Upload, Nothing>(
        {.method = Method::post,
         .path = "/heavy",
         .policy = kAnyone,
         .summary = "Waits too",
         .lane = Lane::heavy},
        [this](Exchange&, const Upload& upload) { return wait_with(upload); });
    routes_.add<Nothing, PlainText>(
        {.method = Method::get, .path = "/api/address", .policy = kAnyone, .summary = "Whose"},
        [](Exchange& exchange, const Nothing&) -> Expected<PlainText> {
          return PlainText{exchange.request.address};
        });
    routes_.add<Nothing, StoredFile>(
        {.method = Method::get, .path = "/api/file", .policy = kAnyone, .summary = "Of this test"},
        [this](Exchange&, const Nothing&) -> Expected<StoredFile> {
          std::ofstream(path_) << kStory;
          return StoredFile{.path = path_,
                            .size = kStory.size(),
                            .etag = "sum",
                            .file_name = "één.txt",
                            .content_type = "text/plain"};
        });
    routes_.add<Nothing, StoredFile>(
        {.method = Method::get, .path = "/api/gone", .policy = kAnyone, .summary = "Not there"},
        [](Exchange&, const Nothing&) -> Expected<StoredFile> {
          return StoredFile{.path = "/nowhere/at/all",
                            .size = 10,
                            .etag = "sum",
                            .file_name = "weg.pdf",
                            .content_type = "application/pdf"};
        });
    server_.emplace(
        routes_, [](const Request&, UtcSeconds) { return nullptr; }, clock_, metrics_,
        ServerSettings{
            .port = 0, .public_url = "http://x", .workers = 2, .body_bytes = 1000, .web_root = {}});
    server_->start();
  }

  Expected<Nothing> wait_with(const Upload& upload) {
    received_ = std::string(upload.file.bytes);
    begun_.release();
    let_go_.acquire();
    return Nothing{};
  }

  /// The whole answer to a request on a connection of its own.
  [[nodiscard]] std::string send(const std::string& head, const std::string& body = "") const {
    asio::io_context context;
    asio::ip::tcp::socket socket(context);
    socket.connect({asio::ip::make_address("127.0.0.1"), server_->port()});
    const auto request = head + "\r\nHost: x\r\nConnection: close\r\nContent-Length: " +
                         std::to_string(body.size()) + "\r\n\r\n" + body;
    asio::write(socket, asio::buffer(request));
    std::string answer;
    asio::error_code end;
    asio::read(socket, asio::dynamic_buffer(answer), end);
    return answer;
  }

  [[nodiscard]] std::string upload(std::size_t bytes, const std::string& path = "/upload") const {
    return send("POST " + path + " HTTP/1.1", std::string(bytes, 'x'));
  }

  ~ServerTest() override { std::filesystem::remove(path_); }

  static constexpr std::string_view kStory = "Once upon a time";
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("lexipoort-story-" + std::to_string(::getpid()));
  SystemClock clock_;
  database::Database database_{"sqlite::memory:", 1};
  metrics::Metrics metrics_;
  Routes routes_{database_};
  std::string received_;
  std::counting_semaphore<> begun_{0};
  std::counting_semaphore<> let_go_{0};
  std::optional<Server> server_;
};

TEST_F(ServerTest, bodies_that_do_not_fit_in_its_memory_together_have_to_wait) {
  auto first = std::async(std::launch::async, [this] { return upload(700); });
  begun_.acquire();
  const auto refused = upload(301);
  EXPECT_TRUE(refused.starts_with("HTTP/1.1 503")) << refused;
  EXPECT_NE(refused.find("Retry-After: 2\r\n"), std::string::npos) << refused;
  let_go_.release(2);
  EXPECT_TRUE(first.get().starts_with("HTTP/1.1 204"));
  EXPECT_EQ(received_, std::string(700, 'x'));
  EXPECT_TRUE(upload(1000).starts_with("HTTP/1.1 204")) << "what was taken is given back";
}

TEST_F(ServerTest, heavy_bodies_leave_the_others_their_room_and_without_a_body_there_is_always) {
  auto heavy = std::async(std::launch::async, [this] { return upload(1000, "/heavy"); });
  EXPECT_TRUE(begun_.try_acquire_for(10s));
  auto other = std::async(std::launch::async, [this] { return upload(1000); });
  EXPECT_TRUE(begun_.try_acquire_for(10s));
  EXPECT_TRUE(upload(1, "/heavy").starts_with("HTTP/1.1 503"));
  EXPECT_TRUE(upload(1).starts_with("HTTP/1.1 503"));
  EXPECT_TRUE(send("GET /api/address HTTP/1.1").starts_with("HTTP/1.1 200"));
  let_go_.release(2);
  EXPECT_TRUE(heavy.get().starts_with("HTTP/1.1 204"));
  EXPECT_TRUE(other.get().starts_with("HTTP/1.1 204"));
}

TEST_F(ServerTest, believes_the_last_line_of_a_proxy_on_this_machine) {
  const auto address = [this](const std::string& lines) {
    const auto answer = send("GET /api/address HTTP/1.1" + lines);
    return answer.substr(answer.rfind("\r\n") + 2);
  };
  EXPECT_EQ(address(""), "127.0.0.1");
  EXPECT_EQ(address("\r\nX-Forwarded-For: 1.2.3.4, 145.1.2.3"), "145.1.2.3");
  EXPECT_EQ(address("\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: 145.1.2.3"), "145.1.2.3")
      << "a stranger's line stands before that of the proxy";
  EXPECT_EQ(address("\r\nX-Forwarded-For: ::ffff:145.1.2.3"), "145.1.2.3");
}

TEST_F(ServerTest, a_file_goes_out_from_disk_whole_or_in_part) {
  const auto whole = send("GET /api/file HTTP/1.1");
  EXPECT_TRUE(whole.starts_with("HTTP/1.1 200")) << whole;
  EXPECT_TRUE(whole.ends_with("\r\n\r\n" + std::string(kStory))) << whole;
  EXPECT_NE(whole.find("Content-Disposition: attachment; filename=\"____n.txt\"; "
                       "filename*=UTF-8''%C3%A9%C3%A9n.txt\r\n"),
            std::string::npos)
      << whole.substr(0, 1000);
  const auto part = send("GET /api/file HTTP/1.1\r\nRange: bytes=0-7");
  EXPECT_TRUE(part.starts_with("HTTP/1.1 206")) << part;
  EXPECT_TRUE(part.ends_with("\r\n\r\nOnce upo")) << part;
}

TEST_F(ServerTest, a_file_that_is_not_on_disk_is_a_fault_and_others_go_on) {
  const auto answer = send("GET /api/gone HTTP/1.1");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 500")) << answer;
  EXPECT_NE(answer.find(R"("code":"internal")"), std::string::npos) << answer;
  EXPECT_TRUE(send("GET /api/file HTTP/1.1").starts_with("HTTP/1.1 200"));
}

}  // namespace
}  // namespace lexipoort::http
