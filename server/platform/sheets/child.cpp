#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <cerrno>
#include <chrono>
#include <new>

#include "platform/sheets/sheets.h"

/// The reading of foreign files, in a process of its own. The table comes back as JSON.
namespace lexipoort::sheets {

BOOST_DESCRIBE_STRUCT(Row, (), (number, cells))
BOOST_DESCRIBE_STRUCT(Table, (), (headings, rows))

namespace {

using namespace std::chrono_literals;

constexpr rlim_t kMemory = 256ULL << 20U;
constexpr rlim_t kProcessorSeconds = 10;
constexpr rlim_t kFiles = 16;
constexpr auto kPatience = 20s;
constexpr std::size_t kLargestAnswer = 64U << 20U;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  [[nodiscard]] int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// Reads until the other side is done; nothing when it takes too long or says too much.
std::optional<std::string> read_all(int descriptor, std::chrono::seconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  std::string answer;
  std::string piece(64 * 1024, '\0');
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    pollfd wait{.fd = descriptor, .events = POLLIN, .revents = 0};
    if (left.count() <= 0) return std::nullopt;
    const int ready = ::poll(&wait, 1, static_cast<int>(left.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return std::nullopt;
    const auto size = ::read(descriptor, piece.data(), piece.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return std::nullopt;
    if (size == 0) return answer;
    answer.append(piece, 0, static_cast<std::size_t>(size));
    if (answer.size() > kLargestAnswer) return std::nullopt;
  }
}

/// Starts this same program as `lexipoort read-sheet` between the two descriptors.
std::optional<pid_t> start_child(int input, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  std::string program = "lexipoort";
  std::string command = "read-sheet";
  char* const arguments[] = {program.data(), command.data(), nullptr};
  char* const environment[] = {nullptr};
  pid_t child = 0;
  const int failed =
      posix_spawn(&child, "/proc/self/exe", &actions, nullptr, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return std::nullopt;
  return child;
}

bool ended_well(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string encode(const Expected<Table>& result) {
  if (result) return boost::json::serialize(boost::json::value_from(*result));
  const auto& refusal = result.error();
  return boost::json::serialize(
      boost::json::object{{"code", refusal.code},
                          {"too_large", refusal.kind == RefusalKind::too_large},
                          {"figures", boost::json::value_from(refusal.figures)}});
}

Expected<Table> decode(std::string_view text) {
  const auto answer = boost::json::parse(boost::json::string_view(text.data(), text.size()));
  const auto& object = answer.as_object();
  if (!object.contains("code")) return boost::json::value_to<Table>(answer);
  return refuse(object.at("too_large").as_bool() ? RefusalKind::too_large : RefusalKind::invalid,
                boost::json::value_to<std::string>(object.at("code")), {},
                boost::json::value_to<std::map<std::string, std::int64_t>>(object.at("figures")));
}

void limit(int resource, rlim_t most) {
  const rlimit both{.rlim_cur = most, .rlim_max = most};
  ::setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

}  // namespace

Expected<Table> read_in_child(std::string_view bytes) {
  const auto unreadable = [] { return refuse(RefusalKind::invalid, "file_unreadable"); };
  if (bytes.size() > Limits{}.file_bytes) return refuse(RefusalKind::too_large, "file_too_large");
  const Descriptor file(::memfd_create("upload", MFD_CLOEXEC));
  int ends[2];
  if (file.number() < 0 || !write_all(file.number(), bytes) ||
      ::lseek(file.number(), 0, SEEK_SET) != 0 || ::pipe2(ends, O_CLOEXEC) != 0) {
    throw std::runtime_error("no room for an upload");
  }
  const Descriptor answer_end(ends[0]);
  Descriptor child_end(ends[1]);
  const auto child = start_child(file.number(), child_end.number());
  if (!child) throw std::runtime_error("the reader of spreadsheets cannot be started");
  child_end.close();
  const auto answer = read_all(answer_end.number(), kPatience);
  if (!answer) ::kill(*child, SIGKILL);
  if (!ended_well(*child) || !answer) return unreadable();
  return decode(*answer);
}

int read_sheet_main() {
  limit(RLIMIT_AS, kMemory);
  limit(RLIMIT_CPU, kProcessorSeconds);
  limit(RLIMIT_NOFILE, kFiles);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NPROC, 0);
  try {
    const auto bytes = read_all(STDIN_FILENO, kPatience);
    if (!bytes) return 1;
    return write_all(STDOUT_FILENO, encode(read(*bytes))) ? 0 : 1;
  } catch (const std::bad_alloc&) {
    return 2;
  }
}

}  // namespace lexipoort::sheets
