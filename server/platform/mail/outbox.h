#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "platform/database/database.h"
#include "platform/mail/mail.h"

/// Mail waits in the table `mails` of the transaction that wanted it, so that it is sent when, and
/// only when, that transaction was stored.
namespace lexipoort::mail {

struct Letter {
  std::string to_name;
  std::string to_address;
  std::string subject;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(Letter, (), (to_name, to_address, subject, body))

/// Puts mails in the table, to be sent soon.
void post(database::Transaction& tx, const std::vector<Letter>& letters, UtcSeconds now);

struct Sender {
  std::string name;
  std::string address;
};

/// Sends what is due. What was sent leaves the table; what failed is tried again later, ever
/// less often, and given up after two days or when the other side refuses it for good.
void send_due(database::Database& database, const Clock& clock, Transport& transport,
              const Sender& sender);

}  // namespace lexipoort::mail
