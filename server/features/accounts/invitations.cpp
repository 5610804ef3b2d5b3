#include "features/accounts/invitations.h"

#include <map>

#include "features/accounts/passwords.h"
#include "platform/mail/outbox.h"

namespace lexipoort::accounts {
namespace {

/// Longer than a link that somebody asked for: a school may prepare a year on a Friday.
constexpr UtcSeconds kInvitationLife = 7 * 24 * 3600;

struct Recipient {
  UserId id;
  std::string first_name;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(Recipient, (), (id, first_name, email))

std::vector<Recipient> recipients_of(database::Transaction& tx, const std::vector<UserId>& users) {
  return tx.rows<Recipient>(
      "select id, first_name, email from users where email is not null and "
      "id in (select value from each(:users))",
      {{"users", users}});
}

mail::Letter letter(const Recipient& to, std::string subject, const std::string& text) {
  return {
      .to_name = to.first_name,
      .to_address = to.email,
      .subject = std::move(subject),
      .body = "Dag " + to.first_name + ",\n\n" + text + "\n\nMet vriendelijke groet,\nLexipoort\n"};
}

std::string invitation(const Sender& sender, const std::string& link) {
  return sender.school +
         " heeft een account voor je gemaakt op Lexipoort.\n"
         "Daar oefenen leerlingen met lezen en spelling, en zie je als leerkracht hoe het gaat.\n\n"
         "Kies via deze link een wachtwoord:\n\n" +
         link +
         "\n\n"
         "De link werkt één keer en is zeven dagen geldig.\n"
         "Is het later? Vraag dan een nieuwe aan op " +
         sender.public_url +
         "/wachtwoord\n"
         "Daarna log je in met dit e-mailadres.\n\n"
         "Ken je " +
         sender.school + " niet? Dan hoef je niets te doen.";
}

std::string news_of_school(const Sender& sender) {
  return "Je hebt al een account op Lexipoort. " + sender.school +
         " heeft jou daar toegevoegd.\n"
         "Je logt in zoals je gewend bent, met hetzelfde wachtwoord. Linksboven kies je de "
         "school:\n\n" +
         sender.public_url +
         "\n\n"
         "Nog geen wachtwoord, of ben je het vergeten? Kies er een op " +
         sender.public_url +
         "/wachtwoord\n\n"
         "Hoor je niet bij deze school? Vraag dan aan een beheerder van " +
         sender.school + " om je weg te halen.";
}

}  // namespace

void invite(database::Transaction& tx, const Sender& sender, const std::vector<UserId>& users,
            UtcSeconds now) {
  const auto recipients = recipients_of(tx, users);
  std::vector<UserId> invited;
  for (const auto& recipient : recipients) invited.push_back(recipient.id);
  const auto links = make_password_links(tx, sender.public_url, invited, now + kInvitationLife);
  std::vector<mail::Letter> letters;
  for (std::size_t index = 0; index < recipients.size(); ++index) {
    letters.push_back(letter(recipients[index], "Je account op Lexipoort voor " + sender.school,
                             invitation(sender, links[index])));
  }
  mail::post(tx, letters, now);
}

void mail_letters(database::Transaction& tx, const std::vector<Letter>& letters, UtcSeconds now) {
  std::vector<UserId> users;
  for (const auto& each : letters) users.push_back(each.to);
  std::map<UserId, Recipient> recipients;
  for (auto& recipient : recipients_of(tx, users)) recipients[recipient.id] = recipient;
  std::vector<mail::Letter> mails;
  for (const auto& each : letters) {
    const auto recipient = recipients.find(each.to);
    if (recipient == recipients.end()) continue;
    mails.push_back(letter(recipient->second, each.subject, each.text));
  }
  mail::post(tx, mails, now);
}

void tell_of_school(database::Transaction& tx, const Sender& sender,
                    const std::vector<UserId>& users, UtcSeconds now) {
  std::vector<Letter> letters;
  for (const auto user : users) {
    letters.push_back(
        {user, sender.school + " staat nu ook in je account op Lexipoort", news_of_school(sender)});
  }
  mail_letters(tx, letters, now);
}

void mail_email_link(database::Transaction& tx, const Account& account, const std::string& email,
                     const std::string& link, UtcSeconds now) {
  mail::post(
      tx,
      {letter({account.id, account.first_name, email},
              "Bevestig je nieuwe e-mailadres voor Lexipoort",
              "Voor jouw account op Lexipoort is dit e-mailadres opgegeven.\n"
              "Klopt dat? Bevestig het dan via deze link:\n\n" +
                  link +
                  "\n\n"
                  "De link werkt één keer en is zeven dagen geldig. Daarna log je in met dit "
                  "adres. Tot die tijd blijft alles zoals het was.\n\n"
                  "Ken je Lexipoort niet? Dan hoef je niets te doen.")},
      now);
}

void warn_old_address(database::Transaction& tx, const Account& account,
                      const std::string& public_url, UtcSeconds now) {
  mail::post(
      tx,
      {letter({account.id, account.first_name, account.email.value()},
              "Er is een ander e-mailadres gevraagd voor je account op Lexipoort",
              "Iemand wil een ander e-mailadres voor je account op Lexipoort.\n"
              "Het geldt zodra het bevestigd is. Tot die tijd blijft alles zoals het was.\n\n"
              "Heb je dit zelf gevraagd? Dan hoef je niets te doen.\n"
              "Weet je hier niets van? Kies dan meteen een nieuw wachtwoord: dan gaat het niet "
              "door.\n\n" +
                  public_url +
                  "/wachtwoord\n\n"
                  "Vraag ook een beheerder van je school om hulp.")},
      now);
}

void tell_old_address(database::Transaction& tx, const Account& before, UtcSeconds now) {
  mail::post(tx,
             {letter({before.id, before.first_name, before.email.value()},
                     "Je e-mailadres op Lexipoort is veranderd",
                     "Het e-mailadres van je account op Lexipoort is veranderd.\n"
                     "Inloggen met dit adres kan niet meer, en mail van Lexipoort komt voortaan op "
                     "het nieuwe adres.\n\n"
                     "Weet je hier niets van? Vraag dan meteen een beheerder van je school om "
                     "hulp.")},
             now);
}

}  // namespace lexipoort::accounts
