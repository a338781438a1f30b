// Everything happens on the transport's thread, one event after the other; the main thread waits.
//
// A server gets its clients through its standard input: each is one end of a pair of sockets, sent
// over a channel that nobody else can reach. A new server thus has its sessions, and all that they
// are told, before it has begun to listen; a client never waits for it to be there.
//
// A crash is counted against the session that the server was at work for, if its last words name
// one, and else against the server: what one client does shall not end the others' sessions.
//
// The order after a crash: the process's end is told by its pidfd; then all wires are read to their
// end; then the report is written, the new server started, and every session taken up with it.
#include "server/socket_supervisor.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <deque>
#include <future>
#include <latch>
#include <set>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

#include "server/crash_report.hpp"
#include "server/end_signals.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "server/supervised_client.hpp"
#include "server/supervisor_process.hpp"
#include "transport/descriptor_passing.hpp"

namespace troupe::server {

namespace {

using handlers::LogLevel;
using std::chrono::milliseconds;
using transport::Connection;
using transport::ConnectionSink;
using transport::Duration;
using transport::Instant;
using Verdict = SupervisedSession::Verdict;
using SharedClient = std::shared_ptr<SupervisedClient>;

/// For clients to be answered and to read that, when the supervisor ends.
constexpr Duration drain_patience = std::chrono::seconds(5);
/// For a server that was asked to end.
constexpr Duration end_patience = std::chrono::seconds(2);
/// For wires to end after the process that they led to.
constexpr Duration wire_patience = milliseconds(500);
/// Before a server that takes no connections is offered them again.
constexpr Duration passing_pause = milliseconds(2);
constexpr std::size_t messages_reported = 64;
/// Within CrashCount::window, whosever they are: clients that make it crash and come back.
constexpr std::size_t crashes_in_all = 20;

/// One run of run_socket_supervisor().
class SocketSupervisor final : public Switchboard {
 public:
  SocketSupervisor(const ServeCommand& command, const actors::ServeOptions& options,
                   std::optional<std::string> token)
      : command_(command),
        options_(options),
        admission_(std::move(token), options.limits.json_depth) {}
  SocketSupervisor(const SocketSupervisor&) = delete;
  SocketSupervisor& operator=(const SocketSupervisor&) = delete;

  int run(transport::SocketOptions listening) {
    if (const auto started = start_server(); !started) {
      return fail(started.error().message);
    }
    listening.log = [this](const std::string& line) { log(LogLevel::warning, line); };
    auto front = transport::SocketServer::start(
        std::move(listening), [this](std::shared_ptr<Connection> connection) {
          is_ready_.wait();
          const auto client = std::make_shared<SupervisedClient>(
              *this, std::move(connection), ++clients_so_far_, options_.limits);
          clients_.insert(client);
          return client->sink();
        });
    if (!front) {
      return fail(front.error().message);
    }
    front_ = std::move(*front);
    is_ready_.count_down();
    for (const transport::Address& address : front_->addresses()) {
      std::fprintf(stderr, "troupe: listening on %s\n", to_string(address).c_str());
    }
    front_->post([this] {
      watch_server();
      front_->watch(signals_.descriptor(), [this] {
        signals_.let_through();
        drain(exit_code::clean);
      });
    });
    return exit_code_.get_future().get();
  }

 private:
  // ---- What clients need.

  std::shared_ptr<Connection> connect(std::string_view who,
                                      std::unique_ptr<ConnectionSink> sink) override {
    std::array<int, 2> ends{};
    if (!process_ || has_server_ended_ || is_stopping_ ||
        ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0) {
      return nullptr;
    }
    unsent_.push_back({.descriptor = ends[1], .word = std::string(who)});
    if (unsent_.size() == 1) {
      pass_on();
    }
    ++open_wires_;
    return front_->adopt(ends[0], std::move(sink));
  }
  void on_wire_ended() override {
    --open_wires_;
    recover_if_all_is_read();
  }
  [[nodiscard]] bool take_place() override {
    if (is_ending_ || places_taken_ == options_.limits.sessions) {
      return false;
    }
    ++places_taken_;
    return true;
  }
  void on_gone(SupervisedClient& client) override {
    if (client.has_place()) {
      --places_taken_;
    }
    clients_.erase(client.shared_from_this());
    stop_if_drained();
  }
  void after(Duration delay, std::function<void()> task) override {
    if (!is_stopping_) {
      front_->after(delay, std::move(task));
    }
  }
  void log(LogLevel level, const std::string& line) override { options_.log(level, line); }
  [[nodiscard]] actors::Admission& admission() override { return admission_; }

