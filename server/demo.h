#pragma once

#include <string>

#include "base/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/database/database.h"

namespace lexipoort {

/// Fills an empty database with two schools, their people, products and some practice, to try
/// things on; the accounts are in the README. Returns false when there are schools
/// already; then only the address of the demo's program is brought up to date.
bool fill_demo(database::Database& database, UtcSeconds now, const crypto::SealKey& seal_key,
               const std::string& program_url);

}  // namespace lexipoort
