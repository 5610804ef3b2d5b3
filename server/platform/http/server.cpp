#include "platform/http/server.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <restinio/all.hpp>
#include <stdexcept>

#include "platform/http/dispatcher.h"
#include "platform/http/files.h"
#include "platform/http/lanes.h"

namespace lexipoort::http {
namespace {

using namespace std::chrono_literals;

/// The largest body that is read at all; each route has its own, smaller limit.
constexpr std::uint64_t kLargestBody = 21ULL << 20U;
/// A connection holds the part of a body that came in: more of them than requests may wait for is
/// of no use.
constexpr std::size_t kConnections = 1'000;
constexpr std::size_t kNetworkThreads = 2;
constexpr auto kLastAnswers = 30s;

struct Traits : public restinio::traits_t<restinio::asio_timer_manager_t, restinio::null_logger_t> {
  static constexpr bool use_connection_count_limiter = true;
};

constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "frame-src https://www.youtube-nocookie.com https://player.vimeo.com; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'";

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSecurityHeaders = {{
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"},
}};

std::optional<Method> method_of(const restinio::http_method_id_t& method) {
  if (method == restinio::http_method_get()) return Method::get;
  if (method == restinio::http_method_post()) return Method::post;
  if (method == restinio::http_method_put()) return Method::put;
  if (method == restinio::http_method_delete()) return Method::del;
  return std::nullopt;
}

std::string lower_case(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](unsigned char character) {
    return static_cast<char>(std::tolower(character));
  });
  return lower;
}

/// What the nearest proxy added: the last value of the last line. One that adds a line of its own
/// leaves those before it as a stranger sent them.
std::string_view last_forwarded(const Request& request) {
  std::string_view last;
  for (const auto& [name, value] : request.headers) {
    if (name == "x-forwarded-for") last = value;
  }
  last.remove_prefix(last.rfind(',') + 1);
  last.remove_prefix(std::min(last.find_first_not_of(' '), last.size()));
  return last;
}

/// The caller's address. A proxy on this machine tells it in X-Forwarded-For; anybody else's word
/// for it is not taken.
std::string caller_address(const restinio::endpoint_t& peer, const Request& request) {
  auto address = peer.address();
  if (address.is_loopback()) {
    asio::error_code error;
    const auto told = asio::ip::make_address(std::string(last_forwarded(request)), error);
    if (!error) address = told;
  }
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  return address.to_string();
}

Request request_of(const restinio::request_t& incoming, Method method) {
  Request request;
  request.method = method;
  const auto& header = incoming.header();
  request.path = std::string(header.path());
  request.query = decode_form({header.query().data(), header.query().size()});
  header.for_each_field([&](const restinio::http_header_field_t& field) {
    request.headers.emplace_back(lower_case(field.name()), field.value());
  });
  request.address = caller_address(incoming.remote_endpoint(), request);
  return request;
}

bool is_service_path(std::string_view path) {
  return std::ranges::any_of(
      std::array<std::string_view, 4>{"/api/", "/lti/", "/oauth/", "/launch/"},
      [&](std::string_view start) { return path.starts_with(start); });
}

Response refusal(RefusalKind kind, std::string code,
                 std::map<std::string, std::int64_t> figures = {}) {
  return problem(Refusal{
      .kind = kind, .code = std::move(code), .concerns = {}, .figures = std::move(figures)});
}

Response access_refused(Access access) {
  switch (access) {
    case Access::sign_in_first:
      return refusal(RefusalKind::unauthenticated, "sign_in_first");
    case Access::forbidden:
      return refusal(RefusalKind::forbidden, "forbidden");
    case Access::second_factor_first:
      return refusal(RefusalKind::forbidden, "second_factor_first");
    default:
      return refusal(RefusalKind::not_found, "not_found");
  }
}

/// A slow line gets the time that it needs, at 32 KB a second.
std::chrono::seconds time_for(std::uint64_t bytes) {
  return 60s + std::chrono::seconds(bytes >> 15U);
}

/// Opened where a fault can still be answered. Throws when the file is not there.
restinio::sendfile_t open_part(const FilePart& part) {
  auto file = restinio::sendfile(part.path.string());
  file.offset_and_size(static_cast<restinio::file_offset_t>(part.offset), part.length);
  file.timelimit(time_for(part.length));
  return file;
}

}  // namespace

