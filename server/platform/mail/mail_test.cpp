#include "platform/mail/mail.h"

#include <gtest/gtest.h>

#include <asio/ip/tcp.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <thread>
#include <vector>

namespace lexipoort::mail {
namespace {

Message message() {
  return {.from_name = "Lexipoort",
          .from_address = "noreply@lexipoort.example",
          .to_name = "Zoë \"de\" Boer",
          .to_address = "zoe@school.example",
          .subject = "Kies een wachtwoord — Lexipoort",
          .text = "Dag Zoë,\n\n.met een punt\n",
          .message_id = "7.1795529828"};
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

class FolderTest : public testing::Test {
 protected:
  FolderTest() {
    std::string made = (std::filesystem::temp_directory_path() / "lexipoort-XXXXXX").string();
    if (::mkdtemp(made.data()) == nullptr) throw std::runtime_error("no folder for the test");
    above = made;
    transport = make_transport("dir:" + folder().string());
  }
  ~FolderTest() override { std::filesystem::remove_all(above); }

  [[nodiscard]] std::filesystem::path folder() const { return above / "mail"; }

  [[nodiscard]] std::vector<std::string> mails() const {
    std::vector<std::string> texts;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(above)) {
      if (entry.is_directory()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return texts;
  }

  std::string written(const Message& mail) {
    EXPECT_TRUE(transport->send(mail));
    const auto all = mails();
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? "" : all.front();
  }

  std::filesystem::path above;
  std::unique_ptr<Transport> transport;
};

TEST_F(FolderTest, writes_a_mail_that_a_mail_program_opens) {
  const auto text = written(message());
  EXPECT_TRUE(holds(text, "From: \"Lexipoort\" <noreply@lexipoort.example>\r\n"));
  EXPECT_TRUE(holds(text, "To: =?UTF-8?B?Wm/DqyAiZGUiIEJvZXI=?= <zoe@school.example>\r\n"));
  EXPECT_TRUE(holds(text, "Subject: =?UTF-8?B?"));
  EXPECT_TRUE(holds(text, "Message-ID: <7.1795529828@lexipoort.example>\r\n"));
  EXPECT_TRUE(holds(text, "Auto-Submitted: auto-generated\r\n"));
  EXPECT_TRUE(holds(text, "\r\n\r\nDag Zoë,\r\n\r\n.met een punt\r\n"));
  const std::regex date(
      "Date: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} 20\\d\\d \\d\\d:\\d\\d:\\d\\d \\+0000\r\n");
  EXPECT_TRUE(std::regex_search(text, date)) << text;
}

TEST_F(FolderTest, a_mail_stands_there_whole_under_its_own_name) {
  (void)written(message());
  const auto file = std::filesystem::directory_iterator(folder())->path();
  EXPECT_TRUE(file.filename().string().ends_with("-7.1795529828.eml")) << file;
  EXPECT_FALSE(file.filename().string().starts_with('.')) << "still a draft: " << file;
}

TEST_F(FolderTest, a_long_subject_is_folded_between_characters) {
  auto mail = message();
  mail.subject = "a";
  for (int count = 0; count < 60; ++count) mail.subject += "é";
  const auto text = written(mail);
  // 42 bytes a word, or the 41 before a character of two (RFC 2047, section 2: 75 characters).
  const std::string first = "=?UTF-8?B?YcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6k=?=";
  const std::string second = "=?UTF-8?B?w6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOp?=";
  const std::string rest = "=?UTF-8?B?w6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6k=?=";
  EXPECT_TRUE(holds(text, "Subject: " + first + "\r\n " + second + "\r\n " + rest + "\r\n"))
      << text;
}

TEST_F(FolderTest, a_name_cannot_pass_for_an_encoded_word_or_close_its_quotes) {
  auto mail = message();
  mail.subject = "=?UTF-8?Q?uw_bank?=";
  mail.to_name = "A\" <een@ander.example>, \"B\\";
  const auto text = written(mail);
  EXPECT_TRUE(holds(text, "Subject: =?UTF-8?B?PT9VVEYtOD9RP3V3X2Jhbms/PQ==?=\r\n")) << text;
  EXPECT_TRUE(holds(text, "To: \"A\\\" <een@ander.example>, \\\"B\\\\\" <zoe@school.example>\r\n"))
      << text;
}

constexpr auto kHeaderFields = {&Message::from_name,  &Message::from_address, &Message::to_name,
                                &Message::to_address, &Message::subject,      &Message::message_id};

TEST_F(FolderTest, refuses_a_line_end_in_any_header) {
  for (const auto field : kHeaderFields) {
    for (const char* end : {"\r\n", "\n", "\r"}) {
      auto injected = message();
      injected.*field += std::string(end) + "Bcc: iedereen@school.example";
      const auto sent = transport->send(injected);
      ASSERT_FALSE(sent);
      EXPECT_TRUE(sent.error().permanent);
      EXPECT_FALSE(holds(sent.error().reason, "school.example"));
    }
  }
  EXPECT_TRUE(mails().empty());
}

TEST_F(FolderTest, refuses_a_zero_and_broken_UTF_8_in_any_header) {
  for (const auto field : kHeaderFields) {
    auto with_zero = message();
    with_zero.*field += '\0';
    EXPECT_FALSE(transport->send(with_zero));
  }
  for (const auto field : {&Message::from_name, &Message::to_name, &Message::subject}) {
    auto broken = message();
    broken.*field = std::string(100, '\x80');
    EXPECT_FALSE(transport->send(broken));
  }
  EXPECT_TRUE(mails().empty());
}

TEST_F(FolderTest, refuses_an_address_that_is_none_or_more_than_one) {
  for (const char* address : {"", "zoe", "@school.example", "zoe@", "a@b.example,c@d.example",
                              "a@b.example> <c@d.example", "a@b.example c"}) {
    auto mail = message();
    mail.to_address = address;
    EXPECT_FALSE(transport->send(mail)) << address;
  }
  EXPECT_TRUE(mails().empty());
}

TEST_F(FolderTest, an_id_cannot_lead_out_of_the_folder) {
  std::filesystem::create_directory(folder() / "x");
  for (const char* id : {"", "../../7", "x/../../7", "a b", "a>"}) {
    auto mail = message();
    mail.message_id = id;
    const auto sent = transport->send(mail);
    ASSERT_FALSE(sent) << id;
    EXPECT_TRUE(sent.error().permanent) << id;
  }
  EXPECT_TRUE(mails().empty());
}

TEST_F(FolderTest, a_folder_that_is_gone_is_worth_a_retry) {
  std::filesystem::remove_all(folder());
  const auto sent = transport->send(message());
  ASSERT_FALSE(sent);
  EXPECT_FALSE(sent.error().permanent);
}

TEST(MailUrl, a_server_needs_no_user_and_no_port) {
  for (const char* url :
       {"smtp://mail.example", "smtp://mail.example:25/", "smtps://u%40x:p@mail.example:465",
        "smtp+starttls://user:pass@mail.example:587", "smtp://[::1]:25"}) {
    EXPECT_NE(make_transport(url), nullptr) << url;
  }
}

TEST(MailUrl, says_what_it_must_look_like_without_its_password) {
  for (const char* url :
       {"", "x", "ftp://mail.example", "https://mail.example", "smtp:", "smtp://", "smtps://:465",
        "smtp+starttls://", "smtp+starttls://u:secret@", "smtp://u:secret@mail.example:99999",
        "smtp://mail.example:x", "smtp://ma il.example", "smtp://mail.example/path",
        "smtp://mail.example?query", "smtp://mail.example#part", "dir:"}) {
    try {
      (void)make_transport(url);
      ADD_FAILURE() << url;
    } catch (const std::invalid_argument& refusal) {
      EXPECT_TRUE(holds(refusal.what(), "smtp+starttls://HOST:PORT")) << url;
      EXPECT_FALSE(holds(refusal.what(), "secret")) << url;
    }
  }
}

/// A mail server that gives set answers to one visitor; the rest it agrees with.
class Peer {
 public:
  struct Answers {
    std::string greeting = "220 hello";
    std::string auth = "235 welcome";
    std::string recipient = "250 fine";
    std::string text = "250 fine";
  };

  explicit Peer(Answers answers) : answers_(std::move(answers)) {}
  ~Peer() {
    // Wakes the server when nobody came.
    asio::ip::tcp::iostream("127.0.0.1", std::to_string(port()));
  }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  [[nodiscard]] std::string url(const std::string& scheme = "smtp", const std::string& user = "") {
    return scheme + "://" + user + "127.0.0.1:" + std::to_string(port());
  }
  /// What the visitor said, the mail included.
  [[nodiscard]] std::string heard() {
    server_.join();
    server_ = std::jthread([] {});
    return heard_;
  }

 private:
  void serve() {
    asio::ip::tcp::iostream visitor(acceptor_.accept());
    visitor << answers_.greeting << "\r\n" << std::flush;
    bool in_mail = false;
    for (std::string line; std::getline(visitor, line);) {
      heard_ += line + "\n";
      if (in_mail && line != ".\r") continue;
      visitor << (in_mail ? answers_.text : answer_to(line)) << "\r\n" << std::flush;
      in_mail = line == "DATA\r";
    }
  }

  [[nodiscard]] std::string answer_to(const std::string& line) const {
    if (line.starts_with("EHLO")) return "250-peer\r\n250 AUTH PLAIN";
    if (line.starts_with("AUTH")) return answers_.auth;
    if (line.starts_with("RCPT")) return answers_.recipient;
    return line == "DATA\r" ? "354 go on" : "250 fine";
  }

  Answers answers_;
  std::string heard_;
  asio::io_context context_;
  asio::ip::tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
  std::jthread server_{[this] { serve(); }};
};

TEST(Smtp, sends_the_mail_with_its_lines_as_mail_has_them) {
  Peer peer({});
  ASSERT_TRUE(make_transport(peer.url())->send(message()));
  const auto heard = peer.heard();
  EXPECT_TRUE(holds(heard, "MAIL FROM:<noreply@lexipoort.example>"));
  EXPECT_TRUE(holds(heard, "RCPT TO:<zoe@school.example>"));
  EXPECT_TRUE(holds(heard, "\nMessage-ID: <7.1795529828@lexipoort.example>\r\n"));
  EXPECT_TRUE(holds(heard, "\nAuto-Submitted: auto-generated\r\n"));
  EXPECT_TRUE(holds(heard, "\nContent-Transfer-Encoding: quoted-printable\r\n"));
  EXPECT_TRUE(holds(heard, "\nDag Zo=C3=AB,\r\n\r\n..met een punt\r\n")) << heard;
}

TEST(Smtp, sends_mail_after_mail_over_one_connection) {
  Peer peer({});
  {
    const auto transport = make_transport(peer.url());
    for (const char* id : {"1.1", "2.1"}) {
      auto mail = message();
      mail.message_id = id;
      // The peer takes one visitor only.
      ASSERT_TRUE(transport->send(mail)) << id;
    }
  }
  const auto heard = peer.heard();
  EXPECT_TRUE(holds(heard, "\nMessage-ID: <1.1@lexipoort.example>\r\n"));
  EXPECT_TRUE(holds(heard, "\nMessage-ID: <2.1@lexipoort.example>\r\n"));
  EXPECT_EQ(heard.find("EHLO"), heard.rfind("EHLO"));
}

Failure failure_with(const Peer::Answers& answers, const std::string& user = "") {
  Peer peer(answers);
  const auto sent = make_transport(peer.url("smtp", user))->send(message());
  EXPECT_FALSE(sent);
  EXPECT_FALSE(!sent && holds(sent.error().reason, "@"));
  return sent ? Failure{} : sent.error();
}

TEST(Smtp, a_mail_that_is_refused_for_good_is_not_tried_again) {
  EXPECT_TRUE(failure_with({.recipient = "550 zoe@school.example is unknown"}).permanent);
  EXPECT_TRUE(failure_with({.text = "554 we do not want this"}).permanent);
}

TEST(Smtp, a_mail_that_is_refused_for_now_is_tried_again) {
  EXPECT_FALSE(failure_with({.greeting = "421 busy"}).permanent);
  EXPECT_FALSE(failure_with({.recipient = "450 zoe@school.example is full"}).permanent);
  EXPECT_FALSE(failure_with({.text = "451 later"}).permanent);
}

TEST(Smtp, tells_what_is_about_one_mail_from_what_is_about_all) {
  EXPECT_TRUE(failure_with({.recipient = "550 unknown"}).about_this_mail);
  EXPECT_TRUE(failure_with({.recipient = "450 full"}).about_this_mail);
  EXPECT_TRUE(failure_with({.text = "451 later"}).about_this_mail);
  EXPECT_FALSE(failure_with({.greeting = "421 busy"}).about_this_mail);
  EXPECT_FALSE(failure_with({.auth = "535 wrong password"}, "user:wrong@").about_this_mail);
}

TEST(Smtp, what_is_wrong_for_every_mail_does_not_lose_this_one) {
  EXPECT_FALSE(failure_with({.greeting = "554 not from you"}).permanent);
  EXPECT_FALSE(failure_with({.auth = "535 wrong password"}, "user:wrong@").permanent);
}

TEST(Smtp, a_server_that_is_away_is_worth_a_retry) {
  std::string url;
  {
    Peer peer({});
    url = peer.url();
  }
  const auto sent = make_transport(url)->send(message());
  ASSERT_FALSE(sent);
  EXPECT_FALSE(sent.error().permanent);
}

TEST(Smtp, without_TLS_a_mail_and_a_password_stay_here) {
  for (const char* scheme : {"smtp+starttls", "smtps"}) {
    Peer peer({});
    const auto sent = make_transport(peer.url(scheme, "user:secret@"))->send(message());
    ASSERT_FALSE(sent) << scheme;
    EXPECT_FALSE(sent.error().permanent) << scheme;
    const auto heard = peer.heard();
    EXPECT_FALSE(holds(heard, "AUTH")) << heard;
    EXPECT_FALSE(holds(heard, "MAIL")) << heard;
  }
}

TEST(Smtp, refuses_a_line_end_before_anything_is_sent) {
  Peer peer({});
  auto injected = message();
  injected.subject += "\r\nBcc: iedereen@school.example";
  const auto sent = make_transport(peer.url())->send(injected);
  ASSERT_FALSE(sent);
  EXPECT_TRUE(sent.error().permanent);
}

}  // namespace
}  // namespace lexipoort::mail
