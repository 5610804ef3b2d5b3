#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>

#include "features/programs/launch.h"
#include "features/programs/line_items.h"
#include "features/programs/members.h"
#include "features/programs/signing_keys.h"
#include "features/programs/token.h"
#include "platform/crypto/jose.h"
#include "platform/database/migrations.h"
#include "platform/database/test_database.h"

/// Starting a program and getting a token, with real keys and a real database.
namespace lexipoort::programs {
namespace {

using boost::json::object;
using database::Engine;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr UtcSeconds kNow = 1'795'000'000;  // 18 November 2026
constexpr UserId kPupil{20};
constexpr ProductId kBouw{3};
const std::string kPortal = "https://portaal.example";
const std::string kTool = "https://tool.example";

class FixedClock final : public Clock {
 public:
  [[nodiscard]] UtcSeconds now() const override { return kNow; }
};

/// The tool's key: made once, since it takes a while.
const std::string& tool_key() {
  static const std::string key = crypto::make_rsa_key("tool-1");
  return key;
}

std::string decoded(const http::Redirect& redirect, std::string_view name) {
  const auto query = redirect.location.substr(redirect.location.find('?') + 1);
  for (const auto& [key, value] : http::decode_form(query)) {
    if (key == name) return value;
  }
  return {};
}

/// The value of a hidden field of a page.
std::string field(const http::Page& page, const std::string& name) {
  std::smatch found;
  const std::regex hidden("name=\"" + name + "\" value=\"([^\"]*)\"");
  return std::regex_search(page.html, found, hidden) ? found[1].str() : "";
}

class StoredPrograms : public testing::TestWithParam<Engine> {
 protected:
  StoredPrograms() {
    database::migrate(database_);
    database_.write([](database::Transaction& tx) { fill(tx); });
    rotate_keys(settings_, kNow);
    pupil_.user = kPupil;
    pupil_.kind = accounts::Kind::pupil;
    pupil_.session_hash = "session";
    pupil_.now = kNow;
  }

  static void fill(database::Transaction& tx) {
    tx.execute(
        "insert into schools (id, name, place, brin, location_code, sector, created_at) "
        "values (1, 'De Regenboog', 'Zwolle', '01AB', '00', 'po', 0)");
    tx.execute(
        "insert into products (id, slug, name, client_id, deployment_id, login_url, launch_url,"
        " jwks_url) values "
        "(3, 'bouw', 'Bouw!', 'demo', 'd-1', 'https://tool.example/login',"
        " 'https://tool.example/launch', 'https://tool.example/jwks'),"
        "(4, 'letterster', 'Letterster', null, null, null, null, null)");
    tx.execute(
        "insert into users (id, kind, first_name, infix, last_name, search, sort_key, subject,"
        " created_at) values "
        "(10, 'professional', 'Anna', '', 'Bos', '', '', 'subject-10', 0),"
        "(20, 'pupil', 'Fenna', '', 'Jansen', '', '', 'subject-20', 0)");
    tx.execute(
        "insert into memberships (school_id, user_id, supervisor) values (1, 10, 1), (1, 20, 0)");
    for (const std::int64_t product : {3, 4}) {
      tx.execute(
          "insert into subscriptions (id, school_id, product_id, type, seats, starts_on) "
          "values (:product, 1, :product, 'school_wide', 9, '2026-08-01')",
          {{"product", product}});
      tx.execute(
          "insert into licences (school_id, subscription_id, pupil_id, starts_on, ends_on) "
          "values (1, :product, 20, '2026-08-01', null)",
          {{"product", product}});
      tx.execute("insert into links values (1, 20, :product, 10)", {{"product", product}});
    }
  }

  void change(std::string_view sql) {
    database_.write([&](database::Transaction& tx) { tx.execute(sql); });
  }

  http::Redirect start(ProductId product = kBouw) {
    const http::Exchange exchange{
        .request = request_, .caller = caller_, .now = kNow, .reply_headers = {}};
    return launch(settings_, exchange, {.product = product, .school = {}}).value();
  }

  /// The authentication request that the tool makes of a start.
  static rules::AuthorizeRequest question(const http::Redirect& started) {
    return {.client_id = "demo",
            .redirect_uri = kTool + "/launch",
            .response_type = "id_token",
            .response_mode = "form_post",
            .scope = "openid",
            .prompt = "none",
            .nonce = "n-1",
            .login_hint = decoded(started, "login_hint"),
            .lti_message_hint = decoded(started, "lti_message_hint"),
            .state = "s-1"};
  }

