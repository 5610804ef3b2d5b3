#include "features/programs/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace lexipoort::programs::rules {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr UtcSeconds kNow = 1'795'000'000;
constexpr UtcSeconds kDay = 24 * 3600;

// --- the portal's own keys -----------------------------------------------------------------------

TEST(SigningKeyRotation, makes_a_key_when_there_is_none_or_the_newest_is_90_days_old) {
  EXPECT_TRUE(needs_new_key({}, kNow));
  EXPECT_FALSE(needs_new_key(std::vector{kNow - 90 * kDay + 1}, kNow));
  EXPECT_TRUE(needs_new_key(std::vector{kNow - 90 * kDay}, kNow));
  EXPECT_FALSE(needs_new_key(std::vector{kNow - kDay, kNow - 91 * kDay}, kNow));
}

TEST(SigningKeyRotation, publishes_a_key_for_seven_days_after_its_successor_came) {
  EXPECT_EQ(published_keys({}, kNow), 0U);
  EXPECT_EQ(published_keys(std::vector{kNow - 400 * kDay}, kNow), 1U);
  EXPECT_EQ(published_keys(std::vector{kNow - 7 * kDay + 1, kNow - 97 * kDay}, kNow), 2U);
  EXPECT_EQ(published_keys(std::vector{kNow - 7 * kDay, kNow - 97 * kDay}, kNow), 1U);
  EXPECT_EQ(published_keys(std::vector{kNow, kNow - kDay, kNow - 9 * kDay, kNow - 99 * kDay}, kNow),
            3U);
}

TEST(SigningKeyRotation, signs_with_the_newest_key_that_was_public_for_an_hour) {
  EXPECT_EQ(signing_key({}, kNow), std::nullopt);
  EXPECT_EQ(signing_key(std::vector{kNow}, kNow), 0U) << "the only one";
  EXPECT_EQ(signing_key(std::vector{kNow - 3599, kNow - 90 * kDay}, kNow), 1U);
  EXPECT_EQ(signing_key(std::vector{kNow - 3600, kNow - 90 * kDay}, kNow), 0U);
  EXPECT_EQ(signing_key(std::vector{kNow - 10, kNow - 20}, kNow), 1U);
}

TEST(SigningKeyRotation, never_signs_with_a_key_that_is_not_published) {
  for (UtcSeconds age = 0; age < 8 * kDay; age += 1800) {
    const std::vector made = {kNow - age, kNow - age - 90 * kDay, kNow - age - 180 * kDay};
    EXPECT_LT(signing_key(made, kNow).value(), published_keys(made, kNow)) << age;
  }
}

TEST(Jwks, holds_a_key_by_its_name_only) {
  const auto jwks = R"({"keys":[{"kid":"a","kty":"RSA"},{"kid":"b"},7]})";
  EXPECT_TRUE(holds_key(jwks, "b"));
  EXPECT_FALSE(holds_key(jwks, "c"));
  EXPECT_FALSE(holds_key("", "a"));
  EXPECT_FALSE(holds_key(R"({"keys":{"kid":"a"}})", "a"));
}

// --- starting a program --------------------------------------------------------------------------

TEST(ProgramRules, R7_1_tell_what_stands_between_a_supervisor_and_a_program) {
  EXPECT_EQ(obstacle_of({.is_connected = true, .is_subscribed = true, .has_pupils = true}),
            std::nullopt);
  EXPECT_EQ(obstacle_of({.is_connected = true, .is_subscribed = true, .has_pupils = false}),
            Obstacle::no_pupils);
  EXPECT_EQ(obstacle_of({.is_connected = true, .is_subscribed = false, .has_pupils = false}),
            Obstacle::no_subscription);
  EXPECT_EQ(obstacle_of({}), Obstacle::not_connected);
}

AuthorizeRequest good_request() {
  return {.client_id = "demo",
          .redirect_uri = "https://tool.example/launch",
          .response_type = "id_token",
          .response_mode = "form_post",
          .scope = "openid",
          .prompt = "none",
          .nonce = "n-1",
          .login_hint = "subject-7",
          .lti_message_hint = "sealed",
          .state = "s-1"};
}

TEST(AuthorizeRequest, is_fine_when_all_is_as_the_security_framework_says) {
  EXPECT_FALSE(request_fault(good_request()).has_value());
}

struct WrongParameter {
  std::optional<std::string> AuthorizeRequest::*field;
  std::optional<std::string> value;
  std::string_view error;
};

