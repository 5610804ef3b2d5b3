#pragma once

#include <boost/describe.hpp>
#include <string>

#include "features/accounts/accounts.h"

/// A new e-mail address counts when its owner has shown that it is theirs: other schools add people
/// by their address (docs/decisions/0009-proven-addresses.md). Source: spec R4.12.1, R4.12.2.
namespace lexipoort::accounts {

/// Mails a link to the address that an account is to have, and tells the one that it has. An
/// earlier wish for it ends.
void ask_for_proof(database::Transaction& tx, const Changer& by, const Account& account,
                   const std::string& email, UtcSeconds now);

/// Ends the wish for another address, if there is one.
void end_email_change(database::Transaction& tx, UserId user);

struct EmailProof {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(EmailProof, (), (token))

/// Gives the account its new address, tells the old one, and ends its sessions and the links to
/// choose a password with. The token works once. Refusals: token_unusable, email_taken.
[[nodiscard]] Expected<Nothing> use_email_link(const Settings& settings, http::Exchange& exchange,
                                               const EmailProof& request);

}  // namespace lexipoort::accounts
