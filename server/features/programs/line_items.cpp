#include "features/programs/line_items.h"

namespace lexipoort::programs {
namespace {

/// In a context: a launch looks through them.
constexpr std::int64_t kMostLineItems = 1000;

template <class Request>
Context context_of(const Request& request) {
  return {request.school, request.product};
}

std::vector<LineItem> find_page(database::Transaction& tx, const LineItemsRequest& request) {
  const auto context = context_of(request);
  const auto& link = request.resource_link_id;
  if (link && link != rules::context_name(context)) return {};
  // One more than is told: it says whether there is a next page.
  return tx.rows<LineItem>(
      "select id, label, maximum_score, resource_id, tag, linked from line_items "
      "where school_id = :school and product_id = :product and id > :after"
      " and linked >= :linked"
      " and (:any_resource = 1 or resource_id = :resource) and (:any_tag = 1 or tag = :tag) "
      "order by id limit :count",
      {{"school", context.school},
       {"product", context.product},
       {"after", request.after.value_or(0)},
       {"linked", link.has_value()},
       {"any_resource", !request.resource_id.has_value()},
       {"resource", request.resource_id.value_or("")},
       {"any_tag", !request.tag.has_value()},
       {"tag", request.tag.value_or("")},
       {"count", page_size(request.limit) + 1}});
}

bool is_full(database::Transaction& tx, const Context& context) {
  const auto count = tx.row<std::int64_t>(
      "select count(*) from line_items where school_id = :school and product_id = :product",
      {{"school", context.school}, {"product", context.product}});
  return count.value() >= kMostLineItems;
}

}  // namespace

http::JsonText told(const Settings& settings, const Context& context, const LineItem& item,
                    int status) {
  return {.text = http::json::to_text(rules::message_of(item, settings.public_url, context)),
          .status = status,
          .content_type = kLineItemType};
}

std::optional<LineItemId> only_line_item(database::Transaction& tx, const Context& context) {
  const auto linked = tx.rows<LineItemId>(
      "select id from line_items where school_id = :school and product_id = :product"
      " and linked = 1 order by id limit 2",
      {{"school", context.school}, {"product", context.product}});
  return linked.size() == 1 ? std::optional(linked.front()) : std::nullopt;
}

Expected<LineItem> find_line_item(database::Transaction& tx, const Program& program,
                                  const Context& context, LineItemId item) {
  if (auto own = check_context(tx, program, context); !own) return std::unexpected(own.error());
  auto found = tx.row<LineItem>(
      "select id, label, maximum_score, resource_id, tag, linked from line_items "
      "where school_id = :school and product_id = :product and id = :item",
      {{"school", context.school}, {"product", context.product}, {"item", item}});
  if (!found) return refuse(RefusalKind::not_found, "not_found");
  return *std::move(found);
}

Expected<http::JsonText> list_line_items(const Settings& settings, http::Exchange& exchange,
                                         const LineItemsRequest& request) {
  const auto context = context_of(request);
  auto found =
      settings.database.read([&](database::Transaction& tx) -> Expected<std::vector<LineItem>> {
        if (auto own = check_context(tx, program_of(exchange), context); !own) {
          return std::unexpected(own.error());
        }
        return find_page(tx, request);
      });
  if (!found) return std::unexpected(found.error());
  const auto url = rules::context_url(settings.public_url, context) + "/lineitems";
  cut_page(exchange, *found, page_size(request.limit), url,
           [](const LineItem& item) { return item.id.value; });
  std::vector<rules::LineItemMessage> list;
  for (const auto& item : *found) {
    list.push_back(rules::message_of(item, settings.public_url, context));
  }
  return http::JsonText{.text = http::json::to_text(list), .content_type = kLineItemsType};
}

Expected<http::JsonText> add_line_item(const Settings& settings, const http::Exchange& exchange,
                                       const NewLineItem& request) {
  const auto context = context_of(request);
  auto item = rules::read_line_item(request.body.bytes, context);
  const auto added = settings.database.write([&](database::Transaction& tx) -> Expected<Nothing> {
    if (auto own = check_context(tx, program_of(exchange), context); !own) return own;
    if (!item) return std::unexpected(item.error());
    if (is_full(tx, context)) {
      return refuse(RefusalKind::conflict, "too_many_line_items", {},
                    {{"maximum", kMostLineItems}});
    }
    item->id = tx.row<LineItemId>(
                     "insert into line_items (school_id, product_id, label, maximum_score,"
                     " resource_id, tag, linked) "
                     "values (:school, :product, :label, :maximum, :resource, :tag, :linked) "
                     "returning id",
                     {{"school", context.school},
                      {"product", context.product},
                      {"label", item->label},
                      {"maximum", item->maximum_score},
                      {"resource", item->resource_id},
                      {"tag", item->tag},
                      {"linked", item->linked}})
                   .value();
    return Nothing{};
  });
  if (!added) return std::unexpected(added.error());
  return told(settings, context, *item, 201);
}

Expected<http::JsonText> show_line_item(const Settings& settings, const http::Exchange& exchange,
                                        const LineItemRequest& request) {
  const auto context = context_of(request);
  const auto item = settings.database.read([&](database::Transaction& tx) {
    return find_line_item(tx, program_of(exchange), context, request.line_item);
  });
  if (!item) return std::unexpected(item.error());
  return told(settings, context, *item);
}

Expected<LineItem> change_line_item(database::Transaction& tx, const Program& program,
                                    const ChangedLineItem& request) {
  const auto context = context_of(request);
  const auto stored = find_line_item(tx, program, context, request.line_item);
  if (!stored) return std::unexpected(stored.error());
  auto item = rules::read_line_item(request.body.bytes, context);
  if (!item) return std::unexpected(item.error());
  item->id = stored->id;
  tx.execute(
      "update line_items set label = :label, maximum_score = :maximum,"
      " resource_id = :resource, tag = :tag, linked = :linked "
      "where school_id = :school and id = :item",
      {{"school", context.school},
       {"item", item->id},
       {"label", item->label},
       {"maximum", item->maximum_score},
       {"resource", item->resource_id},
       {"tag", item->tag},
       {"linked", item->linked}});
  return *std::move(item);
}

Expected<Nothing> remove_line_item(database::Transaction& tx, const Program& program,
                                   const LineItemRequest& request) {
  const auto item = find_line_item(tx, program, context_of(request), request.line_item);
  if (!item) return std::unexpected(item.error());
  tx.execute("delete from line_items where school_id = :school and id = :item",
             {{"school", request.school}, {"item", item->id}});
  return Nothing{};
}

}  // namespace lexipoort::programs