TEST(AuthorizeRequest, names_each_parameter_that_is_wrong_or_missing) {
  for (const auto& wrong : {
           WrongParameter{&AuthorizeRequest::response_type, "code", "unsupported_response_type"},
           WrongParameter{&AuthorizeRequest::response_type, {}, "unsupported_response_type"},
           WrongParameter{&AuthorizeRequest::response_mode, "fragment", "invalid_request"},
           WrongParameter{&AuthorizeRequest::response_mode, {}, "invalid_request"},
           WrongParameter{&AuthorizeRequest::scope, "openid email", "invalid_scope"},
           WrongParameter{&AuthorizeRequest::scope, {}, "invalid_scope"},
           WrongParameter{&AuthorizeRequest::prompt, "login", "invalid_request"},
           WrongParameter{&AuthorizeRequest::prompt, {}, "invalid_request"},
           WrongParameter{&AuthorizeRequest::nonce, "", "invalid_request"},
           WrongParameter{&AuthorizeRequest::nonce, {}, "invalid_request"},
           WrongParameter{&AuthorizeRequest::login_hint, {}, "invalid_request"},
           WrongParameter{&AuthorizeRequest::lti_message_hint, {}, "invalid_request"},
       }) {
    auto request = good_request();
    request.*wrong.field = wrong.value;
    const auto fault = request_fault(request);
    ASSERT_TRUE(fault.has_value()) << wrong.value.value_or("missing");
    EXPECT_EQ(fault->error, wrong.error) << wrong.value.value_or("missing");
  }
}

class VisitorFault : public testing::Test {
 protected:
  std::string_view error() const {
    const auto fault = visitor_fault(request_, hint_, visitor_, kNow);
    return fault ? fault->error : "";
  }

  AuthorizeRequest request_ = good_request();
  std::optional<LaunchHint> hint_ = LaunchHint{
      .session = "hash", .user = {7}, .product = {3}, .school = {1}, .expires_at = kNow + 1};
  std::optional<Visitor> visitor_ = Visitor{.session = "hash", .user = {7}, .subject = "subject-7"};
};

TEST_F(VisitorFault, is_none_for_who_started_just_now_R2_4) {
  EXPECT_EQ(error(), "");
}

TEST_F(VisitorFault, is_login_required_when_nobody_is_signed_in) {
  visitor_.reset();
  EXPECT_EQ(error(), "login_required");
}

TEST_F(VisitorFault, is_login_required_when_somebody_else_sits_there_now) {
  visitor_->subject = "subject-8";
  EXPECT_EQ(error(), "login_required");
}

TEST_F(VisitorFault, is_invalid_request_when_the_hint_does_not_open) {
  hint_.reset();
  EXPECT_EQ(error(), "invalid_request");
}

TEST_F(VisitorFault, is_login_required_when_the_start_was_in_another_session) {
  hint_->session = "other";
  EXPECT_EQ(error(), "login_required");
}

TEST_F(VisitorFault, is_login_required_when_another_user_started) {
  hint_->user = {8};
  EXPECT_EQ(error(), "login_required");
}

TEST_F(VisitorFault, is_login_required_when_the_start_was_too_long_ago) {
  hint_->expires_at = kNow;
  EXPECT_EQ(error(), "login_required");
}

TEST(IdToken, has_the_claims_that_LTI_asks_for_and_of_the_pupil_only_the_first_name) {
  const auto claims = boost::json::parse(id_token_claims({.issuer = "https://portaal.example",
                                                          .client_id = "demo",
                                                          .deployment_id = "d-1",
                                                          .context = {{1}, {3}},
                                                          .line_item = LineItemId{8},
                                                          .target = "https://tool.example/launch",
                                                          .slug = "bouw",
                                                          .product_name = "Bouw!",
                                                          .subject = "subject-7",
                                                          .first_name = "Fenna",
                                                          .nonce = "n-1",
                                                          .now = kNow}));
  const auto expected = boost::json::parse(R"({
    "iss": "https://portaal.example", "aud": "demo", "sub": "subject-7",
    "iat": 1795000000, "exp": 1795000300, "nonce": "n-1", "given_name": "Fenna",
    "https://purl.imsglobal.org/spec/lti/claim/message_type": "LtiResourceLinkRequest",
    "https://purl.imsglobal.org/spec/lti/claim/version": "1.3.0",
    "https://purl.imsglobal.org/spec/lti/claim/deployment_id": "d-1",
    "https://purl.imsglobal.org/spec/lti/claim/target_link_uri": "https://tool.example/launch",
    "https://purl.imsglobal.org/spec/lti/claim/resource_link": {"id": "1-3", "title": "Bouw!"},
    "https://purl.imsglobal.org/spec/lti/claim/context": {
      "id": "1-3", "title": "Bouw!",
      "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#Group"]},
    "https://purl.imsglobal.org/spec/lti/claim/roles":
      ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
    "https://purl.imsglobal.org/spec/lti/claim/launch_presentation": {
      "document_target": "window", "return_url": "https://portaal.example/oefenen",
      "locale": "nl"},
    "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": {
      "scope": [
        "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
        "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly",
        "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly",
        "https://purl.imsglobal.org/spec/lti-ags/scope/score"],
      "lineitems": "https://portaal.example/lti/contexts/1/3/lineitems",
      "lineitem": "https://portaal.example/lti/contexts/1/3/lineitems/8"},
    "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
      "context_memberships_url": "https://portaal.example/lti/contexts/1/3/memberships",
      "service_versions": ["2.0"]},
    "https://purl.imsglobal.org/spec/lti/claim/custom": {"product": "bouw"}})");
  EXPECT_EQ(claims, expected) << claims;
}

