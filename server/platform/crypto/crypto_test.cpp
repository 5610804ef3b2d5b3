#include "platform/crypto/crypto.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "platform/crypto/jose.h"

namespace lexipoort::crypto {
namespace {

class CryptoTest : public testing::Test {
 protected:
  CryptoTest() { initialise(); }
  ~CryptoTest() override { std::filesystem::remove(path); }
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("lexipoort-secret-" + std::to_string(::getpid()));
};

TEST_F(CryptoTest, a_password_opens_its_own_hash_only) {
  const auto hash = hash_password("Lezen-is-leuk-2026");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_TRUE(verify_password(hash, "Lezen-is-leuk-2026"));
  EXPECT_FALSE(verify_password(hash, "lezen-is-leuk-2026"));
  EXPECT_FALSE(verify_password("", ""));
  EXPECT_FALSE(verify_password("not a hash", "not a hash"));
  EXPECT_FALSE(verify_password(dummy_password_hash(), ""));
}

TEST_F(CryptoTest, tokens_and_uuids_do_not_repeat) {
  std::set<std::string> seen;
  for (int round = 0; round < 1000; ++round) {
    EXPECT_TRUE(seen.insert(random_token()).second);
    EXPECT_TRUE(seen.insert(uuid()).second);
  }
  EXPECT_EQ(random_token().size(), 43U);
  EXPECT_EQ(uuid()[14], '4');
  for (int round = 0; round < 1000; ++round) EXPECT_LT(random_below(7), 7U);
}

TEST_F(CryptoTest, hashes_a_token_as_BLAKE2b_does) {
  // `printf abc | b2sum -l 256`, in base64url
  EXPECT_EQ(hash_token("abc"), "vd2BPGNCOXIxce8_7phXm5SWTjuxyz5CcmLIwGjVIxk");
}

TEST_F(CryptoTest, a_sealed_text_opens_with_its_key_and_context_only) {
  const auto key = SealKey::load_or_create(path);
  const auto sealed = key.seal("boom-vis-27", "import:7");
  EXPECT_EQ(key.open(sealed, "import:7"), "boom-vis-27");
  EXPECT_EQ(key.open(sealed, "import:8"), std::nullopt);
  EXPECT_NE(sealed, key.seal("boom-vis-27", "import:7")) << "a nonce was used twice";
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    auto changed = sealed;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    if (const auto opened = key.open(changed, "import:7")) {
      EXPECT_EQ(changed, sealed) << "a changed text opened, at " << at;
    }
  }
  EXPECT_EQ(key.open("", "import:7"), std::nullopt);
  EXPECT_EQ(key.open("!!", "import:7"), std::nullopt);
}

TEST_F(CryptoTest, the_secret_file_is_for_its_owner_and_stays_the_same) {
  const auto sealed = SealKey::load_or_create(path).seal("x", "c");
  EXPECT_EQ(SealKey::load_or_create(path).open(sealed, "c"), "x");
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
}

TEST_F(CryptoTest, says_which_secret_file_is_wrong) {
  std::ofstream(path) << "short";
  try {
    (void)SealKey::load_or_create(path);
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find(path.string()), std::string::npos);
  }
  EXPECT_THROW((void)SealKey::load_or_create("/no/such/folder/secret"), std::runtime_error);
}

TEST_F(CryptoTest, R4_1_1_knows_well_known_passwords_and_own_words) {
  EXPECT_LT(password_guesses_log10("password1234", {}), 8);
  EXPECT_LT(password_guesses_log10("123456789012", {}), 8);
  EXPECT_LT(password_guesses_log10("annadevries1", {"anna", "devries"}), 8);
  EXPECT_GT(password_guesses_log10("Lezen-is-leuk-2026", {}), 8);
}

class JoseTest : public CryptoTest {
 protected:
  std::string key = make_rsa_key("first");
  std::string other = make_rsa_key("second");
  static std::string set_of(const std::vector<std::string>& keys) {
    std::string set = "{\"keys\":[";
    for (const auto& each : keys) set += (set.back() == '[' ? "" : ",") + public_jwk(each);
    return set + "]}";
  }
};

TEST_F(JoseTest, a_token_is_believed_when_a_key_of_the_set_signed_it) {
  const auto token = sign_jwt(key, R"({"sub":"7"})");
  const auto verified = verify_jwt(token, set_of({other, key}));
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->claims_json, R"({"sub":"7"})");
  EXPECT_EQ(unverified_kid(token), "first");
  EXPECT_FALSE(verify_jwt(token, set_of({other})));
  EXPECT_FALSE(verify_jwt(token, set_of({key, key}))) << "two keys of one name: which is meant?";
  EXPECT_FALSE(verify_jwt(token, "{}"));
  EXPECT_FALSE(verify_jwt(token, "no json"));
}

TEST_F(JoseTest, a_changed_token_is_not_believed) {
  const auto token = sign_jwt(key, R"({"sub":"7"})");
  const auto set = set_of({key});
  const auto first_dot = token.find('.');
  const auto second_dot = token.rfind('.');
  const auto payload = token.substr(first_dot, second_dot - first_dot);
  const auto signature = token.substr(second_dot);
  // {"alg":"none","kid":"first"} and {"alg":"HS256","kid":"first"}
  const std::string none = "eyJhbGciOiJub25lIiwia2lkIjoiZmlyc3QifQ";
  const std::string hmac = "eyJhbGciOiJIUzI1NiIsImtpZCI6ImZpcnN0In0";
  EXPECT_FALSE(verify_jwt(none + payload + ".", set));
  EXPECT_FALSE(verify_jwt(none + payload + signature, set));
  EXPECT_FALSE(verify_jwt(hmac + payload + signature, set));
  EXPECT_FALSE(verify_jwt(token.substr(0, token.size() - 2), set));
  EXPECT_FALSE(verify_jwt(token.substr(0, first_dot) + ".eyJzdWIiOiI4In0" + signature, set));
  EXPECT_FALSE(verify_jwt("", set));
  EXPECT_FALSE(verify_jwt("..", set));
  EXPECT_FALSE(verify_jwt(std::string(100'000, 'a'), set));
}

TEST_F(JoseTest, the_public_half_holds_nothing_private) {
  const auto shown = public_jwk(key);
  for (const char* part : {"\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\""}) {
    EXPECT_NE(key.find(part), std::string::npos) << part;
    EXPECT_EQ(shown.find(part), std::string::npos) << part;
  }
}

}  // namespace
}  // namespace lexipoort::crypto
