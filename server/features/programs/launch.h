#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/programs/programs.h"
#include "features/programs/rules.h"

/// Starting a program: the pictogram, the way out to the program, and the message it gets.
namespace lexipoort::programs {

struct MyProgram {
  ProductId product;
  std::string slug;
  std::string name;
  std::string icon;
};
BOOST_DESCRIBE_STRUCT(MyProgram, (), (product, slug, name, icon))

struct MyPrograms {
  std::vector<MyProgram> programs;
};
BOOST_DESCRIBE_STRUCT(MyPrograms, (), (programs))

/// The programs that a pupil may start today. Source: spec R2.4.
[[nodiscard]] Expected<MyPrograms> my_programs(database::Transaction& tx,
                                               const accounts::Actor& actor, const Nothing&);

struct SupervisedRequest {
  SchoolId school;
};
BOOST_DESCRIBE_STRUCT(SupervisedRequest, (), (school))

/// One of a supervisor's programs, and why it does not open if it does not.
struct SupervisedProgram {
  ProductId product;
  std::string slug;
  std::string name;
  std::string icon;
  std::optional<rules::Obstacle> obstacle;
};
BOOST_DESCRIBE_STRUCT(SupervisedProgram, (), (product, slug, name, icon, obstacle))

struct SupervisedPrograms {
  std::vector<SupervisedProgram> programs;
};
BOOST_DESCRIBE_STRUCT(SupervisedPrograms, (), (programs))

/// The programs that a supervisor was given at a school, or has pupils for there.
/// Source: spec R7.1.
[[nodiscard]] Expected<SupervisedPrograms> supervised_programs(database::Transaction& tx,
                                                               const accounts::Actor& actor,
                                                               const SupervisedRequest& request);

/// The school where somebody may start a program today, if there is one: the program is then among
/// my_programs(), or in supervised_programs() with pupils and a subscription. A supervisor may
/// choose among their schools.
[[nodiscard]] std::optional<SchoolId> where_to_start(database::Transaction& tx,
                                                     const accounts::Actor& actor,
                                                     ProductId product,
                                                     const std::optional<SchoolId>& school);

struct LaunchRequest {
  ProductId product;
  std::optional<SchoolId> school;
};
BOOST_DESCRIBE_STRUCT(LaunchRequest, (), (product, school))

/// The first step of a start: sends the browser to the program's login address, or back to the
/// page with the reason (`melding`) why not.
[[nodiscard]] Expected<http::Redirect> launch(const Settings& settings,
                                              const http::Exchange& exchange,
                                              const LaunchRequest& request);

/// The second step: the program asks who it is, and gets a signed message by way of the browser.
[[nodiscard]] Expected<http::Page> authorize(const Settings& settings,
                                             const http::Exchange& exchange,
                                             const rules::AuthorizeRequest& request);

/// The same question, posted. The session cookie does not come along with a post from another
/// site, so the browser is told to ask again with GET.
struct PostedAuthorizeRequest {
  http::RawBody form;
};
BOOST_DESCRIBE_STRUCT(PostedAuthorizeRequest, (), (form))

[[nodiscard]] Expected<http::Redirect> authorize_posted(const PostedAuthorizeRequest& request);

/// What a launch hint is sealed for.
inline constexpr std::string_view kHintContext = "lti_message_hint";

}  // namespace lexipoort::programs
