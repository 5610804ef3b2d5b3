#pragma once

#include <expected>
#include <memory>
#include <string>

namespace lexipoort::mail {

struct Message {
  std::string from_name;
  std::string from_address;
  std::string to_name;
  std::string to_address;
  std::string subject;
  std::string text;
  /// Unique within this portal (letters, digits, `.-_`); the host is added. A mail that is tried
  /// again keeps it, so that who got it twice sees it once.
  std::string message_id;
};

/// Why a mail did not go. `reason` is for the log: it holds no address.
struct Failure {
  bool permanent = false;  ///< the other side refuses this mail for good (5xx)
  std::string reason;
  bool about_this_mail = false;  ///< another mail may well go
};

class Transport {
 public:
  virtual ~Transport() = default;
  /// To be called by one thread at a time: a connection may stay open from mail to mail.
  /// Refuses for good what could write a header of its own: control characters in a name, an
  /// address, the subject or the id.
  [[nodiscard]] virtual std::expected<void, Failure> send(const Message& message) = 0;
};

/// `smtp://[USER:PASSWORD@]HOST:PORT`, `smtps://…` and `smtp+starttls://…` send; `dir:/PATH`
/// writes .eml files there, for the demo. Throws std::invalid_argument for anything else.
[[nodiscard]] std::unique_ptr<Transport> make_transport(const std::string& url);

}  // namespace lexipoort::mail
