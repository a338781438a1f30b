// One loop around poll(2). It must never be the one that waits: what the client writes is always
// read (up to a bound that a living server never lets it reach), what the server writes is read as
// long as the client keeps up. A client that does not read thus fills the server's pipe, and the
// server sheds diagnostics as it does without a supervisor.
//
// The end of a server is told by its pidfd. By then all that it wrote is in the pipe: it is passed
// on first, as far as it consists of whole messages, so that only what is really unanswered counts
// as lost. Half a message dies with the decoder.
#include "server/supervisor.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <exception>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "protocol/framing.hpp"
#include "server/crash_report.hpp"
#include "server/supervised_session.hpp"
#include "server/supervisor_outlet.hpp"
#include "server/supervisor_process.hpp"

namespace troupe::server {

namespace {

using handlers::LogLevel;
using std::chrono::milliseconds;
using transport::Duration;
using transport::Instant;
using Verdict = SupervisedSession::Verdict;

/// For a client that does not read; the server bounds what waits beyond that.
constexpr std::size_t to_client_at_most = std::size_t{4} << 20U;
constexpr std::size_t to_server_at_most = std::size_t{64} << 20U;
/// A server that was told to end and does not: as long as it may wait for its last answers, and
/// some more.
constexpr Duration end_patience = milliseconds(5000);
constexpr Duration flush_patience = milliseconds(500);

/// Messages of our own server are never refused for their size.
constexpr protocol::FrameLimits server_limits{
    .header_block = std::size_t{8} << 10U,
    .body = static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())};

enum class ReadResult : std::uint8_t { some, nothing, end };

/// Reads once, and hands the messages that are complete to `take`, what is no message to `lose`.
template <typename Take, typename Lose>
ReadResult read_frames(int descriptor, protocol::FrameDecoder& decoder, Take take, Lose lose) {
  std::array<char, std::size_t{64} * 1024> bytes;  // NOLINT: filled by read
  const ssize_t count = ::read(descriptor, bytes.data(), bytes.size());
  if (count < 0) {
    const bool may_come = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    return may_come ? ReadResult::nothing : ReadResult::end;
  }
  std::vector<protocol::FrameEvent> events;
  if (count == 0) {
    return ReadResult::end;
  }
  decoder.feed({bytes.data(), static_cast<std::size_t>(count)}, events);
  for (const protocol::FrameEvent& event : events) {
    if (const auto* frame = std::get_if<protocol::Frame>(&event)) {
      take(*frame->body);
    } else {
      lose(std::get<protocol::FrameError>(event).message);
    }
  }
  return ReadResult::some;
}

/// One run of run_supervisor().
class Supervisor final : public SupervisorPort {
 public:
  Supervisor(const ServeCommand& command, const actors::ServeOptions& options)
      : command_(command),
        options_(options),
        client_(options.output, Outlet::Kind::shared),
        server_(-1, Outlet::Kind::own),
        client_decoder_(limits()),
        session_(*this, options.limits) {}
  ~Supervisor() override {
    if (client_process_ >= 0) {
      ::close(client_process_);
    }
  }
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  int run() {
    if (const auto started = start_server(); !started) {
      log(LogLevel::error, started.error().message);
      return 1;
    }
    while (!session_.exit_code()) {
      step();
    }
    process_.reset();
    drain_client();
    return *session_.exit_code();
  }

  void to_client(std::string_view body) override { client_.send(body); }
  void to_server(std::string_view body) override {
    if (process_) {
      server_.send(body);
    }
  }
  void log(LogLevel level, const std::string& line) override { options_.log(level, line); }

 private:
  enum Polled : std::uint8_t {
    input,
    output,
    to_server_pipe,
    from_server_pipe,
    end,
    client,
    count
  };

  [[nodiscard]] protocol::FrameLimits limits() const {
    return {.header_block = options_.limits.header_bytes, .body = options_.limits.frame_bytes};
  }

  base::Result<void> start_server() {
    ++servers_;
    auto process = ServerProcess::start(server_arguments(command_.arguments, servers_),
                                        ServerProcess::Input::messages);
    if (!process) {
      return std::unexpected(process.error());
    }
    process_ = std::move(*process);
    server_.reset(process_->input());
    server_decoder_ = protocol::FrameDecoder(server_limits);
    started_at_ = transport::monotonic_now();
    return {};
  }

  void step() {
    std::array<pollfd, Polled::count> polled = what_to_poll();
    const int ready = ::poll(polled.data(), polled.size(), timeout_ms());
    if (ready < 0) {
      return;  // EINTR
    }
    if ((polled[output].revents) != 0) {
      client_.flush();
    }
    if (polled[to_server_pipe].revents != 0) {
      server_.flush();
    }
    if (polled[from_server_pipe].revents != 0 && read_server() == ReadResult::end &&
        process_->ended() < 0) {
      on_server_ended();  // An old kernel: a server that closes its output is about to end.
    }
    if (process_ && polled[end].revents != 0) {
      on_server_ended();
    }
    if (polled[input].revents != 0) {
      read_client();
    }
    if (polled[client].revents != 0 || client_.is_broken()) {
      end_input();
    }
    if (process_ && input_ended_ && server_.pending() == 0) {
      process_->close_input();
      server_.reset(-1);
    }
    if (ends_at_ && transport::monotonic_now() > *ends_at_ && process_) {
      process_->kill();
      ends_at_.reset();
    }
  }

