// What the sessions of one process share, and a session as its transport sees it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "actors/memory_budget.hpp"
#include "actors/messages.hpp"
#include "actors/session_actor.hpp"
#include "actors/session_config.hpp"
#include "actors/stage.hpp"
#include "actors/status.hpp"
#include "actors/system.hpp"
#include "actors/text_pool.hpp"
#include "actors/timer_thread.hpp"
#include "transport/input_reader.hpp"
#include "transport/text_service.hpp"

namespace troupe::actors {

class Disk;
class TraceRecorder;

/// How a session reaches its client. Called on any thread, and until the host is gone: also after
/// the session's own end.
struct ClientLink {
  std::function<void(transport::Outbound)> write;
  std::function<void(std::int64_t process)> watch_process = [](std::int64_t) {};
  std::function<void(int exit_code)> on_end;  ///< once
};

/// One client's actors, from the outside: what its transport tells goes in here. Thread-safe.
class ClientSession final : public transport::InputSink {
 public:
  /// `on_gone` is called when this goes, with the actors still there. `paths` outlives this.
  ClientSession(caf::actor_system& system, std::shared_ptr<SessionConfig> config,
                std::shared_ptr<Disk> disk, const protocol::PathMap& paths,
                std::function<void()> on_gone);
  /// Ends the actors, which cancels what workers run. What they still write goes through the link.
  /// May wait for the reading of one file.
  ~ClientSession() override;
  ClientSession(const ClientSession&) = delete;
  ClientSession& operator=(const ClientSession&) = delete;

  void on_frame(std::shared_ptr<const std::string> body, Instant at) override;
  void on_framing_lost(const std::string& what) override;
  void on_end() override;
  void on_output_broken(const std::string& why);
  void on_output_recovered(std::vector<std::string> documents);
  void on_client_died();
  /// The actor that knows what the session's engine holds.
  [[nodiscard]] caf::actor database() const { return actors_.database; }

 private:
  template <typename Message>
  void post(Message message) {
    const std::scoped_lock lock(mutex_);
    compat::post(actors_.protocol, std::move(message));
  }

  std::shared_ptr<Disk> disk_;
  const protocol::PathMap& paths_;
  std::function<void()> on_gone_;
  std::mutex mutex_;
  SessionActors actors_;  ///< under mutex_
};

/// The actor system of a process that serves, and its timers. Sessions are opened in it and are
/// gone before it. Makes the calling thread the one that must destroy it (CAF keeps a reference to
/// its logger there).
class SessionHost {
 public:
  explicit SessionHost(const ServeOptions& options);
  /// Waits a moment for work that is under way. If some does not let go (a leaf query that runs for
  /// seconds), the process leaves with `exit_code()` without it: a slow exit is felt at every quit
  /// of an editor, and there is nothing to save.
  ~SessionHost();
  SessionHost(const SessionHost&) = delete;
  SessionHost& operator=(const SessionHost&) = delete;

  [[nodiscard]] std::unique_ptr<ClientSession> open(ClientLink link);
  /// Calls `tell` once, soon, on any thread: with the status of all sessions or of one. Sessions
  /// whose database is busy for longer than a moment are told of without their memory. Thread-safe.
  void gather_status(std::optional<std::uint64_t> session,
                     std::function<void(const ProcessStatus&)> tell);
  /// No timer fires any more.
  void stop_timers() { timers_.stop(); }
  /// Serves metrics at `options.metrics_socket`, if it names one.
  [[nodiscard]] base::Result<void> serve_metrics();
  void set_exit_code(int code) { exit_code_ = code; }
  void log(LogLevel level, const std::string& text) const;

 private:
  [[nodiscard]] std::function<void(transport::Outbound)> renaming(
      std::function<void(transport::Outbound)> write) const;
  [[nodiscard]] SharedStatus shared_status() const;

  ServeOptions options_;
  unsigned threads_;
  const std::shared_ptr<TextPool> texts_ = std::make_shared<TextPool>();
  const std::shared_ptr<WarmBases> bases_;
  const std::shared_ptr<MemoryBudget> budget_;
  int exit_code_ = 1;
  TimerThread timers_;
  Stage stage_;
  std::unique_ptr<TraceRecorder> recorder_;  ///< from the first session on, if that is recorded
  struct Entry {
    std::shared_ptr<SessionMetrics> metrics;
    caf::actor database;
  };
  std::mutex mutex_;
  std::map<std::uint64_t, Entry> sessions_;  ///< under mutex_, by number
  std::uint64_t last_session_ = 0;           ///< under mutex_
  const Instant began_at_ = monotonic_now();
  std::unique_ptr<transport::TextService> metrics_;
  std::optional<SystemConfig> system_config_;
  std::unique_ptr<caf::actor_system> system_;
};

}  // namespace troupe::actors
