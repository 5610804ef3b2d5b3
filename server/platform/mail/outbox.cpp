#include "platform/mail/outbox.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace lexipoort::mail {
namespace {

/// As long as a mail is being sent, no other program tries it.
constexpr UtcSeconds kClaim = 120;
/// Mails in one round, so that a round ends.
constexpr int kAtOnce = 50;
constexpr UtcSeconds kFirstRetry = 30;
constexpr UtcSeconds kLongestRetry = 4 * 3600;
constexpr UtcSeconds kGiveUpAfter = 48 * 3600;
constexpr UtcSeconds kFailedKept = 30 * 24 * 3600;

struct Due {
  std::int64_t id = 0;
  std::string to_name;
  std::string to_address;
  std::string subject;
  std::string body;
  std::int64_t attempts = 0;
  UtcSeconds created_at = 0;
};
BOOST_DESCRIBE_STRUCT(Due, (), (id, to_name, to_address, subject, body, attempts, created_at))

std::optional<Due> claim(database::Database& database, UtcSeconds now) {
  return database.write([&](database::Transaction& tx) -> std::optional<Due> {
    auto due = tx.row<Due>(
        "select id, to_name, to_address, subject, body, attempts, created_at from mails "
        "where next_attempt_at <= :now and failed_at is null "
        "order by priority, next_attempt_at, id limit 1",
        {{"now", now}});
    if (due) {
      tx.execute(
          "update mails set next_attempt_at = :later, attempts = attempts + 1 where id = :id",
          {{"later", now + kClaim}, {"id", due->id}});
    }
    return due;
  });
}

UtcSeconds next_attempt(const Due& mail, UtcSeconds now) {
  const auto doublings = std::min<std::int64_t>(mail.attempts, 20);
  return now + std::min(kLongestRetry, kFirstRetry << doublings);
}

void remember_failure(database::Database& database, const Due& mail, const Failure& failure,
                      UtcSeconds now) {
  const bool give_up = failure.permanent || now >= mail.created_at + kGiveUpAfter;
  spdlog::warn("mail {} failed{}: {}", mail.id, give_up ? " for good" : "", failure.reason);
  database.write([&](database::Transaction& tx) {
    tx.execute(
        "update mails set next_attempt_at = :next, last_failure = :reason, failed_at = :failed, "
        "body = case when :given_up = 1 then '' else body end where id = :id",
        {{"next", next_attempt(mail, now)},
         {"reason", failure.reason},
         {"failed", give_up ? std::optional(now) : std::nullopt},
         {"given_up", give_up},
         {"id", mail.id}});
  });
}

}  // namespace

void post(database::Transaction& tx, const std::vector<Letter>& letters, UtcSeconds now,
          Priority priority) {
  tx.execute(
      "insert into mails (to_name, to_address, subject, body, created_at, next_attempt_at, "
      "priority) select to_name, to_address, subject, body, :now, :now, :priority "
      "from each(:letters)",
      {{"now", now}, {"priority", static_cast<int>(priority)}, {"letters", letters}});
}

void send_due(database::Database& database, const Clock& clock, Transport& transport,
              const Sender& sender) {
  for (int sent_now = 0; sent_now < kAtOnce; ++sent_now) {
    const auto mail = claim(database, clock.now());
    if (!mail) return;
    const auto sent = transport.send(
        {.from_name = sender.name,
         .from_address = sender.address,
         .to_name = mail->to_name,
         .to_address = mail->to_address,
         .subject = mail->subject,
         .text = mail->body,
         .message_id = std::to_string(mail->id) + "." + std::to_string(mail->created_at)});
    if (sent) {
      database.write([&](database::Transaction& tx) {
        tx.execute("delete from mails where id = :id", {{"id", mail->id}});
      });
    } else {
      remember_failure(database, *mail, sent.error(), clock.now());
      if (!sent.error().about_this_mail) return;  // the other side is away: the rest waits too
    }
  }
}

void clear_failed(database::Database& database, UtcSeconds now) {
  database.write([&](database::Transaction& tx) {
    tx.execute("delete from mails where failed_at < :before", {{"before", now - kFailedKept}});
  });
}

}  // namespace lexipoort::mail
