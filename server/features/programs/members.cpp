#include "features/programs/members.h"

#include "base/calendar.h"

namespace lexipoort::programs {
namespace {

struct Member {
  UserId id;
  std::string subject;
  std::string first_name;
  bool is_supervisor = false;
};
BOOST_DESCRIBE_STRUCT(Member, (), (id, subject, first_name, is_supervisor))

std::vector<Member> find_page(database::Transaction& tx, const MembersRequest& request,
                              std::string_view day) {
  const auto wanted = [&](rules::Role role) {
    return !request.role || rules::is_role(*request.role, role);
  };
  return tx.rows<Member>(
      "select u.id, u.subject, u.first_name, m.supervisor from memberships m "
      "join users u on u.id = m.user_id "
      "where m.school_id = :school and m.user_id > :after and m.archived_at is null and ("
      "(:learners = 1 and u.kind = 'pupil' and exists ("
      "  select 1 from links k"
      "  join licences l on l.school_id = k.school_id and l.pupil_id = k.pupil_id"
      "  join subscriptions s on s.id = l.subscription_id and s.product_id = k.product_id"
      "  where k.school_id = m.school_id and k.pupil_id = m.user_id and k.product_id = :product"
      "  and l.starts_on <= :day and (l.ends_on is null or l.ends_on > :day)"
      "  and s.starts_on <= :day and (s.ends_on is null or s.ends_on > :day))) or "
      "(:instructors = 1 and m.supervisor = 1 and exists ("
      "  select 1 from links k"
      "  join memberships p on p.school_id = k.school_id and p.user_id = k.pupil_id"
      "  join subscriptions s on s.school_id = k.school_id and s.product_id = k.product_id"
      "  where k.school_id = m.school_id and k.supervisor_id = m.user_id"
      "  and k.product_id = :product and p.archived_at is null"
      "  and s.starts_on <= :day and (s.ends_on is null or s.ends_on > :day)))) "
      "order by m.user_id limit :count",
      {{"school", request.school},
       {"product", request.product},
       {"after", request.after.value_or(0)},
       {"learners", wanted(rules::Role::learner)},
       {"instructors", wanted(rules::Role::instructor)},
       {"day", day},
       {"count", page_size(request.limit) + 1}});
}

MemberMessage told(const Member& member) {
  const auto role = member.is_supervisor ? rules::Role::instructor : rules::Role::learner;
  return {.status = "Active",
          .user_id = member.subject,
          .given_name = member.first_name,
          .roles = {std::string(rules::role_url(role))}};
}

}  // namespace

Expected<http::JsonText> list_members(const Settings& settings, http::Exchange& exchange,
                                      const MembersRequest& request) {
  const Context context{request.school, request.product};
  auto found =
      settings.database.read([&](database::Transaction& tx) -> Expected<std::vector<Member>> {
        if (auto own = check_context(tx, program_of(exchange), context); !own) {
          return std::unexpected(own.error());
        }
        if (request.rlid && request.rlid != rules::context_name(context)) {
          return refuse(RefusalKind::not_found, "not_found");
        }
        return find_page(tx, request, calendar::day_of(exchange.now));
      });
  if (!found) return std::unexpected(found.error());
  const auto url = rules::members_url(settings.public_url, context);
  cut_page(exchange, *found, page_size(request.limit), url,
           [](const Member& member) { return member.id.value; });
  MembersMessage message{.id = url, .context = {rules::context_name(context)}, .members = {}};
  for (const auto& member : *found) message.members.push_back(told(member));
  return http::JsonText{.text = http::json::to_text(message), .content_type = kMembersType};
}

}  // namespace lexipoort::programs