  http::Page ask(const rules::AuthorizeRequest& request, UtcSeconds now = kNow) {
    const http::Exchange exchange{
        .request = request_, .caller = caller_, .now = now, .reply_headers = {}};
    return authorize(settings_, exchange, request).value();
  }

  std::string jwks(UtcSeconds now = kNow) {
    return database_.read([&](database::Transaction& tx) { return published_jwks(tx, now); });
  }

  static TokenRequest token_request(const std::string& jti) {
    const object claims{{"iss", "demo"}, {"sub", "demo"},     {"aud", kPortal + "/oauth/token"},
                        {"iat", kNow},   {"exp", kNow + 300}, {"jti", jti}};
    TokenRequest request;
    request.grant_type = "client_credentials";
    request.client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    request.client_assertion = crypto::sign_jwt(tool_key(), boost::json::serialize(claims));
    request.scope = "results";
    return request;
  }

  object token_answer(const TokenRequest& request, int status) {
    http::Exchange exchange{
        .request = request_, .caller = nullptr, .now = kNow, .reply_headers = {}};
    const auto answer = issue_token(settings_, exchange, request).value();
    EXPECT_EQ(answer.status, status) << answer.text;
    return boost::json::parse(answer.text).as_object();
  }

  std::string token_error(const TokenRequest& request, int status) {
    return std::string(token_answer(request, status)["error"].as_string());
  }

  std::shared_ptr<const http::Caller> call_with(std::string_view token, UtcSeconds now = kNow) {
    http::Request request;
    request.headers = {{"authorization", "Bearer " + std::string(token)}};
    return authenticate(settings_, request, now);
  }