struct Server::State {
  State(const Routes& routes, Authenticate how, const Clock& time, metrics::Metrics& counters,
        ServerSettings chosen)
      : dispatcher(routes),
        authenticate(std::move(how)),
        clock(time),
        metrics(counters),
        settings(std::move(chosen)),
        files(settings.web_root),
        bodies(settings.body_bytes),
        heavy_bodies(settings.body_bytes),
        workers(settings.workers, settings.waiting),
        hashers(settings.hashers, settings.waiting),
        heavy(kHeavyThreads, kHeavyWaiting) {}

  restinio::request_handling_status_t handle(const restinio::request_handle_t& incoming);
  bool enqueue(const restinio::request_handle_t& incoming, Request request,
               Dispatcher::Match match);
  Response run(const Request& request, const Dispatcher::Match& match);
  Response answer(const Request& request, const Dispatcher::Match& match) const;
  BoundedPool& lane_of(const Route& route);
  void send(const restinio::request_handle_t& incoming, Response response);
  void finished();

  Dispatcher dispatcher;
  Authenticate authenticate;
  const Clock& clock;
  metrics::Metrics& metrics;
  ServerSettings settings;
  Files files;
  std::atomic<std::uint16_t> port = 0;
  std::atomic<bool> stopping = false;
  std::mutex mutex;
  std::condition_variable all_answered;
  std::size_t unanswered = 0;
  restinio::running_server_handle_t<Traits> server;
  Budget bodies;
  /// Apart, so that uploads leave the others their room: a body comes in before anybody knows
  /// whose.
  Budget heavy_bodies;
  BoundedPool workers;
  BoundedPool hashers;
  BoundedPool heavy;
};

BoundedPool& Server::State::lane_of(const Route& route) {
  switch (route.lane) {
    case Lane::hashing:
      return hashers;
    case Lane::heavy:
      return heavy;
    default:
      return workers;
  }
}

restinio::request_handling_status_t Server::State::handle(
    const restinio::request_handle_t& incoming) {
  {
    const std::lock_guard lock(mutex);
    ++unanswered;
  }
  if (stopping) {
    send(incoming, refusal(RefusalKind::busy, "busy", {{"seconds", 5}}));
    return restinio::request_accepted();
  }
  const auto method = method_of(incoming->header().method());
  if (!method) {
    send(incoming, {.status = 405, .headers = {{"Allow", "GET, POST, PUT, DELETE"}}, .body = {}});
    return restinio::request_accepted();
  }
  auto request = request_of(*incoming, *method);
  auto match = dispatcher.find(*method, request.path);
  if (!match && *method == Method::get && !is_service_path(request.path)) {
    send(incoming, files.find(request));
  } else if (!match) {
    send(incoming, access_refused(Access::not_found));
  } else if (match->row != nullptr && incoming->body().size() > match->row->route.body_limit) {
    send(incoming, refusal(RefusalKind::too_large, "too_large"));
  } else if (match->row == nullptr) {
    send(incoming, {.status = 405, .headers = {}, .body = {}});
  } else {
    request.body = incoming->body();
    if (!enqueue(incoming, std::move(request), std::move(*match))) {
      send(incoming, refusal(RefusalKind::busy, "busy", {{"seconds", 2}}));
    }
  }
  return restinio::request_accepted();
}

/// False when there is no room: neither for the body, nor in the queue.
bool Server::State::enqueue(const restinio::request_handle_t& incoming, Request request,
                            Dispatcher::Match match) {
  const auto& route = match.row->route;
  auto room = (route.lane == Lane::heavy ? heavy_bodies : bodies).take(request.body.size());
  if (!room) return false;
  return lane_of(route).post([this, incoming, request = std::move(request),
                              match = std::move(match), room = std::move(room)]() mutable {
    auto response = run(request, match);
    room.reset();
    send(incoming, std::move(response));
  });
}

