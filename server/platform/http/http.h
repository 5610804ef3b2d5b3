#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/expected.h"

/// HTTP without its library: what a request is, what an answer is, and who may call.
namespace lexipoort::http {

/// Of a path and query, in bytes; a longer one is not read.
inline constexpr std::size_t kLongestAddress = 4096;

enum class Method { get, post, put, del };

struct Request {
  Method method = Method::get;
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;    // decoded
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string_view body;  ///< lives as long as the exchange, like all that points into it
  std::string address;    ///< the caller's IP address, seen through trusted proxies

  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
  [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
  [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
};

/// Bytes of a file on disk, which go out without passing through memory.
struct FilePart {
  std::filesystem::path path;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

/// What goes back. The features make one only for answers that are not JSON.
struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  std::optional<FilePart> file = {};  ///< instead of `body`
};

/// The whole body as it came, for uploads; a field of this type makes a request not JSON.
struct RawBody {
  std::string_view bytes;
};

/// A form field body (application/x-www-form-urlencoded) makes its fields from the form.
struct Form {};

/// An answer to be saved by the browser.
struct Download {
  std::string file_name;
  std::string content_type;
  std::string bytes;
};

/// An answer that is a file on disk, whole or the range that was asked for (RFC 9110, 14).
struct StoredFile {
  std::filesystem::path path;
  std::uint64_t size = 0;
  std::string etag;  ///< changes whenever the bytes do
  std::string file_name;
  std::string content_type;
  bool shown = false;  ///< in the browser; else it is saved
};

/// An answer that sends the browser on, with GET.
struct Redirect {
  std::string location;
};

/// An answer of HTML, with the one address (if any) that its form may go to.
struct Page {
  std::string html;
  std::string form_action = {};
  int status = 200;
};

/// An answer that is JSON text already (keys, documents of other standards).
struct JsonText {
  std::string text;
  int status = 200;
  std::string_view content_type = "application/json";
};

/// An answer of plain text.
struct PlainText {
  std::string text;
};

/// Who calls. The feature that signs people in gives this its meaning.
class Caller {
 public:
  virtual ~Caller() = default;
};

/// Text for use in an address or a header: all but letters, digits and -._~ as %XX (RFC 3986).
[[nodiscard]] std::string percent_encode(std::string_view text);

/// The values in the path of a route: {school} in /api/schools/{school}.
using PathValues = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::optional<std::int64_t> path_id(const PathValues& values, std::string_view name);

/// `second_factor_first`: they may, once they sign in in two steps.
enum class Access { granted, sign_in_first, forbidden, second_factor_first, not_found };

/// Who may call a route. Its name stands in the OpenAPI document (x-policy), from which the
/// access tests derive.
struct Policy {
  std::string_view name;
  Access (*check)(const Caller* caller, const PathValues& values);
};

/// Which threads run a route. Hashing a password takes a core for milliseconds, so it has its own
/// few threads and queue: a storm of sign-ins cannot starve the rest. What takes a second and much
/// memory, such as reading a foreign file or printing a class, is heavy: few at once, few waiting.
enum class Lane { general, hashing, heavy };

/// One call, for tasks that need more than a transaction: cookies, addresses, several steps.
struct Exchange {
  const Request& request;
  const Caller* caller;
  UtcSeconds now;
  std::vector<std::pair<std::string, std::string>> reply_headers;

  void set_cookie(const std::string& cookie) { reply_headers.emplace_back("Set-Cookie", cookie); }
};

/// The answer to a fault of our own: 500, without a word about what it was.
[[nodiscard]] Response internal_error();

/// The answer to a refusal: application/problem+json (RFC 9457).
[[nodiscard]] Response problem(const Refusal& refusal);

}  // namespace lexipoort::http
