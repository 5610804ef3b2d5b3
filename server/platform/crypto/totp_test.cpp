#include "platform/crypto/totp.h"

#include <gtest/gtest.h>

namespace lexipoort::crypto {
namespace {

/// "12345678901234567890", the secret of RFC 6238's examples (appendix B), of which an app shows
/// the last six digits.
const std::string kSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

TEST(Totp, reads_the_codes_of_RFC_6238) {
  EXPECT_EQ(totp_step(kSecret, "287082", 59), 1);
  EXPECT_EQ(totp_step(kSecret, "081804", 1111111109), 37037036);
  EXPECT_EQ(totp_step(kSecret, "050471", 1111111111), 37037037);
  EXPECT_EQ(totp_step(kSecret, "353130", 20000000000), 666666666);
}

TEST(Totp, takes_a_clock_that_is_one_step_off_and_no_more) {
  EXPECT_EQ(totp_step(kSecret, "287082", 59 + 30), 1);
  EXPECT_EQ(totp_step(kSecret, "287082", 59 - 30), 1);
  EXPECT_EQ(totp_step(kSecret, "287082", 59 + 60), std::nullopt);
}

TEST(Totp, refuses_what_is_no_code_or_no_secret) {
  for (const auto* code : {"", "287083", "28708", "2870821", "28708a", " 87082"}) {
    EXPECT_EQ(totp_step(kSecret, code, 59), std::nullopt) << code;
  }
  EXPECT_EQ(totp_step("", "287082", 59), std::nullopt);
  EXPECT_EQ(totp_step("no base32!", "287082", 59), std::nullopt);
}

TEST(Totp, makes_a_new_secret_each_time) {
  const auto secret = new_totp_secret();
  EXPECT_EQ(secret.size(), 32U);
  EXPECT_NE(secret, new_totp_secret());
}

}  // namespace
}  // namespace lexipoort::crypto
