// Three kinds of threads meet here: the transport's one, which tells guests what comes in; actors,
// which say that their session is over; and those that take sessions apart, one each, because that
// may have to wait and neither of the others may.
#include "actors/socket_service.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <set>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "actors/admission.hpp"
#include "actors/session_host.hpp"
#include "protocol/base64.hpp"
#include "protocol/framing.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/rpc.hpp"

namespace troupe::actors {

namespace {

/// To present a token, the TLS handshake included; and to say anything at all, without one.
constexpr Duration token_patience = std::chrono::seconds(1);
constexpr Duration introduction_patience = std::chrono::seconds(10);
/// For sessions to let go of what they are at, when the process ends.
constexpr Duration reaping_patience = std::chrono::milliseconds(400);

using SharedSession = std::shared_ptr<ClientSession>;

/// The sessions there are, and the threads that end them: one that starts others, and one for each
/// session that ends, since that may wait for a disk and for a query that does not let go. Until it
/// does, the session keeps its place.
class Sessions {
 public:
  Sessions(const SessionHost& host, std::size_t limit)
      : host_(host), limit_(limit), reaper_([this] { run(); }) {}
  /// Waits for all that were given to end(), for a moment: if one does not let go, the process
  /// leaves without it.
  ~Sessions() {
    if (!wait(reaping_patience)) {
      host_.leave(0);
    }
    {
      const std::scoped_lock lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
    reaper_.join();
  }
  Sessions(const Sessions&) = delete;
  Sessions& operator=(const Sessions&) = delete;

  /// False: there are as many as there may be.
  [[nodiscard]] bool reserve() {
    const std::scoped_lock lock(mutex_);
    if (count_ >= limit_) {
      return false;
    }
    ++count_;
    return true;
  }
  /// REQUIRES: a reserved place.
  void add(const SharedSession& session) {
    const std::scoped_lock lock(mutex_);
    open_.insert(session);
  }
  void end(SharedSession session) {
    {
      const std::scoped_lock lock(mutex_);
      open_.erase(session);
      ending_.push_back(std::move(session));
    }
    changed_.notify_all();
  }
  [[nodiscard]] std::vector<SharedSession> open() const {
    const std::scoped_lock lock(mutex_);
    return {open_.begin(), open_.end()};
  }
  [[nodiscard]] std::size_t count() const {
    const std::scoped_lock lock(mutex_);
    return count_;
  }
  /// True: there are none any more.
  bool wait(Duration patience) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [this] { return count_ == 0; });
  }

 private:
  using Farewells = std::list<std::thread>;

  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return stop_ || !ending_.empty() || !ended_.empty(); });
      if (!ended_.empty()) {
        join(lock);
      } else if (!ending_.empty()) {
        begin_farewell();
      } else if (farewells_.empty()) {
        return;
      }
    }
  }
  void begin_farewell() {
    const auto session = std::make_shared<SharedSession>(std::move(ending_.front()));
    ending_.pop_front();
    const auto self = farewells_.emplace(farewells_.end());
    try {
      *self = std::thread([this, self, session] { say_farewell(*session, self); });
    } catch (const std::system_error&) {
      farewells_.erase(self);
      session->reset();
      --count_;
    }
  }
  void say_farewell(SharedSession& session, Farewells::iterator self) {
    session.reset();
    {
      const std::scoped_lock lock(mutex_);
      --count_;
      ended_.push_back(self);
    }
    changed_.notify_all();
  }
  void join(std::unique_lock<std::mutex>& lock) {
    std::thread ended = std::move(*ended_.front());
    farewells_.erase(ended_.front());
    ended_.pop_front();
    lock.unlock();
    ended.join();
    lock.lock();
  }

  const SessionHost& host_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t limit_;
  std::size_t count_ = 0;                  ///< under mutex_: places that are taken
  std::set<SharedSession> open_;           ///< under mutex_
  std::deque<SharedSession> ending_;       ///< under mutex_
  Farewells farewells_;                    ///< under mutex_: threads that end sessions
  std::deque<Farewells::iterator> ended_;  ///< under mutex_: those that are about to return
  bool stop_ = false;                      ///< under mutex_
  std::thread reaper_;
};

