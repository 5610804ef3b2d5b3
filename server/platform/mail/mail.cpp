#include "platform/mail/mail.h"

#include <curl/curl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>

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
  return is_one_line(text) && text.find('@') != std::string_view::npos &&
         text.find_first_of(" <>,;\"") == std::string_view::npos;
}

bool is_sound(const Message& message) {
  return is_address(message.from_address) && is_address(message.to_address) &&
         is_one_line(message.from_name) && is_one_line(message.to_name) &&
         is_one_line(message.subject) && is_one_line(message.message_id);
}

std::string base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  text.pop_back();  // the terminating zero
  return text;
}

/// RFC 2047: words that are not ASCII, in pieces of at most 75 characters, never splitting a
/// character of UTF-8.
std::string encoded_words(std::string_view text) {
  const bool ascii = std::ranges::all_of(
      text, [](char character) { return static_cast<unsigned char>(character) < 0x80; });
  if (ascii) return std::string(text);
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
          "Message-ID: <" + message.message_id + "." + std::to_string(std::time(nullptr)) + "@" +
              host_of(message.from_address) + ">",
          "Auto-Submitted: auto-generated",
          "MIME-Version: 1.0"};
}

struct EasyHandle {
  CURL* handle = curl_easy_init();
  ~EasyHandle() { curl_easy_cleanup(handle); }
};

class Smtp final : public Transport {
 public:
  Smtp(std::string url, bool starttls) : url_(std::move(url)), starttls_(starttls) {}

  std::expected<void, Failure> send(const Message& message) override {
    if (!is_sound(message)) return std::unexpected(Failure{true, "a header has a line end in it"});
    const EasyHandle easy;
    if (easy.handle == nullptr) return std::unexpected(Failure{false, "no memory"});
    curl_slist* headers = nullptr;
    for (const auto& header : headers_of(message))
      headers = curl_slist_append(headers, header.c_str());
    curl_slist* recipients = curl_slist_append(nullptr, ("<" + message.to_address + ">").c_str());
    curl_mime* mime = curl_mime_init(easy.handle);
    curl_mimepart* part = curl_mime_addpart(mime);
    curl_mime_data(part, message.text.data(), message.text.size());
    curl_mime_type(part, "text/plain; charset=utf-8");
    curl_mime_encoder(part, "quoted-printable");
    const auto from = "<" + message.from_address + ">";
    set_options(easy.handle, from);
    curl_easy_setopt(easy.handle, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(easy.handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy.handle, CURLOPT_MIMEPOST, mime);
    const CURLcode code = curl_easy_perform(easy.handle);
    long status = 0;
    curl_easy_getinfo(easy.handle, CURLINFO_RESPONSE_CODE, &status);
    curl_mime_free(mime);
    curl_slist_free_all(recipients);
    curl_slist_free_all(headers);
    if (code == CURLE_OK) return {};
    return std::unexpected(
        Failure{status >= 500 && status < 600,
                std::string(curl_easy_strerror(code)) + " (" + std::to_string(status) + ")"});
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
};

class Folder final : public Transport {
 public:
  explicit Folder(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
  }

  std::expected<void, Failure> send(const Message& message) override {
    if (!is_sound(message)) return std::unexpected(Failure{true, "a header has a line end in it"});
    const auto name = std::to_string(std::time(nullptr)) + "-" + message.message_id + ".eml";
    const auto draft = folder_ / ("." + name);
    std::ofstream file(draft, std::ios::binary);
    for (const auto& header : headers_of(message)) file << header << "\r\n";
    file << "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
         << message.text;
    file.close();
    std::error_code error;
    if (file) std::filesystem::rename(draft, folder_ / name, error);
    if (!file || error) return std::unexpected(Failure{false, "the folder cannot be written"});
    return {};
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace

std::unique_ptr<Transport> make_transport(const std::string& url) {
  static constexpr std::string_view kStartTls = "smtp+starttls://";
  if (url.starts_with("smtp://") || url.starts_with("smtps://")) {
    return std::make_unique<Smtp>(url, false);
  }
  if (url.starts_with(kStartTls)) {
    return std::make_unique<Smtp>("smtp://" + url.substr(kStartTls.size()), true);
  }
  if (url.starts_with("dir:") && url.size() > 4) return std::make_unique<Folder>(url.substr(4));
  throw std::invalid_argument(
      "--mail wants smtp://HOST:PORT, smtps://HOST:PORT, smtp+starttls://HOST:PORT or dir:/PATH");
}

}  // namespace lexipoort::mail
