#pragma once

#include "features/accounts/accounts.h"

/// What people hear by mail of what others did with their account.
namespace lexipoort::accounts {

/// Mails the address that an account is to have the link that proves it. Source: spec R4.12.2.
void mail_email_link(database::Transaction& tx, const Account& account, const std::string& email,
                     const std::string& link, UtcSeconds now);

/// Mails the address that an account has that another one was asked for. Source: spec R4.12.2.
void warn_old_address(database::Transaction& tx, const Account& account,
                      const std::string& public_url, UtcSeconds now);

/// Mails the address that an account had until now that it has another one. Source: spec R4.12.2.
void tell_old_address(database::Transaction& tx, const Account& before, UtcSeconds now);

}  // namespace lexipoort::accounts