std::string trace_json(const DumpedTrace& dumped) {
  std::string json;
  protocol::JsonWriter writer(json);
  writer.object([&] {
    writer.member("session", dumped.session);
    writer.member("complete", dumped.is_whole);
    writer.member("trace", protocol::encode_base64(dumped.file));
  });
  return json;
}

/// What guests need of the service; outlives them.
struct House {
  SessionHost& host;
  Sessions& sessions;
  Admission admission;  ///< the transport's thread only
};

/// One connection's client: at the door at first, then with a session.
class Guest final : public transport::ConnectionSink {
 public:
  Guest(House& house, std::shared_ptr<transport::Connection> connection)
      : house_(house), connection_(std::move(connection)) {
    house_.host.log(LogLevel::info, "connected: " + connection_->peer());
  }

  void on_frame(std::shared_ptr<const std::string> body, Instant at) override {
    if (session_) {
      session_->on_frame(std::move(body), at);
    } else if (!is_refused_) {
      introduce(body, at);
    }
  }
  void on_input_end(Instant) override {
    if (session_) {
      session_->on_end();
    } else {
      connection_->close();
    }
  }
  void on_output_recovered(std::vector<std::string> documents) override {
    if (session_) {
      session_->on_output_recovered(std::move(documents));
    }
  }
  void on_closed(const std::string& why) override {
    house_.host.log(LogLevel::info,
                    "closed: " + connection_->peer() + (why.empty() ? "" : ": " + why));
    if (session_) {
      house_.sessions.end(std::move(session_));
    }
  }

 private:
  void introduce(const std::shared_ptr<const std::string>& body, Instant at) {
    Admission::Verdict verdict = house_.admission.judge(body);
    if (verdict.status_for) {
      return tell_status(*verdict.status_for);
    }
    if (verdict.trace_for) {
      return tell_trace(*verdict.trace_for);
    }
    if (!verdict.message) {
      return refuse(verdict.answer, "no token, or a wrong one");
    }
    if (!house_.sessions.reserve()) {
      return refuse(house_.admission.refusal(
                        *body, "this server has as many sessions as it may have at once"),
                    "too many sessions");
    }
    session_ = house_.host.open(
        {.write = [connection = connection_](
                      transport::Outbound frame) { connection->send(std::move(frame)); },
         .on_end = [connection = connection_](int) { connection->finish(farewell_patience); },
         .who = connection_->peer()});
    house_.sessions.add(session_);
    connection_->admit();
    session_->on_frame(std::move(verdict.message), at);
  }

  /// Of all sessions: who asks here is who could ask the system for as much.
  void tell_status(const protocol::RequestId& id) {
    is_refused_ = true;
    house_.host.gather_status({}, [connection = connection_, id](const ProcessStatus& status) {
      connection->send(
          {.bytes = protocol::encode_frame(protocol::encode_response(id, status_json(status))),
           .diagnostics_of = {}});
      connection->finish(refusal_patience);
    });
  }

  /// To who could have asked for the session's texts anyway: see docs/security.md.
  void tell_trace(const Admission::Verdict::TraceRequest& asked) {
    is_refused_ = true;
    house_.host.log(LogLevel::info, "asked for a recording: " + connection_->peer());
    house_.host.dump_trace(asked.session, [connection = connection_,
                                           id = asked.id](const base::Result<DumpedTrace>& dumped) {
      const std::string answer =
          dumped ? protocol::encode_response(id, trace_json(*dumped))
                 : protocol::encode_error(id, protocol::ErrorCode::RequestFailed,
                                          dumped.error().message);
      connection->send({.bytes = protocol::encode_frame(answer), .diagnostics_of = {}});
      connection->finish(trace_patience);
    });
  }

