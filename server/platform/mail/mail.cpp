#include "platform/mail/mail.h"

#include <curl/curl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace lexipoort::mail {
namespace {

constexpr long kConnectSeconds = 10;
constexpr long kTotalSeconds = 30;

/// Whoever can put a line end into a header can write a mail of their own.
bool is_one_line(std::string_view text) {
  return std::ranges::none_of(text, [](char character) {
    return static_cast<unsigned char>(character) < 0x20 || character == 0x7f;
  });
}

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  return is_one_line(text) && at != std::string_view::npos && at != 0 && at + 1 != text.size() &&
         text.find_first_of(" <>,;\"") == std::string_view::npos;
}

/// Part of a header and of a file's name.
bool is_message_id(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char character) {
    return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '.' ||
           character == '-' || character == '_';
  });
}

bool is_header_text(std::string_view text) {
  return is_one_line(text) && text::is_utf8(text);
}

bool is_sound(const Message& message) {
  return is_address(message.from_address) && is_address(message.to_address) &&
         is_header_text(message.from_name) && is_header_text(message.to_name) &&
         is_header_text(message.subject) && is_message_id(message.message_id);
}

std::unexpected<Failure> unsound() {
  return std::unexpected(
      Failure{true, "an address, a name, the subject or the id is malformed", true});
}

std::string base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  text.pop_back();  // the terminating zero
  return text;
}

/// What is read as it stands: ASCII that does not look like an encoded word.
bool is_plain(std::string_view text) {
  return text.find("=?") == std::string_view::npos && std::ranges::all_of(text, [](char character) {
           return static_cast<unsigned char>(character) < 0x80;
         });
}

/// RFC 2047: words that are not plain, in pieces of at most 75 characters, never splitting a
/// character of UTF-8.
std::string encoded_words(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  constexpr std::size_t kBytesAWord = 42;
  std::string words;
  while (!text.empty()) {
    auto size = std::min(kBytesAWord, text.size());
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80) --size;
    if (!words.empty()) words += "\r\n ";
    words += "=?UTF-8?B?" + base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return words;
}

/// Lines of a mail end in CR LF; a bare LF would be encoded as a character of its line.
std::string with_mail_lines(std::string_view text) {
  std::string lines;
  for (const char character : text) {
    if (character == '\r') continue;
    if (character == '\n') lines += '\r';
    lines += character;
  }
  return lines;
}

std::string mailbox(const std::string& name, const std::string& address) {
  if (name.empty()) return "<" + address + ">";
  const auto words = encoded_words(name);
  if (words != name) return words + " <" + address + ">";
  std::string quoted;
  for (const char character : name) {
    if (character == '"' || character == '\\') quoted += '\\';
    quoted += character;
  }
  return "\"" + quoted + "\" <" + address + ">";
}

std::string date_header() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 64> text{};
  std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S +0000", &utc);
  return text.data();
}

std::string host_of(const std::string& address) {
  return address.substr(address.find('@') + 1);
}

std::array<std::string, 7> headers_of(const Message& message) {
  return {"Date: " + date_header(),
          "From: " + mailbox(message.from_name, message.from_address),
          "To: " + mailbox(message.to_name, message.to_address),
          "Subject: " + encoded_words(message.subject),
          "Message-ID: <" + message.message_id + "@" + host_of(message.from_address) + ">",
          "Auto-Submitted: auto-generated",
          "MIME-Version: 1.0"};
}

struct Free {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(char* text) const { curl_free(text); }
};
using Easy = std::unique_ptr<CURL, Free>;
using Mime = std::unique_ptr<curl_mime, Free>;
using List = std::unique_ptr<curl_slist, Free>;

Easy start_curl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  return Easy(started == CURLE_OK ? curl_easy_init() : nullptr);
}

List list_of(std::span<const std::string> lines) {
  curl_slist* list = nullptr;
  for (const auto& line : lines) list = curl_slist_append(list, line.c_str());
  return List(list);
}

Mime body_of(CURL* easy, std::string_view text) {
  Mime mime(curl_mime_init(easy));
  const auto lines = with_mail_lines(text);
  curl_mimepart* part = curl_mime_addpart(mime.get());
  curl_mime_data(part, lines.data(), lines.size());
  curl_mime_type(part, "text/plain; charset=utf-8");
  curl_mime_encoder(part, "quoted-printable");
  return mime;
}

