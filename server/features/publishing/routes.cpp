#include "features/publishing/contents.h"
#include "features/publishing/publishing.h"
#include "features/publishing/schools.h"
#include "features/publishing/uploads.h"

namespace lexipoort::publishing {
namespace {

using accounts::Actor;
using http::Exchange;
using http::Method;

/// A file of 500 MB comes in many of these, each in memory whole.
constexpr std::size_t kLargestPart = 4U << 20U;

http::Route for_operator(Method method, const std::string& path, std::string summary) {
  return {.method = method,
          .path = "/api/operator" + path,
          .policy = accounts::policy::operator_,
          .summary = std::move(summary)};
}

void add_contents(http::Routes& routes) {
  const std::string one = "/contents/{content}";
  routes.read(for_operator(Method::get, "/contents", "What is published or drafted, of one kind"),
              &list_contents);
  routes.write(for_operator(Method::post, "/contents", "Write a content"), &create_content);
  routes.write(for_operator(Method::post, "/contents/order", "Put contents of a kind in order"),
               &order_contents);
  routes.read(for_operator(Method::post, "/contents/preview", "Markdown as readers will see it"),
              &preview);
  routes.read(for_operator(Method::get, one, "One content, whole"), &find_content);
  routes.write(for_operator(Method::put, one, "Change, publish or plan it"), &change_content);
  routes.write(for_operator(Method::post, one + "/withdraw", "End it now"), &withdraw_content);
  routes.write(for_operator(Method::post, one + "/remove", "Take it away for good"),
               &remove_content);
}

void add_uploads(http::Routes& routes, const Settings& settings) {
  const std::string one = "/uploads/{upload}";
  routes.write(for_operator(Method::post, "/uploads", "Begin to upload a file"), &begin_upload);
  routes.read(for_operator(Method::get, one, "How far an upload is"), &find_upload);
  auto part = for_operator(Method::put, one + "/parts/{offset}", "The next part, up to 4 MB");
  part.lane = http::Lane::heavy;
  part.body_limit = kLargestPart;
  routes.add<UploadPart, Upload>(
      std::move(part), [&settings](Exchange& exchange, const UploadPart& request) {
        return take_part(settings, static_cast<const Actor&>(*exchange.caller), request);
      });
  auto finish = for_operator(Method::post, one + "/finish", "Make it a file");
  finish.lane = http::Lane::heavy;
  routes.add<UploadRequest, File>(
      std::move(finish), [&settings](Exchange& exchange, const UploadRequest& request) {
        return finish_upload(settings, static_cast<const Actor&>(*exchange.caller), request);
      });
}

}  // namespace

void add_routes(http::Routes& routes, const Settings& settings) {
  routes.read(for_operator(Method::get, "/schools", "The schools that use the portal"),
              &list_schools);
  add_contents(routes);
  add_uploads(routes, settings);
  routes.add<FileRequest, http::StoredFile>(
      {.method = Method::get,
       .path = "/api/files/{file}/{name}",
       .policy = accounts::policy::anyone,
       .summary = "A file of a content that the caller may read"},
      [&settings](Exchange& exchange, const FileRequest& request) {
        return serve_file(settings, exchange, request);
      });
}

}  // namespace lexipoort::publishing