  void refuse(const std::string& answer, std::string_view why) {
    is_refused_ = true;
    house_.host.log(LogLevel::warning, "refused: " + connection_->peer() + ": " + std::string(why));
    connection_->send({.bytes = protocol::encode_frame(answer), .diagnostics_of = {}});
    connection_->finish(refusal_patience);
  }

  House& house_;
  std::shared_ptr<transport::Connection> connection_;
  SharedSession session_;
  bool is_refused_ = false;  ///< or wanted no session; nothing more is read from it
};

class Service final : public SocketService {
 public:
  Service(const ServeOptions& options, std::optional<std::string> token)
      : host_(options, true),
        sessions_(host_, options.limits.sessions),
        house_{.host = host_,
               .sessions = sessions_,
               .admission = Admission(std::move(token), options.limits.json_depth)} {}
  ~Service() override {
    server_.reset();
    host_.stop_timers();
  }
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  base::Result<void> listen(transport::SocketOptions options) {
    if (auto served = host_.serve_metrics(); !served) {
      return served;
    }
    options.log = [this](const std::string& text) { host_.log(LogLevel::warning, text); };
    auto server = transport::SocketServer::start(
        std::move(options), [this](std::shared_ptr<transport::Connection> connection) {
          return std::make_unique<Guest>(house_, std::move(connection));
        });
    if (!server) {
      return std::unexpected(server.error());
    }
    server_ = std::move(*server);
    return {};
  }

  [[nodiscard]] std::vector<transport::Address> addresses() const override {
    return server_->addresses();
  }
  [[nodiscard]] std::size_t sessions() const override { return sessions_.count(); }
  bool drain(Duration patience) override {
    server_->stop_accepting();
    for (const SharedSession& session : sessions_.open()) {
      session->on_end();
    }
    return sessions_.wait(patience);
  }

 private:
  SessionHost host_;
  Sessions sessions_;
  House house_;
  std::unique_ptr<transport::SocketServer> server_;
};

/// Hosts that other machines can reach are served by TLS and to those who know the token only.
base::Result<void> check_exposure(const SocketServiceOptions& sockets) {
  for (const transport::Address& address : sockets.addresses) {
    const auto* tcp = std::get_if<transport::TcpAddress>(&address);
    if (tcp == nullptr) {
      continue;
    }
    const auto loopback = transport::is_loopback(tcp->host);
    if (!loopback) {
      return std::unexpected(loopback.error());
    }
    if (!*loopback && (!sockets.tls || !sockets.token)) {
      return base::failure(to_string(address) +
                           " can be reached from other machines: that needs TLS (--certificate and "
                           "--key) and a token (--token-file)");
    }
  }
  return {};
}

}  // namespace

base::Result<transport::SocketOptions> transport_options(const Limits& limits,
                                                         const SocketServiceOptions& sockets) {
  if (const auto safe = check_exposure(sockets); !safe) {
    return std::unexpected(safe.error());
  }
  transport::SocketOptions options;
  options.addresses = sockets.addresses;
  options.inherited = sockets.inherited;
  options.channel = sockets.channel;
  options.tls = sockets.tls;
  options.limits = {.header_block = limits.header_bytes, .body = limits.frame_bytes};
  options.limits_before_admission = {
      .header_block = limits.header_bytes,
      .body = std::min(limits.frame_bytes, limits.introduction_bytes)};
  options.outbound_bytes = limits.outbound_bytes;
  options.backlog_bytes = limits.backlog_bytes;
  options.admission_patience = sockets.token ? token_patience : introduction_patience;
  options.idle_timeout = sockets.idle_timeout;
  return options;
}

base::Result<std::unique_ptr<SocketService>> SocketService::start(const ServeOptions& options,
                                                                  SocketServiceOptions sockets) {
  auto listening = transport_options(options.limits, sockets);
  if (!listening) {
    return std::unexpected(listening.error());
  }
  auto service = std::make_unique<Service>(options, std::move(sockets.token));
  if (const auto listens = service->listen(std::move(*listening)); !listens) {
    return std::unexpected(listens.error());
  }
  return service;
}

}  // namespace troupe::actors
