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
  std::string message_id;  ///< unique within this portal; the host is added
};

/// Why a mail did not go. `reason` is for the log: it holds no address.
struct Failure {
  bool permanent = false;  ///< the other side refuses it for good (5xx)
  std::string reason;
};

class Transport {
 public:
  virtual ~Transport() = default;
  [[nodiscard]] virtual std::expected<void, Failure> send(const Message& message) = 0;
};

/// `smtp://[USER:PASSWORD@]HOST:PORT`, `smtps://…` and `smtp+starttls://…` send; `dir:/PATH`
/// writes .eml files there, for the demo. Throws std::invalid_argument for anything else.
[[nodiscard]] std::unique_ptr<Transport> make_transport(const std::string& url);

}  // namespace lexipoort::mail
