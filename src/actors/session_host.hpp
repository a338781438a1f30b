// What the sessions of one process share.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "actors/client_session.hpp"
#include "actors/fair_shares.hpp"
#include "actors/memory_budget.hpp"
#include "actors/session_config.hpp"
#include "actors/status.hpp"
#include "actors/system.hpp"
#include "actors/text_pool.hpp"
#include "actors/timer_thread.hpp"
#include "transport/text_service.hpp"

namespace troupe::actors {

/// How a session reaches its client. Called on any thread, and until the host is gone: also after
/// the session's own end.
struct ClientLink {
  std::function<void(transport::Outbound)> write;
  std::function<void(std::int64_t process)> watch_process = [](std::int64_t) {};
  std::function<void(int exit_code)> on_end;  ///< once
  std::string who = {};                       ///< as SessionConfig::who
};

/// A recording as it was when somebody asked for it.
struct DumpedTrace {
  std::uint64_t session = 0;
  std::string file;       ///< a trace file
  bool is_whole = false;  ///< from the session's beginning
};
using TraceTold = std::function<void(const base::Result<DumpedTrace>&)>;

/// What the sessions of a process that serves have in common: options, timers, status and metrics.
/// Outlives them.
class SessionHost {
 public:
  /// `has_many`: sessions, which take turns; else there is one, for which nothing is spared.
  explicit SessionHost(const ServeOptions& options, bool has_many = false);
  ~SessionHost();
  SessionHost(const SessionHost&) = delete;
  SessionHost& operator=(const SessionHost&) = delete;

  [[nodiscard]] std::unique_ptr<ClientSession> open(ClientLink link);
  /// Calls `tell` once, soon, on any thread: with the status of all sessions or of one. Sessions
  /// whose database is busy for longer than a moment are told of without their memory. Thread-safe.
  void gather_status(std::optional<std::uint64_t> session,
                     std::function<void(const ProcessStatus&)> tell);
  /// Calls `tell` once, soon, on any thread: with what is in memory of a session's recording. None
  /// named: the only one's. Thread-safe.
  void dump_trace(std::optional<std::uint64_t> session, const TraceTold& tell);
  /// No timer fires any more, and no metrics are served.
  void stop_timers();
  /// Serves metrics at `options.metrics_socket`, if it names one.
  [[nodiscard]] base::Result<void> serve_metrics();
  void log(LogLevel level, const std::string& text) const;

  /// Ends a session as the last thing that the process does. Waits a moment for work that is under
  /// way; if some does not let go (a query that runs for seconds), the process leaves with
  /// `exit_code` without it: a slow exit is felt at every quit of an editor, and there is nothing
  /// to save but recordings.
  void end_or_leave(std::unique_ptr<ClientSession> session, int exit_code) const;
  /// Leaves at once, sessions and all; their recordings are written.
  [[noreturn]] void leave(int exit_code) const;

 private:
  void forget(std::uint64_t session);
  void watch_shares();
  void share_out(Instant now);
  void save_trace(std::uint64_t session,
                  std::function<void(const base::Result<std::string>&)> tell);
  [[nodiscard]] std::function<void(transport::Outbound)> renaming(
      std::function<void(transport::Outbound)> write) const;
  [[nodiscard]] SharedStatus shared_status() const;
  void tell_session(std::uint64_t session, const std::function<void(ClientSession&)>& tell);
  [[nodiscard]] std::shared_ptr<SessionConfig> make_config(ClientLink link, Disk& disk,
                                                           std::uint64_t number);

  ServeOptions options_;
  unsigned threads_;
  bool has_many_;
  const std::shared_ptr<TextPool> texts_ = std::make_shared<TextPool>();
  const std::shared_ptr<WarmBases> bases_;
  const std::shared_ptr<MemoryBudget> budget_;
  TimerThread timers_;
  struct Entry {
    std::shared_ptr<SessionMetrics> metrics;
    ClientSession* session;
  };
  std::mutex mutex_;
  std::map<std::uint64_t, Entry> sessions_;   ///< under mutex_, by number
  std::uint64_t last_session_ = 0;            ///< under mutex_
  FairShares shares_;                         ///< under mutex_
  std::atomic<bool> has_neighbours_ = false;  ///< there are several sessions
  std::atomic<bool> is_watching_ = false;     ///< a timer is armed for share_out()
  const Instant began_at_ = monotonic_now();
  std::unique_ptr<transport::TextService> metrics_;
};

}  // namespace troupe::actors
