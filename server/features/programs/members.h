#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/programs/programs.h"

/// Who works with a program at a school. Source: Names and Role Provisioning Services 2.0
/// (1EdTech).
namespace lexipoort::programs {

struct MembersRequest {
  SchoolId school;
  ProductId product;
  std::optional<std::string> role = {};
  std::optional<std::string> rlid = {};  ///< the context's one resource link
  std::optional<std::int64_t> limit = {};
  std::optional<std::int64_t> after = {};
};
BOOST_DESCRIBE_STRUCT(MembersRequest, (), (school, product, role, rlid, limit, after))

inline constexpr std::string_view kMembersType =
    "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";

/// A member by the specification's own names, as those below.
struct MemberMessage {
  std::string status;
  std::string user_id;
  std::string given_name;
  std::vector<std::string> roles;
};
BOOST_DESCRIBE_STRUCT(MemberMessage, (), (status, user_id, given_name, roles))

struct ContextMessage {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(ContextMessage, (), (id))

struct MembersMessage {
  std::string id;
  ContextMessage context;
  std::vector<MemberMessage> members;
};
BOOST_DESCRIBE_STRUCT(MembersMessage, (), (id, context, members))

/// The pupils who may start the program at the school today, and the supervisors they are linked
/// to for it.
[[nodiscard]] Expected<http::JsonText> list_members(const Settings& settings,
                                                    http::Exchange& exchange,
                                                    const MembersRequest& request);

}  // namespace lexipoort::programs