std::expected<void, Failure> outcome_of(CURL* easy, CURLcode code) {
  if (code == CURLE_OK) return {};
  long status = 0;
  curl_off_t uploaded = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &uploaded);
  // Only a refusal of this very mail, by its envelope or after its text, is for good: a wrong
  // password of ours, or a greeting that sends everybody away, is worth a retry when somebody has
  // mended it.
  const bool about_this_mail =
      (code == CURLE_SEND_ERROR || uploaded > 0) && status >= 400 && status < 600;
  return std::unexpected(
      Failure{about_this_mail && status >= 500,
              std::string(curl_easy_strerror(code)) + " (" + std::to_string(status) + ")",
              about_this_mail});
}

class Smtp final : public Transport {
 public:
  Smtp(std::string url, bool starttls) : url_(std::move(url)), starttls_(starttls) {}

  std::expected<void, Failure> send(const Message& message) override {
    if (!is_sound(message)) return unsound();
    if (!easy_) easy_ = start_curl();
    CURL* easy = easy_.get();
    if (easy == nullptr) return std::unexpected(Failure{false, "libcurl cannot start"});
    const auto from = "<" + message.from_address + ">";
    const std::array to = {"<" + message.to_address + ">"};
    const List recipients = list_of(to);
    const List headers = list_of(headers_of(message));
    const Mime body = body_of(easy, message.text);
    set_options(easy, from);
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(easy, CURLOPT_MIMEPOST, body.get());
    auto outcome = outcome_of(easy, curl_easy_perform(easy));
    curl_easy_reset(easy);  // what it pointed to ends here; its connection stays open for the next
    return outcome;
  }

 private:
  void set_options(CURL* easy, const std::string& from) const {
    curl_easy_setopt(easy, CURLOPT_URL, url_.c_str());
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(easy, CURLOPT_USE_SSL, starttls_ ? CURLUSESSL_ALL : CURLUSESSL_NONE);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, kTotalSeconds);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  }

  std::string url_;
  bool starttls_;
  Easy easy_;
};

class Folder final : public Transport {
 public:
  explicit Folder(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
  }

  std::expected<void, Failure> send(const Message& message) override {
    if (!is_sound(message)) return unsound();
    const auto name = std::to_string(std::time(nullptr)) + "-" + message.message_id + ".eml";
    const auto draft = folder_ / ("." + name);
    std::ofstream file(draft, std::ios::binary);
    for (const auto& header : headers_of(message)) file << header << "\r\n";
    file << "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
         << with_mail_lines(message.text);
    file.close();
    std::error_code error;
    if (file) std::filesystem::rename(draft, folder_ / name, error);
    if (!file || error) return std::unexpected(Failure{false, "the folder cannot be written"});
    return {};
  }

 private:
  std::filesystem::path folder_;
};

/// Whether it is SCHEME://[USER:PASSWORD@]HOST[:PORT], with nothing behind it: libcurl would take
/// a path for the name to greet with.
bool is_server(const std::string& url) {
  const std::unique_ptr<CURLU, Free> parsed(curl_url());
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
    return false;
  }
  const auto part = [&](CURLUPart which) {
    char* text = nullptr;
    curl_url_get(parsed.get(), which, &text, 0);
    const std::unique_ptr<char, Free> owned(text);
    return std::string(text == nullptr ? "" : text);
  };
  return part(CURLUPART_PATH) == "/" && part(CURLUPART_QUERY).empty() &&
         part(CURLUPART_FRAGMENT).empty();
}

}  // namespace

std::unique_ptr<Transport> make_transport(const std::string& url) {
  static constexpr std::string_view kStartTls = "smtp+starttls://";
  const bool starttls = url.starts_with(kStartTls);
  const auto server = starttls ? "smtp://" + url.substr(kStartTls.size()) : url;
  if ((server.starts_with("smtp://") || server.starts_with("smtps://")) && is_server(server)) {
    return std::make_unique<Smtp>(server, starttls);
  }
  if (url.starts_with("dir:") && url.size() > 4) return std::make_unique<Folder>(url.substr(4));
  throw std::invalid_argument(
      "--mail wants smtp://HOST:PORT, smtps://HOST:PORT, smtp+starttls://HOST:PORT or dir:/PATH");
}

}  // namespace lexipoort::mail