  /// Gives the server the connections that it has not got yet.
  void pass_on() {
    while (!unsent_.empty() && process_) {
      const auto passing = transport::pass_descriptor(process_->input(), unsent_.front().descriptor,
                                                      unsent_.front().word);
      if (passing == transport::Passing::full) {
        return after(passing_pause, [this] { pass_on(); });
      }
      ::close(unsent_.front().descriptor);
      unsent_.pop_front();
    }
  }
  void forget_unsent() {
    for (const Unsent& each : unsent_) {
      ::close(each.descriptor);
    }
    unsent_.clear();
  }

  // ---- The server.

  base::Result<void> start_server() {
    ++servers_;
    auto process = ServerProcess::start(server_arguments(command_.arguments, servers_),
                                        ServerProcess::Input::connections);
    if (!process) {
      return std::unexpected(process.error());
    }
    process_ = std::move(*process);
    has_server_ended_ = false;
    started_at_ = transport::monotonic_now();
    return {};
  }

  void watch_server() {
    // Where the kernel knows no pidfd: nobody writes to the output, so that it only ends.
    const int ended = process_->ended();
    front_->watch(ended >= 0 ? ended : process_->output(), [this] { on_server_ended(); });
  }

  void on_server_ended() {
    has_server_ended_ = true;
    forget_unsent();
    for (const SharedClient& client : all_clients()) {
      client->read_out();
    }
    after(wire_patience, [this, servers = servers_] {
      if (servers == servers_ && has_server_ended_) {
        for (const SharedClient& client : all_clients()) {
          client->cut_wire();
        }
      }
    });
    recover_if_all_is_read();
  }

  void recover_if_all_is_read() {
    if (has_server_ended_ && open_wires_ == 0 && process_) {
      recover();
    }
  }

  void recover() {
    const ServerEnd end = process_->reap();
    if (is_stopping_) {
      process_.reset();
      return exit_code_.set_value(code_);
    }
    if (is_crash(end)) {
      recover_from_crash(end);
    } else {
      for (const SharedClient& client : all_clients()) {
        client->recover(client->on_server_ended(end, transport::monotonic_now(), true), end, "");
      }
      process_.reset();
      drain(end.exit_code >= 0 ? end.exit_code : exit_code::errors_found);
    }
    stop_if_drained();
  }

  void recover_from_crash(const ServerEnd& end) {
    const Instant at = transport::monotonic_now();
    const std::string last_words = process_->last_words();
    const SharedClient culprit = culprit_of(last_words);
    const bool ends_culprit = culprit && culprit->count_own_crash(at);
    const bool too_many = all_crashes_.add(at);
    const bool too_often = culprit ? too_many : crashes_.add(at) || too_many;
    std::vector<std::pair<SharedClient, Verdict>> verdicts;
    const std::string report = write_report(end, at, last_words);
    for (const SharedClient& client : all_clients()) {
      verdicts.emplace_back(client, client->on_server_ended(end, at, too_often));
    }
    process_.reset();
    say(end, too_often, report);
    if (!too_often && !is_ending_) {
      if (const auto started = start_server(); !started) {
        return give_up(started.error().message);
      }
      watch_server();
    }
    for (const auto& [client, verdict] : verdicts) {
      if (client == culprit && ends_culprit && verdict == Verdict::restart) {
        client->give_up("Troupe crashed " + std::to_string(SupervisedClient::own_crashes_at_most) +
                        " times within 3 minutes at its work for this session (" + describe(end) +
                        "), which is ended. Report: " + report);
      } else {
        client->recover(verdict, end, report);
      }
    }
    if (too_often) {
      drain(exit_code::errors_found);
    }
  }

  /// Whose work killed the server; null: nobody's, as far as one can tell.
  [[nodiscard]] SharedClient culprit_of(std::string_view last_words) const {
    const auto number = session_at_work(last_words);
    const auto found = std::ranges::find_if(clients_, [&](const SharedClient& client) {
      return number == client->number() && client->session() != nullptr;
    });
    return found == clients_.end() ? nullptr : *found;
  }