TEST(IdToken, R7_1_says_that_a_supervisor_instructs_and_comes_from_the_dashboard) {
  const auto claims = boost::json::parse(id_token_claims({.issuer = "https://portaal.example",
                                                          .client_id = "demo",
                                                          .deployment_id = "d-1",
                                                          .context = {{1}, {3}},
                                                          .line_item = {},
                                                          .target = "https://tool.example/launch",
                                                          .slug = "bouw",
                                                          .product_name = "Bouw!",
                                                          .subject = "subject-7",
                                                          .first_name = "Anna",
                                                          .role = Role::instructor,
                                                          .nonce = "n-1",
                                                          .now = kNow}));
  EXPECT_EQ(claims.at("https://purl.imsglobal.org/spec/lti/claim/roles"),
            (boost::json::array{"http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"}));
  EXPECT_EQ(
      claims.at("https://purl.imsglobal.org/spec/lti/claim/launch_presentation").at("return_url"),
      "https://portaal.example/school/1/home");
  EXPECT_FALSE(claims.at("https://purl.imsglobal.org/spec/lti-ags/claim/endpoint")
                   .as_object()
                   .contains("lineitem"))
      << "only when there is exactly one";
}

TEST(Role, R7_1_goes_by_its_whole_name_or_by_the_last_word) {
  EXPECT_TRUE(is_role("Learner", Role::learner));
  EXPECT_TRUE(
      is_role("http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor", Role::instructor));
  EXPECT_FALSE(is_role("Instructor", Role::learner));
  EXPECT_FALSE(is_role("", Role::learner));
}

TEST(Scopes, R3_6_are_taken_together_if_each_is_known) {
  EXPECT_TRUE(are_scopes("results"));
  EXPECT_TRUE(are_scopes(std::string(scope::kScores) + " " + std::string(scope::kMembers)));
  EXPECT_FALSE(are_scopes("results admin"));
  EXPECT_FALSE(are_scopes(""));
  EXPECT_FALSE(are_scopes("results "));
}

TEST(Scopes, R3_6_are_not_part_of_one_another) {
  EXPECT_TRUE(has_scope("results " + std::string(scope::kScores), scope::kScores));
  EXPECT_FALSE(has_scope(scope::kLineItemsReadonly, scope::kLineItems));
  EXPECT_FALSE(has_scope(scope::kResultsReadonly, scope::kResults));
}

// --- letting a program in ------------------------------------------------------------------------

constexpr std::string_view kAudience = "https://portaal.example/oauth/token";

boost::json::object good_claims() {
  return {{"iss", "demo"}, {"sub", "demo"},     {"aud", kAudience},
          {"iat", kNow},   {"exp", kNow + 300}, {"jti", "once-only"}};
}

std::string_view refusal_of(const boost::json::object& claims) {
  const auto checked = check_assertion(boost::json::serialize(claims), "demo", kAudience, kNow);
  return checked ? "" : checked.error();
}

TEST(Assertion, authenticates_its_client_R3_6) {
  const auto checked =
      check_assertion(boost::json::serialize(good_claims()), "demo", kAudience, kNow);
  ASSERT_TRUE(checked.has_value()) << checked.error();
  EXPECT_EQ(checked->jti, "once-only");
  EXPECT_EQ(checked->usable_until, kNow + 360) << "kept as long as it could be sent again";
}

TEST(Assertion, may_be_for_several_audiences_if_we_are_among_them_R3_6) {
  auto claims = good_claims();
  claims["aud"] = {"https://elsewhere.example", kAudience};
  EXPECT_EQ(refusal_of(claims), "");
  claims["aud"] = {"https://elsewhere.example", "https://portaal.example"};
  EXPECT_THAT(std::string(refusal_of(claims)), HasSubstr("aud"));
}

struct WrongClaim {
  std::string_view name;
  std::string json;  // empty: left out
  std::string_view refusal;
};

