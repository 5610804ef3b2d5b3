#include "platform/mail/mail.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace lexipoort::mail {
namespace {

Message message() {
  return {.from_name = "Lexipoort",
          .from_address = "noreply@lexipoort.example",
          .to_name = "Zoë \"de\" Boer",
          .to_address = "zoe@school.example",
          .subject = "Kies een wachtwoord — Lexipoort",
          .text = "Dag Zoë,\n",
          .message_id = "7"};
}

class FolderTest : public testing::Test {
 protected:
  std::filesystem::path folder = std::filesystem::temp_directory_path() /
                                 ("lexipoort-mail-test-" + std::to_string(::getpid()));
  std::unique_ptr<Transport> transport = make_transport("dir:" + folder.string());
  ~FolderTest() override { std::filesystem::remove_all(folder); }

  [[nodiscard]] std::vector<std::string> mails() const {
    std::vector<std::string> texts;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream file(entry.path());
      texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return texts;
  }
};

TEST_F(FolderTest, writes_a_mail_that_a_mail_program_opens) {
  ASSERT_TRUE(transport->send(message()));
  ASSERT_EQ(mails().size(), 1U);
  const auto text = mails().front();
  EXPECT_NE(text.find("To: =?UTF-8?B?Wm/DqyAiZGUiIEJvZXI=?= <zoe@school.example>\r\n"),
            std::string::npos);
  EXPECT_NE(text.find("Subject: =?UTF-8?B?"), std::string::npos);
  EXPECT_NE(text.find("\r\n\r\nDag Zoë,"), std::string::npos);
}

TEST_F(FolderTest, refuses_a_line_end_in_any_header) {
  for (auto field : {&Message::from_name, &Message::from_address, &Message::to_name,
                     &Message::to_address, &Message::subject, &Message::message_id}) {
    auto injected = message();
    injected.*field += "\r\nBcc: iedereen@school.example";
    const auto sent = transport->send(injected);
    ASSERT_FALSE(sent);
    EXPECT_TRUE(sent.error().permanent);
  }
  EXPECT_TRUE(mails().empty());
}

TEST(MailUrl, says_what_it_must_look_like) {
  EXPECT_THROW((void)make_transport("ftp://x"), std::invalid_argument);
  EXPECT_THROW((void)make_transport("dir:"), std::invalid_argument);
  EXPECT_NE(make_transport("smtp+starttls://mail.example:587"), nullptr);
}

}  // namespace
}  // namespace lexipoort::mail
