#include "platform/fetch/fetch.h"

#include <gtest/gtest.h>

#include <asio/ip/tcp.hpp>
#include <chrono>
#include <filesystem>
#include <thread>

namespace lexipoort::fetch {
namespace {

/// A web server that sends one set text to one visitor, and then waits until the visitor leaves.
class Peer {
 public:
  explicit Peer(std::string answer) : answer_(std::move(answer)) {}
  ~Peer() {
    // Wakes the server when nobody came.
    asio::ip::tcp::iostream("127.0.0.1", std::to_string(port()));
  }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(port()) + "/keys?of=us";
  }
  [[nodiscard]] std::string request() {
    server_.join();
    server_ = std::jthread([] {});
    return request_;
  }

 private:
  void serve() {
    asio::ip::tcp::iostream visitor(acceptor_.accept());
    std::string line;
    while (std::getline(visitor, line) && line != "\r") request_ += line + "\n";
    visitor << answer_ << std::flush;
    while (std::getline(visitor, line)) continue;
  }

  std::string answer_;
  std::string request_;
  asio::io_context context_;
  asio::ip::tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
  std::jthread server_{[this] { serve(); }};
};

std::string reply(const std::string& status, const std::string& body) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body;
}

TEST(Fetch, tells_the_status_and_the_body) {
  Peer peer(reply("200 OK", "{\"keys\":[]}"));
  const auto answer = get(peer.url());
  ASSERT_TRUE(answer) << answer.error();
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "{\"keys\":[]}");
  EXPECT_TRUE(peer.request().starts_with("GET /keys?of=us HTTP/1.1\r\n"));
}

TEST(Fetch, an_answer_that_is_no_success_is_an_answer) {
  Peer peer(reply("404 Not Found", "no"));
  const auto answer = get(peer.url());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 404);
}

TEST(Fetch, a_redirect_is_not_followed) {
  Peer inside(reply("200 OK", "secret"));
  Peer peer("HTTP/1.1 302 Found\r\nLocation: " + inside.url() + "\r\nContent-Length: 0\r\n\r\n");
  const auto answer = get(peer.url());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 302);
  EXPECT_EQ(answer->body, "");
}

TEST(Fetch, a_body_up_to_the_limit_is_read_and_no_more) {
  {
    Peer peer(reply("200 OK", std::string(1000, 'x')));
    const auto answer = get(peer.url(), 1000);
    ASSERT_TRUE(answer) << answer.error();
    EXPECT_EQ(answer->body.size(), 1000U);
  }
  Peer peer(reply("200 OK", std::string(1001, 'x')));
  const auto answer = get(peer.url(), 1000);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), "the answer is too large");
}

TEST(Fetch, a_body_of_unknown_size_is_bounded_too) {
  Peer peer("HTTP/1.1 200 OK\r\n\r\n" + std::string(500'000, 'x'));
  EXPECT_FALSE(get(peer.url()));
}

TEST(Fetch, a_body_that_breaks_off_is_an_error) {
  std::string url;
  std::expected<Answer, std::string> answer;
  {
    asio::io_context context;
    asio::ip::tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
    url = "http://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port());
    const std::jthread server([&] {
      asio::ip::tcp::iostream visitor(acceptor.accept());
      std::string line;
      while (std::getline(visitor, line) && line != "\r") continue;
      visitor << "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"keys\":" << std::flush;
    });
    answer = get(url);
  }
  EXPECT_FALSE(answer);
  EXPECT_FALSE(get(url)) << "nobody is there any more";
}

TEST(Fetch, only_the_web_is_read) {
  const auto here = std::filesystem::read_symlink("/proc/self/exe").string();
  for (const auto& url : {"file://" + here, std::string("ftp://127.0.0.1/"), std::string("dict://"),
                          std::string(), std::string("no url")}) {
    EXPECT_FALSE(get(url, 1U << 30U)) << url;
  }
}

TEST(Fetch, who_says_nothing_holds_us_up_for_five_seconds_at_most) {
  Peer peer("");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(get(peer.url()));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(8));
}

}  // namespace
}  // namespace lexipoort::fetch