Response Server::State::run(const Request& request, const Dispatcher::Match& match) {
  const auto started = std::chrono::steady_clock::now();
  Response response;
  const auto& route = match.row->route;
  try {
    response = answer(request, match);
  } catch (const std::exception& fault) {
    spdlog::error("{} failed: {}", route.path, fault.what());
    response = internal_error();
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  metrics.request_done(route.path, response.status, took.count());
  spdlog::debug("{} {} in {:.1f} ms", route.path, response.status, took.count() * 1000);
  const bool says_how_long = std::ranges::any_of(
      response.headers, [](const auto& header) { return header.first == "Cache-Control"; });
  if (!says_how_long) response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Response Server::State::answer(const Request& request, const Dispatcher::Match& match) const {
  const auto& route = match.row->route;
  if (request.method != Method::get && !route.cross_site &&
      !is_same_site(request, settings.public_url)) {
    return refusal(RefusalKind::forbidden, "cross_site");
  }
  const auto now = clock.now();
  const auto caller = authenticate(request, now);
  const auto access = route.policy.check(caller.get(), match.values);
  if (access != Access::granted) return access_refused(access);
  Exchange exchange{.request = request, .caller = caller.get(), .now = now, .reply_headers = {}};
  auto response = match.row->run(exchange, {request, match.values});
  std::ranges::move(exchange.reply_headers, std::back_inserter(response.headers));
  return response;
}

void Server::State::send(const restinio::request_handle_t& incoming, Response response) {
  std::optional<restinio::sendfile_t> file;
  try {
    if (response.file && response.file->length > 0) file = open_part(*response.file);
  } catch (const std::exception& fault) {
    spdlog::error("a file cannot be sent: {}", fault.what());
    response = internal_error();
  }
  const auto status = static_cast<std::uint16_t>(response.status);
  auto outgoing = incoming->create_response(
      restinio::http_status_line_t{restinio::http_status_code_t{status}, ""});
  if (stopping) {
    outgoing.connection_close();
  } else if (incoming->header().should_keep_alive()) {
    outgoing.connection_keep_alive();
  }
  bool has_policy = false;
  for (auto& [name, value] : response.headers) {
    has_policy = has_policy || name == "Content-Security-Policy";
    outgoing.header().add_field(std::move(name), std::move(value));
  }
  if (!has_policy) {
    outgoing.append_header("Content-Security-Policy", std::string(kContentSecurityPolicy));
  }
  for (const auto& [name, value] : kSecurityHeaders) {
    outgoing.append_header(std::string(name), std::string(value));
  }
  if (settings.public_url.starts_with("https://")) {
    outgoing.append_header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  }
  if (file) {
    outgoing.set_body(std::move(*file));
  } else {
    outgoing.set_body(std::move(response.body));
  }
  outgoing.done([this](const asio::error_code&) { finished(); });
}

void Server::State::finished() {
  const std::lock_guard lock(mutex);
  if (--unanswered == 0) all_answered.notify_all();
}

Server::Server(const Routes& routes, Authenticate authenticate, const Clock& clock,
               metrics::Metrics& metrics, ServerSettings settings)
    : state_(std::make_unique<State>(routes, std::move(authenticate), clock, metrics,
                                     std::move(settings))) {}

Server::~Server() {
  stop();
}

void Server::start() {
  auto& state = *state_;
  restinio::server_settings_t<Traits> settings;
  settings.address(state.settings.address)
      .port(state.settings.port)
      .protocol(asio::ip::make_address(state.settings.address).is_v6() ? asio::ip::tcp::v6()
                                                                       : asio::ip::tcp::v4())
      .max_parallel_connections(kConnections)
      .max_pipelined_requests(4)
      .read_next_http_message_timelimit(60s)
      .write_http_response_timelimit(60s)
      .handle_request_timeout(120s)
      .separate_accept_and_create_connect(true)
      .incoming_http_msg_limits(restinio::incoming_http_msg_limits_t{}
                                    .max_url_size(kLongestAddress)
                                    .max_field_value_size(16'384)
                                    .max_field_count(100)
                                    .max_body_size(kLargestBody))
      .acceptor_post_bind_hook([&state](asio::ip::tcp::acceptor& acceptor) {
        state.port = acceptor.local_endpoint().port();
      })
      .request_handler(
          [&state](const restinio::request_handle_t& incoming) { return state.handle(incoming); });
  state.server =
      restinio::run_async<Traits>(restinio::own_io_context(), std::move(settings), kNetworkThreads);
}

std::uint16_t Server::port() const {
  return state_->port;
}

void Server::stop() {
  auto& state = *state_;
  if (!state.server || state.stopping.exchange(true)) return;
  state.workers.finish();
  state.hashers.finish();
  state.heavy.finish();
  {
    std::unique_lock lock(state.mutex);
    state.all_answered.wait_for(lock, kLastAnswers, [&] { return state.unanswered == 0; });
  }
  state.server->stop();
  state.server->wait();
}

}  // namespace lexipoort::http
