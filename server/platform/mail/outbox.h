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

/// Which mails go first: those that somebody sits waiting for. Their order is that in the table.
enum class Priority { awaited, ordinary };

/// Puts mails in the table, to be sent soon.
void post(database::Transaction& tx, const std::vector<Letter>& letters, UtcSeconds now,
          Priority priority = Priority::ordinary);

struct Sender {
  std::string name;
  std::string address;
};

/// Sends what is due. What was sent leaves the table; what failed is tried again later, ever
/// less often, and given up after two days or when the other side refuses it for good.
void send_due(database::Database& database, const Clock& clock, Transport& transport,
              const Sender& sender);

/// Clears the mails that were given up a month ago: until then one can see what failed, and why.
void clear_failed(database::Database& database, UtcSeconds now);

}  // namespace lexipoort::mail