  void say(const ServerEnd& end, bool too_often, const std::string& report) {
    log(too_often ? LogLevel::error : LogLevel::warning,
        "the server crashed (" + describe(end) + ")" +
            (too_often ? " too often" : " and is started again") +
            (report.empty() ? "" : "; report: " + report));
  }

  void give_up(const std::string& why) {
    log(LogLevel::error, why);
    for (const SharedClient& client : all_clients()) {
      client->give_up(why);
    }
    drain(exit_code::errors_found);
  }

  std::string write_report(const ServerEnd& end, Instant at, const std::string& last_words) {
    std::size_t documents = 0;
    std::deque<PassedMessage> messages;
    for (const SharedClient& client : clients_) {
      if (const SupervisedSession* const session = client->session()) {
        documents += session->memory().open_documents();
        for (PassedMessage message : session->last_messages()) {
          message.session = client->number();
          keep_newest(messages, std::move(message));
        }
      }
    }
    return leave_crash_report({.version = {},
                               .time = {},
                               .end = end,
                               .number = ++crashes_so_far_,
                               .sessions = places_taken_,
                               .uptime = at - started_at_,
                               .documents = documents,
                               .at = at,
                               .backtrace = last_words,
                               .messages = std::move(messages)},
                              servers_, options_.environment, options_.log);
  }

  /// By time, those of the same moment in the order in which they come.
  static void keep_newest(std::deque<PassedMessage>& messages, PassedMessage message) {
    const auto behind = std::ranges::upper_bound(messages, message.at, {}, &PassedMessage::at);
    messages.insert(behind, std::move(message));
    if (messages.size() > messages_reported) {
      messages.pop_front();
    }
  }

  // ---- The end.

  /// Takes nobody in any more and lets everybody have their last answers.
  void drain(int code) {
    if (std::exchange(is_ending_, true)) {
      return;
    }
    code_ = code;
    front_->stop_accepting();
    for (const SharedClient& client : all_clients()) {
      client->on_input_ended();
    }
    after(drain_patience, [this] {
      if (places_taken_ > 0) {
        code_ = exit_code::errors_found;
      }
      stop();
    });
    stop_if_drained();
  }

  void stop_if_drained() {
    if (is_ending_ && places_taken_ == 0) {
      stop();
    }
  }

  void stop() {
    if (std::exchange(is_stopping_, true)) {
      return;
    }
    forget_unsent();
    if (!process_) {
      return exit_code_.set_value(code_);
    }
    process_->terminate();
    front_->after(end_patience, [this] {
      if (process_) {
        process_->kill();
      }
    });
  }

  /// A copy: they may go while one of them is told something.
  [[nodiscard]] std::vector<SharedClient> all_clients() const {
    return {clients_.begin(), clients_.end()};
  }

  struct Unsent {
    int descriptor;
    std::string word;
  };

  const ServeCommand& command_;
  const actors::ServeOptions& options_;
  const EndSignals signals_;
  actors::Admission admission_;
  std::promise<int> exit_code_;
  std::latch is_ready_{1};  ///< front_ is there: a client may be sooner
  // The transport's thread alone, once it is there.
  std::set<SharedClient> clients_;
  std::uint64_t clients_so_far_ = 0;
  std::size_t places_taken_ = 0;
  std::unique_ptr<ServerProcess> process_;  ///< null: after the last crash
  bool has_server_ended_ = false;           ///< that of process_, whose words are still being read
  std::size_t servers_ = 0;                 ///< started so far
  Instant started_at_{};                    ///< the server in process_
  std::deque<Unsent> unsent_;               ///< for the server in process_
  std::size_t open_wires_ = 0;
  CrashCount crashes_;  ///< that are nobody's
  CrashCount all_crashes_{crashes_in_all};
  std::size_t crashes_so_far_ = 0;
  bool is_ending_ = false;    ///< nobody is let in any more
  bool is_stopping_ = false;  ///< the server was asked to end
  int code_ = exit_code::clean;
  std::unique_ptr<transport::SocketServer> front_;
};

}  // namespace

int run_socket_supervisor(const ServeCommand& command, const actors::ServeOptions& options,
                          actors::SocketServiceOptions sockets) {
  auto listening = actors::transport_options(options.limits, sockets);
  if (!listening) {
    return fail(listening.error().message);
  }
  return SocketSupervisor(command, options, std::move(sockets.token)).run(std::move(*listening));
}

}  // namespace troupe::server
