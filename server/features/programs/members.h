#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

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

/// The pupils who may start the program at the school today, and the supervisors they are linked
/// to for it.
[[nodiscard]] Expected<http::JsonText> list_members(const Settings& settings,
                                                    http::Exchange& exchange,
                                                    const MembersRequest& request);

}  // namespace lexipoort::programs