  /// poll(2) passes over negative descriptors.
  [[nodiscard]] std::array<pollfd, Polled::count> what_to_poll() const {
    const bool client_keeps_up = client_.pending() < to_client_at_most;
    const bool server_keeps_up = server_.pending() < to_server_at_most;
    std::array<pollfd, Polled::count> polled{};
    polled[input] = {.fd = !input_ended_ && server_keeps_up ? options_.input : -1,
                     .events = POLLIN,
                     .revents = 0};
    polled[output] = {
        .fd = client_.pending() > 0 ? client_.descriptor() : -1, .events = POLLOUT, .revents = 0};
    polled[to_server_pipe] = {.fd = process_ && server_.pending() > 0 ? process_->input() : -1,
                              .events = POLLOUT,
                              .revents = 0};
    polled[from_server_pipe] = {.fd = process_ && client_keeps_up ? process_->output() : -1,
                                .events = POLLIN,
                                .revents = 0};
    polled[end] = {.fd = process_ ? process_->ended() : -1, .events = POLLIN, .revents = 0};
    polled[client] = {.fd = input_ended_ ? -1 : client_process_, .events = POLLIN, .revents = 0};
    return polled;
  }

  [[nodiscard]] int timeout_ms() const {
    if (!ends_at_) {
      return -1;
    }
    const Duration left = std::max(*ends_at_ - transport::monotonic_now(), Duration(0));
    return static_cast<int>(std::chrono::ceil<milliseconds>(left).count()) + 1;
  }

  void read_client() {
    const ReadResult result = read_frames(
        options_.input, client_decoder_,
        [this](const std::string& body) { take_from_client(body); },
        [this](const std::string& what) { session_.on_framing_lost(what); });
    if (result == ReadResult::end) {
      end_input();
    }
  }

  /// A defect in here must not end the session that is to be saved.
  template <typename Handle>
  void guarded(Handle handle) {
    try {
      handle();
    } catch (const std::exception& failure) {
      log(LogLevel::error, std::string("the supervisor lost track: ") + failure.what());
    }
  }

  void take_from_client(const std::string& body) {
    guarded([&] { session_.on_client_frame(body, transport::monotonic_now()); });
    // Once: a number that means nothing now may be anybody's later.
    if (!knows_client_ && session_.client_process()) {
      knows_client_ = true;
      watch_client(*session_.client_process());
    }
  }

  /// The client's end is the server's, which sees to it by itself; this is for the time in which
  /// there is none.
  void watch_client(std::int64_t process) {
#ifdef SYS_pidfd_open
    if (process > 0 && process <= std::numeric_limits<pid_t>::max()) {
      client_process_ = static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(process), 0));
    }
#endif
  }

  void end_input() {
    if (std::exchange(input_ended_, true)) {
      return;
    }
    session_.on_input_ended();
    ends_at_ = transport::monotonic_now() + end_patience;
  }

  ReadResult read_server() {
    const ReadResult result = read_frames(
        process_->output(), server_decoder_,
        [this](const std::string& body) {
          guarded([&] { session_.on_server_frame(body, transport::monotonic_now()); });
        },
        [this](const std::string& what) { log(LogLevel::error, "from the server: " + what); });
    if (result == ReadResult::end) {
      process_->close_output();
    }
    return result;
  }

  void on_server_ended() {
    while (process_->output() >= 0 && read_server() == ReadResult::some) {
    }
    const ServerEnd ended = process_->reap();
    const Instant at = transport::monotonic_now();
    const bool too_often = is_crash(ended) && crashes_.add(at);
    const Verdict verdict = session_.on_server_ended(ended, at, too_often);
    if (verdict == Verdict::finish) {
      process_.reset();
      return;
    }
    const std::string report = write_report(ended, at);
    process_.reset();
    if (verdict == Verdict::restart) {
      if (const auto started = start_server(); !started) {
        session_.give_up(started.error().message);
        return;
      }
    }
    session_.recover(verdict, ended, report);
  }

  std::string write_report(const ServerEnd& ended, Instant at) {
    return leave_crash_report({.version = {},
                               .time = {},
                               .end = ended,
                               .number = session_.crashes(),
                               .sessions = {},
                               .uptime = at - started_at_,
                               .documents = session_.memory().open_documents(),
                               .at = at,
                               .backtrace = process_->last_words(),
                               .messages = session_.last_messages()},
                              servers_, options_.environment, options_.log);
  }

  /// The last answers, for a client that may be slow, but not for long.
  void drain_client() {
    const Instant until = transport::monotonic_now() + flush_patience;
    while (client_.pending() > 0 && transport::monotonic_now() < until) {
      pollfd polled{.fd = client_.descriptor(), .events = POLLOUT, .revents = 0};
      ::poll(&polled, 1, static_cast<int>(flush_patience / milliseconds(1)));
      client_.flush();
    }
  }

  const ServeCommand& command_;
  const actors::ServeOptions& options_;
  Outlet client_;
  Outlet server_;
  protocol::FrameDecoder client_decoder_;
  protocol::FrameDecoder server_decoder_;
  SupervisedSession session_;
  CrashCount crashes_;
  std::unique_ptr<ServerProcess> process_;  ///< null: standing in, or the end
  std::size_t servers_ = 0;                 ///< started so far
  Instant started_at_{};                    ///< the server in process_
  bool knows_client_ = false;               ///< it has said which process it is
  int client_process_ = -1;                 ///< a pidfd; -1: unknown
  bool input_ended_ = false;
  std::optional<Instant> ends_at_;  ///< when a server that should end is killed
};

}  // namespace

int run_supervisor(const ServeCommand& command, const actors::ServeOptions& options) {
  return Supervisor(command, options).run();
}

}  // namespace troupe::server