TEST(Assertion, is_refused_for_each_claim_that_is_wrong_or_missing_R3_6) {
  const auto number = [](UtcSeconds moment) { return std::to_string(moment); };
  const std::vector<WrongClaim> wrongs = {
      {"iss", R"("other")", "iss must"},
      {"iss", "", "iss must"},
      {"sub", R"("other")", "sub must"},
      {"aud", R"("https://elsewhere.example/oauth/token")", "aud must"},
      {"aud", "", "aud must"},
      {"aud", "7", "aud must"},
      {"exp", "", "exp is missing"},
      {"exp", R"("soon")", "exp is missing"},
      {"exp", "1e300", "exp is missing"},
      {"exp", number(kNow - 60), "has expired"},
      {"exp", number(kNow + 601), "ten minutes ahead"},
      {"iat", "", "iat is missing"},
      {"iat", number(kNow + 61), "in the future"},
      {"iat", number(kNow - 661), "ten minutes ago"},
      {"jti", "", "jti"},
      {"jti", R"("")", "jti"},
      {"jti", '"' + std::string(201, 'x') + '"', "jti"},
  };
  for (const auto& wrong : wrongs) {
    auto claims = good_claims();
    claims.erase(wrong.name);
    if (!wrong.json.empty()) claims[wrong.name] = boost::json::parse(wrong.json);
    EXPECT_THAT(std::string(refusal_of(claims)), HasSubstr(std::string(wrong.refusal)))
        << wrong.name << " = " << wrong.json;
  }
}

TEST(Assertion, forgives_a_clock_that_is_a_minute_off_R3_6) {
  auto claims = good_claims();
  claims["iat"] = kNow + 60;
  EXPECT_EQ(refusal_of(claims), "");
  claims["iat"] = kNow - 100;
  claims["exp"] = kNow - 59;
  EXPECT_EQ(refusal_of(claims), "");
  claims["exp"] = kNow + 600;
  EXPECT_EQ(refusal_of(claims), "");
}

TEST(Assertion, is_refused_when_its_claims_are_no_object) {
  EXPECT_FALSE(check_assertion("[]", "demo", kAudience, kNow).has_value());
  EXPECT_FALSE(check_assertion("{", "demo", kAudience, kNow).has_value());
}

TEST(Assertion, tells_which_client_it_says_it_is_from) {
  // {"sub":"demo?"} in base64url, which ends in the letter that plain base64 does not have
  EXPECT_EQ(claimed_client("e30.eyJzdWIiOiJkZW1vPyJ9.c2ln"), "demo?");
  EXPECT_EQ(claimed_client("e30.eyJzdWIiOiJ-fn4ifQ.c2ln"), "~~~");
  EXPECT_EQ(claimed_client("e30.e30.c2ln"), std::nullopt);
  EXPECT_EQ(claimed_client("e30.e!0.c2ln"), std::nullopt);
  EXPECT_EQ(claimed_client("e30.e30"), std::nullopt);
  EXPECT_EQ(claimed_client(""), std::nullopt);
}

// --- texts ---------------------------------------------------------------------------------------

TEST(Texts, adds_fields_to_an_address_that_may_have_a_query_already) {
  EXPECT_EQ(with_query("https://t.example/login", {{"iss", "https://p.example"}, {"a b", "c&d"}}),
            "https://t.example/login?iss=https%3A%2F%2Fp.example&a%20b=c%26d");
  EXPECT_EQ(with_query("https://t.example/login?x=1", {{"y", "\r\né"}}),
            "https://t.example/login?x=1&y=%0D%0A%C3%A9");
}

TEST(Texts, takes_the_origin_of_an_address_and_nothing_that_could_widen_a_header) {
  EXPECT_EQ(origin_of("https://tool.example:8443/launch?x"), "https://tool.example:8443");
  EXPECT_EQ(origin_of("http://[::1]:9000"), "http://[::1]:9000");
  EXPECT_EQ(origin_of("https://tool.example; script-src *"), "");
  EXPECT_EQ(origin_of("https://user@tool.example/"), "");
  EXPECT_EQ(origin_of("javascript:alert(1)"), "");
  EXPECT_EQ(origin_of("https:///launch"), "");
}

TEST(Texts, writes_a_form_in_which_nothing_breaks_out_of_its_quotes) {
  const auto html = form_page("https://t.example/?a&b", {{"state", "\"><script>'&"}});
  EXPECT_THAT(html, HasSubstr("action=\"https://t.example/?a&amp;b\""));
  EXPECT_THAT(html, HasSubstr("value=\"&quot;&gt;&lt;script&gt;&#39;&amp;\""));
  EXPECT_THAT(html, Not(HasSubstr("\"><script>'")));
  EXPECT_THAT(html, HasSubstr("Ga verder"));
}

}  // namespace
}  // namespace lexipoort::programs::rules
