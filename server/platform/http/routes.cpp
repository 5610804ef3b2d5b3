#include "platform/http/routes.h"

#include <algorithm>
#include <boost/url/encode.hpp>
#include <boost/url/encoding_opts.hpp>
#include <boost/url/params_encoded_view.hpp>
#include <boost/url/parse_query.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <random>

#include "platform/http/ranges.h"

namespace lexipoort::http {
namespace {

/// RFC 6266: a plain name for old browsers, the real one in UTF-8 for the others.
std::string content_disposition(std::string_view file_name, std::string_view how = "attachment") {
  std::string plain(file_name);
  std::ranges::replace_if(
      plain, [](char character) { return !boost::urls::unreserved_chars(character); }, '_');
  return std::string(how) + "; filename=\"" + plain + "\"; filename*=UTF-8''" +
         percent_encode(file_name);
}

/// Whatever a file holds, it runs nothing. Browsers refuse to show a PDF in a sandbox; their
/// viewers run nothing of ours either.
std::string_view policy_of(std::string_view content_type) {
  return content_type == "application/pdf" ? "default-src 'none'; object-src 'self'; "
                                             "style-src 'unsafe-inline'"
                                           : "sandbox; default-src 'none'";
}

}  // namespace

std::string percent_encode(std::string_view text) {
  return boost::urls::encode(boost::core::string_view(text.data(), text.size()),
                             boost::urls::unreserved_chars);
}

std::vector<std::pair<std::string, std::string>> decode_form(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> values;
  if (text.empty()) return values;
  const auto parsed = boost::urls::parse_query(boost::core::string_view(text.data(), text.size()));
  if (!parsed) return values;
  boost::urls::encoding_opts options;
  options.space_as_plus = true;
  for (const auto parameter : *parsed) {
    values.emplace_back(parameter.key.decode(options), parameter.value.decode(options));
  }
  return values;
}

Routes::Routes(database::Database& database)
    : database_(database), run_(std::to_string(std::random_device{}())) {}

std::string Routes::etag_of(std::string_view version) const {
  return '"' + run_ + '~' + percent_encode(version) + '"';
}

bool Routes::holds(const Request& request, const std::string& etag) {
  // In a list, weak or strong: with its quotes it is found nowhere else.
  return request.header("if-none-match").find(etag) != std::string_view::npos;
}

Response Routes::with_etag(Response response, const std::string& etag) {
  response.headers.emplace_back("ETag", etag);
  response.headers.emplace_back("Cache-Control", "private, no-cache");
  return response;
}

std::optional<std::string_view> Routes::value_in(
    const std::vector<std::pair<std::string, std::string>>& values, std::string_view name) {
  for (const auto& [key, value] : values) {
    if (key == name) return value;
  }
  return std::nullopt;
}

Expected<boost::json::value> Routes::parse_body(const Request& request) {
  if (!request.header("content-type").starts_with("application/json")) {
    return refuse(RefusalKind::invalid, "invalid_request", {{.field = "content-type"}});
  }
  boost::json::error_code error;
  boost::json::parse_options options;
  options.max_depth = 16;
  auto body = boost::json::parse(request.body, error, {}, options);
  if (error || !body.is_object()) return refuse(RefusalKind::invalid, "invalid_request");
  return body;
}

std::vector<std::pair<std::string, std::string>> Routes::parse_form(const Request& request) {
  if (!request.header("content-type").starts_with("application/x-www-form-urlencoded")) return {};
  return decode_form(request.body);
}

Response Routes::invalid_request(const std::vector<json::Fault>& faults) {
  auto response = problem(Refusal{.kind = RefusalKind::invalid, .code = "invalid_request"});
  auto body = boost::json::parse(response.body).as_object();
  auto& errors = body["errors"].emplace_array();
  for (const auto& fault : faults) {
    errors.push_back(boost::json::object{{"pointer", fault.pointer}, {"code", fault.code}});
  }
  response.body = boost::json::serialize(body);
  return response;
}

Response Routes::json_answer(std::string body) {
  return {
      .status = 200, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
}

Response Routes::file_answer(const StoredFile& file, const Request& request) {
  // Whoever signs in next at this browser asks anew.
  Response response{.status = 200,
                    .headers = {{"ETag", "\"" + file.etag + "\""},
                                {"Cache-Control", "private, max-age=604800, immutable"},
                                {"Vary", "Cookie"},
                                {"Accept-Ranges", "bytes"}},
                    .body = {}};
  const auto wanted = wanted_part(request, file.etag, file.size);
  if (wanted.status == 304) {
    response.status = 304;
    return response;
  }
  auto& headers = response.headers;
  response.status = wanted.status;
  if (wanted.status == 416) {
    headers.emplace_back("Content-Range", "bytes */" + std::to_string(file.size));
    return response;
  }
  if (wanted.status == 206) {
    headers.emplace_back("Content-Range", "bytes " + std::to_string(wanted.offset) + "-" +
                                              std::to_string(wanted.offset + wanted.length - 1) +
                                              "/" + std::to_string(file.size));
  }
  headers.emplace_back("Content-Type", file.content_type);
  headers.emplace_back("Content-Disposition",
                       content_disposition(file.file_name, file.shown ? "inline" : "attachment"));
  headers.emplace_back("Content-Security-Policy", policy_of(file.content_type));
  response.file = {.path = file.path, .offset = wanted.offset, .length = wanted.length};
  return response;
}

Response Routes::other_answer(const Download& download) {
  return {.status = 200,
          .headers = {{"Content-Type", download.content_type},
                      {"Content-Disposition", content_disposition(download.file_name)}},
          .body = download.bytes};
}

Response Routes::other_answer(const Redirect& redirect) {
  return {.status = 303, .headers = {{"Location", redirect.location}}, .body = {}};
}

Response Routes::other_answer(const Page& page) {
  return {.status = page.status,
          .headers = {{"Content-Type", "text/html; charset=utf-8"},
                      {"Content-Security-Policy",
                       "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; "
                       "frame-ancestors 'none'; form-action 'self' " +
                           page.form_action}},
          .body = page.html};
}

Response Routes::other_answer(const PlainText& text) {
  return {
      .status = 200, .headers = {{"Content-Type", "text/plain; charset=utf-8"}}, .body = text.text};
}

Response Routes::other_answer(const JsonText& text) {
  return {.status = text.status,
          .headers = {{"Content-Type", std::string(text.content_type)}},
          .body = text.text};
}

}  // namespace lexipoort::http
