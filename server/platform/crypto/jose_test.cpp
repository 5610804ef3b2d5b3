#include "platform/crypto/jose.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "platform/crypto/base64.h"
#include "platform/crypto/crypto.h"

namespace lexipoort::crypto {
namespace {

constexpr const char* kClaims = R"({"sub":"7"})";

std::string set_of(const std::vector<std::string>& private_keys) {
  std::string set = "{\"keys\":[";
  for (const auto& key : private_keys) set += (set.back() == '[' ? "" : ",") + public_jwk(key);
  return set + "]}";
}

/// The same token with another header, signature untouched.
std::string with_header(const std::string& token, std::string_view header) {
  return to_base64url(header) + token.substr(token.find('.'));
}

class JoseTest : public testing::Test {
 protected:
  static const std::string& first() {
    static const std::string key = make_rsa_key("first");
    return key;
  }
  static const std::string& second() {
    static const std::string key = make_rsa_key("second");
    return key;
  }
};

TEST_F(JoseTest, a_token_is_believed_when_a_key_of_the_set_signed_it) {
  const auto token = sign_jwt(first(), kClaims);
  const auto verified = verify_jwt(token, set_of({second(), first()}));
  ASSERT_TRUE(verified);
  EXPECT_EQ(*verified, kClaims);
  const auto header =
      boost::json::parse(*from_base64url(token.substr(0, token.find('.')))).as_object();
  EXPECT_EQ(header.at("alg"), "RS256");
  EXPECT_EQ(header.at("typ"), "JWT");
  EXPECT_EQ(header.at("kid"), "first");
  EXPECT_FALSE(verify_jwt(token, set_of({second()})));
}

TEST_F(JoseTest, a_key_is_found_by_its_kid_through_a_rotation) {
  const auto before = sign_jwt(first(), kClaims);
  const auto after = sign_jwt(second(), kClaims);
  EXPECT_TRUE(verify_jwt(before, set_of({first(), second()})));
  EXPECT_TRUE(verify_jwt(after, set_of({first(), second()})));
  EXPECT_FALSE(verify_jwt(before, set_of({second()}))) << "the old key was taken away";
}

TEST_F(JoseTest, two_keys_of_one_kid_leave_unclear_which_is_meant) {
  const auto token = sign_jwt(first(), kClaims);
  EXPECT_FALSE(verify_jwt(token, set_of({first(), make_rsa_key("first")})));
}

TEST_F(JoseTest, a_set_that_is_none_holds_no_keys) {
  const auto token = sign_jwt(first(), kClaims);
  for (const char* set : {"", "no json", "{}", "[]", R"({"keys":7})", R"({"keys":[7,null,[]]})",
                          R"({"keys":[{"kty":"RSA","kid":"first"}]})"}) {
    EXPECT_FALSE(verify_jwt(token, set)) << set;
  }
  EXPECT_FALSE(verify_jwt(token, std::string(100'000, '[')));
}

TEST_F(JoseTest, a_changed_token_is_not_believed) {
  const auto token = sign_jwt(first(), kClaims);
  const auto set = set_of({first()});
  for (std::size_t at = 0; at < token.size(); ++at) {
    auto changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verify_jwt(changed, set)) << "changed at " << at;
  }
  EXPECT_FALSE(verify_jwt(with_header(token, R"({"alg":"RS256","kid":"first"})"), set));
}

TEST_F(JoseTest, a_token_of_another_shape_is_not_believed) {
  const auto token = sign_jwt(first(), kClaims);
  const auto set = set_of({first()});
  for (std::size_t size = 0; size < token.size(); ++size) {
    EXPECT_FALSE(verify_jwt(token.substr(0, size), set)) << "cut off at " << size;
  }
  for (const auto& other : {token + ".e30", token + "=", token + "==", token + "\n", " " + token,
                            "." + token, std::string(".."), std::string("\xff\0.\0.", 5)}) {
    EXPECT_FALSE(verify_jwt(other, set)) << other;
    EXPECT_FALSE(unverified_kid(other)) << other;
  }
}

TEST_F(JoseTest, a_token_above_16_KB_is_not_looked_at) {
  const auto claims = [](std::size_t size) { return R"({"a":")" + std::string(size, 'x') + "\"}"; };
  const auto set = set_of({first()});
  const auto large = sign_jwt(first(), claims(11'500));
  const auto too_large = sign_jwt(first(), claims(12'500));
  ASSERT_LT(large.size(), 16'384U);
  ASSERT_GT(too_large.size(), 16'384U);
  EXPECT_TRUE(verify_jwt(large, set));
  EXPECT_FALSE(verify_jwt(too_large, set));
  EXPECT_FALSE(unverified_kid(too_large));
}

TEST_F(JoseTest, claims_that_are_no_object_are_not_believed) {
  for (const char* claims : {"", "no json", "[]", "7", "null", "{\"a\":1}{}"}) {
    EXPECT_FALSE(verify_jwt(sign_jwt(first(), claims), set_of({first()}))) << claims;
  }
}

TEST_F(JoseTest, tells_the_kid_before_anything_is_proven) {
  const auto token = sign_jwt(first(), kClaims);
  EXPECT_EQ(unverified_kid(token), "first");
  EXPECT_EQ(unverified_kid(with_header(token, R"({"kid":"another"})")), "another");
  EXPECT_FALSE(unverified_kid(with_header(token, R"({"alg":"RS256"})")));
  EXPECT_FALSE(unverified_kid(with_header(token, R"({"kid":7})")));
  EXPECT_FALSE(unverified_kid(""));
}

TEST_F(JoseTest, the_public_half_holds_nothing_private) {
  const auto key = boost::json::parse(public_jwk(first())).as_object();
  std::set<std::string> names;
  for (const auto& field : key) names.emplace(field.key());
  EXPECT_EQ(names, (std::set<std::string>{"kty", "n", "e", "kid", "alg", "use"}));
  EXPECT_EQ(key.at("kid"), "first");
  EXPECT_EQ(from_base64url(std::string_view(key.at("n").as_string())).value().size(), 256U);
  EXPECT_TRUE(boost::json::parse(first()).as_object().contains("d"));
}

TEST_F(JoseTest, what_is_no_private_key_neither_signs_nor_has_a_public_half) {
  EXPECT_THROW((void)sign_jwt("no json", kClaims), std::runtime_error);
  EXPECT_THROW((void)sign_jwt(public_jwk(first()), kClaims), std::runtime_error);
  EXPECT_THROW((void)public_jwk("no json"), std::runtime_error);
  EXPECT_THROW((void)public_jwk(R"({"kty":"oct","k":"c2VjcmV0"})"), std::runtime_error);
}

/// Tokens that another implementation made: tests/data/jose/make.mjs.
boost::json::object foreign_tokens() {
  std::ifstream file(LEXIPOORT_TEST_DATA "/jose/tokens.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return boost::json::parse(text).as_object();
}

std::optional<std::string> verify_foreign(const boost::json::value& made) {
  return verify_jwt(std::string_view(made.at("token").as_string()),
                    boost::json::serialize(made.at("jwks")));
}

TEST_F(JoseTest, believes_the_tokens_of_another_implementation) {
  const auto tokens = foreign_tokens();
  ASSERT_EQ(tokens.at("good").as_object().size(), 5U);
  for (const auto& [name, made] : tokens.at("good").as_object()) {
    const auto verified = verify_foreign(made);
    ASSERT_TRUE(verified) << name;
    EXPECT_EQ(boost::json::parse(*verified), tokens.at("claims")) << name;
  }
}

TEST_F(JoseTest, refuses_the_tricks_that_are_known) {
  const auto tokens = foreign_tokens();
  ASSERT_EQ(tokens.at("bad").as_object().size(), 24U);
  for (const auto& [name, made] : tokens.at("bad").as_object()) {
    EXPECT_FALSE(verify_foreign(made)) << name;
  }
}

}  // namespace
}  // namespace lexipoort::crypto