  database::TestDatabase at_{GetParam()};
  database::Database database_{at_.url(), 2};
  FixedClock clock_;
  crypto::SealKey seal_key_ = crypto::SealKey::random();
  std::string published_ = "{\"keys\":[" + crypto::public_jwk(tool_key()) + "]}";
  Settings settings_{.database = database_,
                     .clock = clock_,
                     .seal_key = seal_key_,
                     .public_url = kPortal,
                     .tool_keys = ToolKeys([this](const std::string&) { return published_; })};
  http::Request request_;
  accounts::Actor pupil_;
  const http::Caller* caller_ = &pupil_;
};

INSTANTIATE_TEST_SUITE_P(Engines, StoredPrograms,
                         testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(StoredPrograms, R2_4_list_what_a_pupil_is_linked_to_with_a_licence_of_today) {
  const auto names = [&] {
    std::vector<std::string> found;
    const auto mine = database_.read(
        [&](database::Transaction& tx) { return my_programs(tx, pupil_, {}).value(); });
    for (const auto& program : mine.programs) found.push_back(program.name);
    return found;
  };
  EXPECT_THAT(names(), testing::ElementsAre("Bouw!", "Letterster"));
  change("update licences set ends_on = '2026-11-18' where subscription_id = 4");
  EXPECT_THAT(names(), testing::ElementsAre("Bouw!"));
  change("update subscriptions set ends_on = '2026-11-18' where id = 3");
  EXPECT_THAT(names(), testing::IsEmpty());
  change("update subscriptions set ends_on = '2026-11-19' where id = 3");
  EXPECT_THAT(names(), testing::ElementsAre("Bouw!"));
  change("update memberships set archived_at = 1 where user_id = 20");
  EXPECT_THAT(names(), testing::IsEmpty());
  change("update memberships set archived_at = null");
  change("delete from links");
  EXPECT_THAT(names(), testing::IsEmpty());
}

TEST_P(StoredPrograms, R2_4_send_the_browser_to_the_program_with_what_LTI_asks_for) {
  const auto started = start();
  EXPECT_THAT(started.location, StartsWith(kTool + "/login?"));
  EXPECT_EQ(decoded(started, "iss"), kPortal);
  EXPECT_EQ(decoded(started, "login_hint"), "subject-20");
  EXPECT_EQ(decoded(started, "target_link_uri"), kTool + "/launch");
  EXPECT_EQ(decoded(started, "client_id"), "demo");
  EXPECT_EQ(decoded(started, "lti_deployment_id"), "d-1");
}

TEST_P(StoredPrograms, R2_4_send_who_may_not_start_back_with_the_reason) {
  EXPECT_EQ(start({4}).location, "/oefenen?melding=niet-beschikbaar");
  EXPECT_EQ(start({99}).location, "/oefenen?melding=geen-licentie");
  change("delete from licences");
  EXPECT_EQ(start().location, "/oefenen?melding=geen-licentie");
  caller_ = nullptr;
  EXPECT_EQ(start().location, "/inloggen");
}

TEST_P(StoredPrograms, R2_4_tell_the_program_who_starts_in_a_signed_message) {
  const auto page = ask(question(start()));
  EXPECT_THAT(page.html, HasSubstr("action=\"https://tool.example/launch\""));
  EXPECT_EQ(page.form_action, kTool);
  EXPECT_EQ(field(page, "state"), "s-1");
  const auto verified = crypto::verify_jwt(field(page, "id_token"), jwks());
  ASSERT_TRUE(verified.has_value()) << page.html;
  const auto claims = boost::json::parse(*verified).as_object();
  EXPECT_EQ(claims.at("sub"), "subject-20");
  EXPECT_EQ(claims.at("given_name"), "Fenna");
  EXPECT_EQ(claims.at("nonce"), "n-1");
  EXPECT_EQ(claims.at("aud"), "demo");
  EXPECT_EQ(claims.at("https://purl.imsglobal.org/spec/lti/claim/custom").at("product"), "bouw");
  EXPECT_THAT(*verified, Not(HasSubstr("Jansen")));
}

TEST_P(StoredPrograms, R7_1_let_a_supervisor_in_who_has_pupils_for_the_program) {
  pupil_.user = UserId{10};
  pupil_.kind = accounts::Kind::professional;
  const auto page = ask(question(start()));
  const auto verified = crypto::verify_jwt(field(page, "id_token"), jwks());
  ASSERT_TRUE(verified.has_value()) << page.html;
  EXPECT_EQ(boost::json::parse(*verified).at("sub"), "subject-10");
  EXPECT_THAT(*verified, HasSubstr("membership#Instructor"));
  EXPECT_THAT(*verified, Not(HasSubstr("Bos")));
  for (const auto* ended : {"update memberships set archived_at = 1 where user_id = 20",
                            "update subscriptions set ends_on = '2026-11-18'",
                            "update memberships set supervisor = 0 where user_id = 10"}) {
    EXPECT_THAT(start().location, StartsWith(kTool)) << ended;
    change(ended);
    EXPECT_EQ(start().location, "/?melding=geen-licentie") << ended;
    change("update memberships set archived_at = null, supervisor = 1 where user_id in (10, 20)");
    change("update subscriptions set ends_on = null");
  }
}

TEST_P(StoredPrograms, R7_1_list_a_supervisors_programs_and_why_one_does_not_open) {
  pupil_.user = UserId{10};
  pupil_.kind = accounts::Kind::professional;
  const auto listed = [&](SchoolId school = {1}) {
    std::string found;
    const auto mine = database_.read([&](database::Transaction& tx) {
      return supervised_programs(tx, pupil_, {school}).value();
    });
    for (const auto& [product, slug, name, icon, obstacle] : mine.programs) {
      EXPECT_EQ(icon, "/icons/" + slug + ".svg");
      found += name + (obstacle ? ": " + std::string(reflect::enum_name(*obstacle)) : "") + "; ";
    }
    return found;
  };
  EXPECT_EQ(listed(), "Bouw!; Letterster: not_connected; ");
  EXPECT_EQ(listed({2}), "");
  change("update subscriptions set ends_on = '2026-11-18'");
  EXPECT_EQ(listed(), "Bouw!: no_subscription; Letterster: not_connected; ");
  change("update subscriptions set ends_on = null");
  change("update memberships set archived_at = 1 where user_id = 20");
  EXPECT_EQ(listed(), "");
  change("insert into supervised_products values (1, 10, 3)");
  EXPECT_EQ(listed(), "Bouw!: no_pupils; ");
  change("update memberships set archived_at = null");
  EXPECT_EQ(listed(), "Bouw!; Letterster: not_connected; ") << "given and linked is one program";
}

TEST_P(StoredPrograms, R2_4_send_nothing_to_an_address_that_is_not_registered) {
  for (const auto& [client, redirect] :
       {std::pair{"demo", "https://evil.example/launch"}, std::pair{"demo", ""},
        std::pair{"other", "https://tool.example/launch"}}) {
    auto request = question(start());
    request.client_id = client;
    request.redirect_uri = redirect;
    const auto page = ask(request);
    EXPECT_THAT(page.html, Not(HasSubstr("<form"))) << client << redirect;
    EXPECT_EQ(page.form_action, "");
  }
}

TEST_P(StoredPrograms, R2_4_post_the_error_back_where_the_address_is_trusted) {
  const auto error_of = [&](const rules::AuthorizeRequest& request, UtcSeconds now = kNow) {
    const auto page = ask(request, now);
    EXPECT_EQ(field(page, "id_token"), "");
    EXPECT_EQ(field(page, "state"), "s-1");
    return field(page, "error");
  };
  const auto good = question(start());
  auto request = good;
  request.response_type = "code";
  EXPECT_EQ(error_of(request), "unsupported_response_type");
  request = good;
  request.lti_message_hint = *good.lti_message_hint + "A";
  EXPECT_EQ(error_of(request), "invalid_request");
  request = good;
  request.login_hint = "subject-10";
  EXPECT_EQ(error_of(request), "login_required");
  EXPECT_EQ(error_of(good, kNow + 300), "login_required");
  pupil_.session_hash = "another";
  EXPECT_EQ(error_of(good), "login_required");
  pupil_.session_hash = "session";
  change("delete from licences");
  EXPECT_EQ(error_of(good), "access_denied");
  caller_ = nullptr;
  EXPECT_EQ(error_of(good), "login_required");
}

TEST_P(StoredPrograms, refuse_a_hint_that_was_made_for_another_program) {
  const auto hint = question(start()).lti_message_hint;
  change(
      "update products set client_id = 'other', deployment_id = 'd-2',"
      " launch_url = 'https://other.example/launch' where id = 4");
  auto request = question(start());
  request.client_id = "other";
  request.redirect_uri = "https://other.example/launch";
  EXPECT_EQ(field(ask(request), "error"), "invalid_request");
}

TEST_P(StoredPrograms, ask_again_with_GET_what_was_posted_and_lose_nothing) {
  const auto again = authorize_posted({{"state=a%26b&nonce=n+1&x=%0D%0A"}}).value();
  EXPECT_EQ(again.location, "/lti/authorize?state=a%26b&nonce=n%201&x=%0D%0A");
  const auto endless = "state=" + std::string(5000, 'a');
  EXPECT_EQ(authorize_posted({{endless}}).value().location, "/lti/authorize");
}

TEST_P(StoredPrograms, sign_with_a_new_key_an_hour_after_it_was_published) {
  const auto key_at = [&](UtcSeconds now) {
    return database_.read([&](database::Transaction& tx) { return current_key(tx, now).kid; });
  };
  const auto first = key_at(kNow);
  const auto rotated = kNow + 90 * 24 * 3600;
  rotate_keys(settings_, rotated - 1);
  EXPECT_EQ(key_at(rotated + 7200), first) << "not yet old enough";
  rotate_keys(settings_, rotated);
  rotate_keys(settings_, rotated);
  const auto second = key_at(rotated + 3600);
  EXPECT_NE(second, first);
  EXPECT_EQ(key_at(rotated + 3599), first);
  EXPECT_THAT(jwks(rotated), HasSubstr(first));
  EXPECT_THAT(jwks(rotated), HasSubstr(second));
  rotate_keys(settings_, rotated + 7 * 24 * 3600);
  EXPECT_THAT(jwks(rotated), Not(HasSubstr(first)));
  EXPECT_THAT(jwks(rotated), Not(HasSubstr("\"d\""))) << "never the private half";
}

TEST_P(StoredPrograms, R3_6_get_a_token_for_an_hour_against_a_signed_assertion) {
  const auto answer = token_answer(token_request("a"), 200);
  EXPECT_EQ(answer.at("token_type"), "Bearer");
  EXPECT_EQ(answer.at("expires_in"), 3600);
  EXPECT_EQ(answer.at("scope"), "results");
  const std::string token(answer.at("access_token").as_string());
  const auto caller = call_with(token);
  const auto* program = dynamic_cast<const Program*>(caller.get());
  ASSERT_NE(program, nullptr);
  EXPECT_EQ(program->client_id, "demo");
  ASSERT_EQ(program->products.size(), 1U);
  EXPECT_EQ(program->products[0].slug, "bouw");
  EXPECT_EQ(policy::program.check(program, {}), http::Access::granted);
  EXPECT_EQ(policy::program_writing_scores.check(program, {}), http::Access::forbidden)
      << "not a scope of this token";
  EXPECT_EQ(policy::program.check(&pupil_, {}), http::Access::forbidden);
  EXPECT_EQ(policy::program.check(nullptr, {}), http::Access::sign_in_first);
  EXPECT_NE(call_with(token, kNow + 3599), nullptr);
  EXPECT_EQ(call_with(token, kNow + 3600), nullptr);
  EXPECT_EQ(call_with(token + "x"), nullptr);
  EXPECT_EQ(call_with(""), nullptr);
}

TEST_P(StoredPrograms, R3_6_may_use_an_assertion_once) {
  const auto request = token_request("once");
  token_answer(request, 200);
  EXPECT_EQ(token_error(request, 401), "invalid_client");
  clear_expired(settings_, kNow + 359);
  EXPECT_EQ(token_error(request, 401), "invalid_client") << "forgotten too early";
}

TEST_P(StoredPrograms, R3_6_are_told_what_is_wrong_with_a_token_request) {
  auto request = token_request("b");
  request.grant_type = "authorization_code";
  EXPECT_EQ(token_error(request, 400), "unsupported_grant_type");
  request.grant_type.reset();
  EXPECT_EQ(token_error(request, 400), "invalid_request");
  request = token_request("b");
  request.scope = "results admin";
  EXPECT_EQ(token_error(request, 400), "invalid_scope");
  request = token_request("b");
  request.client_assertion.reset();
  EXPECT_EQ(token_error(request, 401), "invalid_client");
  request = token_request("b");
  request.client_assertion_type = "secret";
  EXPECT_EQ(token_error(request, 401), "invalid_client");
  request = token_request("b");
  request.client_id = "other";
  EXPECT_EQ(token_error(request, 401), "invalid_client");
  request_.query = {{"scope", "results"}};
  EXPECT_EQ(token_error(token_request("b"), 400), "invalid_request");
}

TEST_P(StoredPrograms, R3_6_must_sign_with_a_key_that_they_publish) {
  published_ = "{\"keys\":[" + crypto::public_jwk(crypto::make_rsa_key("tool-1")) + "]}";
  EXPECT_EQ(token_error(token_request("c"), 401), "invalid_client");
}

TEST_P(StoredPrograms, R3_6_must_be_known) {
  change("update products set client_id = 'renamed' where id = 3");
  EXPECT_EQ(token_error(token_request("d"), 401), "invalid_client");
}

TEST_P(StoredPrograms, R3_6_lose_their_tokens_when_these_expire) {
  token_answer(token_request("e"), 200);
  const auto tokens = [&] {
    return database_
        .read([](database::Transaction& tx) {
          return tx.row<std::int64_t>("select count(*) from program_tokens");
        })
        .value();
  };
  clear_expired(settings_, kNow + 3599);
  EXPECT_EQ(tokens(), 1);
  clear_expired(settings_, kNow + 3600);
  EXPECT_EQ(tokens(), 0);
}

class StoredContexts : public StoredPrograms {
 protected:
  StoredContexts() {
    program_.products = {{kBouw, "bouw"}};
    stranger_.products = {{{4}, "letterster"}};
  }

  http::Exchange exchange(const Program& program) {
    return {.request = request_, .caller = &program, .now = kNow, .reply_headers = {}};
  }
  Expected<http::JsonText> add(const object& item, const Program& program,
                               ProductId product = kBouw) {
    return add_line_item(settings_, exchange(program),
                         {{1}, product, {boost::json::serialize(item)}});
  }
  LineItemId add(const object& item) {
    const auto answer = add(item, program_).value();
    EXPECT_EQ(answer.status, 201);
    const std::string id(boost::json::parse(answer.text).at("id").as_string());
    EXPECT_THAT(id, StartsWith(kPortal + "/lti/contexts/1/3/lineitems/"));
    return {std::stoll(id.substr(id.rfind('/') + 1))};
  }

  /// The labels of one answer; the address of the rest is left in next_.
  std::vector<std::string> labels(const LineItemsRequest& request) {
    auto asked = exchange(program_);
    std::vector<std::string> found;
    const auto list = boost::json::parse(list_line_items(settings_, asked, request)->text);
    for (const auto& item : list.as_array()) found.emplace_back(item.at("label").as_string());
    keep_next(asked);
    return found;
  }
  /// The pseudonyms of one answer; the address of the rest is left in next_.
  std::vector<std::string> members(const MembersRequest& request) {
    auto asked = exchange(program_);
    std::vector<std::string> found;
    const auto answer = boost::json::parse(list_members(settings_, asked, request)->text);
    for (const auto& member : answer.at("members").as_array()) {
      found.emplace_back(member.at("user_id").as_string());
    }
    keep_next(asked);
    return found;
  }
  void keep_next(const http::Exchange& asked) {
    next_.clear();
    for (const auto& [name, value] : asked.reply_headers) {
      if (name == "Link") next_ = value;
    }
  }
  template <class T>
  static std::string code_of(const Expected<T>& answer) {
    return answer ? "none" : answer.error().code;
  }
  Expected<LineItem> put(LineItemId item, const object& sent, const Program& program) {
    return database_.write([&](database::Transaction& tx) {
      return change_line_item(tx, program, {{1}, kBouw, item, {boost::json::serialize(sent)}});
    });
  }
  Expected<Nothing> remove(LineItemId item, const Program& program) {
    return database_.write([&](database::Transaction& tx) {
      return remove_line_item(tx, program, {{1}, kBouw, item});
    });
  }
  std::int64_t count(std::string_view sql) {
    return database_.read([&](database::Transaction& tx) { return tx.row<std::int64_t>(sql); })
        .value();
  }
  static LineItemsRequest page(std::optional<std::int64_t> limit,
                               std::optional<std::int64_t> after = {}) {
    LineItemsRequest request{.school = {1}, .product = kBouw};
    request.limit = limit;
    request.after = after;
    return request;
  }

  Program program_;
  Program stranger_;
  std::string next_;
};

INSTANTIATE_TEST_SUITE_P(Engines, StoredContexts,
                         testing::Values(Engine::sqlite, Engine::postgresql),
                         testing::PrintToStringParamName());

TEST_P(StoredContexts, R3_6_list_line_items_by_what_they_are_for) {
  add({{"label", "Toets 1"},
       {"scoreMaximum", 20},
       {"tag", "toets"},
       {"resourceId", "les-7"},
       {"resourceLinkId", "1-3"}});
  add({{"label", "Toets 2"}, {"scoreMaximum", 10}, {"tag", "toets"}});
  add({{"label", "Spel"}, {"scoreMaximum", 5}});
  auto request = page({});
  EXPECT_THAT(labels(request), ElementsAre("Toets 1", "Toets 2", "Spel"));
  EXPECT_EQ(next_, "");
  request.tag = "toets";
  EXPECT_THAT(labels(request), ElementsAre("Toets 1", "Toets 2"));
  request.resource_id = "les-7";
  EXPECT_THAT(labels(request), ElementsAre("Toets 1"));
  request.resource_id = "les-8";
  EXPECT_THAT(labels(request), IsEmpty());
  request = page({});
  request.resource_link_id = "1-3";
  EXPECT_THAT(labels(request), ElementsAre("Toets 1"));
  request.resource_link_id = "1-4";
  EXPECT_THAT(labels(request), IsEmpty());
}

TEST_P(StoredContexts, R3_6_tell_line_items_a_page_at_a_time) {
  add({{"label", "Toets 1"}, {"scoreMaximum", 20}});
  const auto second = add({{"label", "Toets 2"}, {"scoreMaximum", 20}});
  add({{"label", "Toets 3"}, {"scoreMaximum", 20}});
  EXPECT_THAT(labels(page(2)), ElementsAre("Toets 1", "Toets 2"));
  EXPECT_THAT(next_, HasSubstr("after=" + std::to_string(second.value)));
  EXPECT_THAT(next_, HasSubstr("rel=\"next\""));
  EXPECT_THAT(labels(page(2, second.value)), ElementsAre("Toets 3"));
  EXPECT_EQ(next_, "");
  // 3, then 12, then 156 of them.
  for (int time = 0; time < 2; ++time) {
    change(
        "insert into line_items (school_id, product_id, label, maximum_score, linked) "
        "select a.school_id, a.product_id, a.label, 1, 0 from line_items a cross join line_items");
  }
  EXPECT_EQ(labels(page(1000)).size(), 100U);
  EXPECT_EQ(labels(page({})).size(), 100U);
}

TEST_P(StoredContexts, R3_6_change_and_remove_a_line_item_with_the_scores_sent_for_it) {
  const auto item = add({{"label", "Toets 1"}, {"scoreMaximum", 20}, {"tag", "toets"}});
  EXPECT_EQ(code_of(put(item, {{"label", ""}, {"scoreMaximum", 20}}, program_)), "faulty");
  EXPECT_EQ(code_of(put(item, {{"label", "Toets A"}, {"scoreMaximum", 25}}, program_)), "none");
  const auto shown =
      boost::json::parse(show_line_item(settings_, exchange(program_), {{1}, kBouw, item})->text);
  EXPECT_EQ(shown.at("label"), "Toets A");
  EXPECT_EQ(shown.at("scoreMaximum").to_number<double>(), 25);
  EXPECT_FALSE(shown.as_object().contains("tag")) << "the whole is replaced";

  change(
      "insert into line_item_scores (school_id, line_item_id, pupil_id, sent_at, activity, grading)"
      " select 1, id, 20, 0, 'Started', 'Pending' from line_items");
  EXPECT_EQ(code_of(remove(item, program_)), "none");
  EXPECT_EQ(count("select count(*) from line_item_scores"), 0);
  EXPECT_EQ(code_of(remove(item, program_)), "not_found");
}

TEST_P(StoredContexts, R3_6_hide_line_items_from_other_programs) {
  const object sent{{"label", "Toets 1"}, {"scoreMaximum", 20}};
  const auto item = add(sent);
  auto asked = exchange(stranger_);
  EXPECT_EQ(code_of(list_line_items(settings_, asked, page({}))), "not_found");
  EXPECT_EQ(code_of(show_line_item(settings_, asked, {{1}, kBouw, item})), "not_found");
  EXPECT_EQ(code_of(show_line_item(settings_, asked, {{1}, {4}, item})), "not_found")
      << "nor by way of a context of its own";
  EXPECT_EQ(code_of(put(item, sent, stranger_)), "not_found");
  EXPECT_EQ(code_of(add(sent, stranger_)), "not_found");
  EXPECT_EQ(code_of(remove(item, stranger_)), "not_found");
  EXPECT_EQ(count("select count(*) from line_items"), 1);
  change("delete from licences where subscription_id = 3");
  change("delete from subscriptions where id = 3");
  EXPECT_EQ(code_of(show_line_item(settings_, exchange(program_), {{1}, kBouw, item})), "not_found")
      << "a school that has nothing to do with the program";
}

TEST_P(StoredContexts, R3_6_tell_who_works_with_the_program) {
  const MembersRequest all{.school = {1}, .product = kBouw};
  EXPECT_THAT(members(all), ElementsAre("subject-10", "subject-20"));
  auto request = all;
  request.role = "Learner";
  EXPECT_THAT(members(request), ElementsAre("subject-20"));
  request.role = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor";
  EXPECT_THAT(members(request), ElementsAre("subject-10"));
  request = all;
  request.limit = 1;
  EXPECT_THAT(members(request), ElementsAre("subject-10"));
  EXPECT_THAT(next_, HasSubstr("after=10"));
  request.after = 10;
  EXPECT_THAT(members(request), ElementsAre("subject-20"));
  EXPECT_EQ(next_, "");

  change("update licences set ends_on = '2026-11-18' where subscription_id = 3");
  EXPECT_THAT(members(all), ElementsAre("subject-10")) << "a pupil without a licence today";
  change("update licences set ends_on = null");
  change("update memberships set archived_at = 1 where user_id = 20");
  EXPECT_THAT(members(all), IsEmpty()) << "nor who guides nobody any more";
}

TEST_P(StoredContexts, R3_6_tell_other_programs_nothing_of_members) {
  auto asked = exchange(stranger_);
  EXPECT_EQ(code_of(list_members(settings_, asked, {.school = {1}, .product = kBouw})),
            "not_found");
  MembersRequest request{.school = {1}, .product = kBouw};
  request.rlid = "1-4";
  auto own = exchange(program_);
  EXPECT_EQ(code_of(list_members(settings_, own, request)), "not_found");
}

}  // namespace
}  // namespace lexipoort::programs
