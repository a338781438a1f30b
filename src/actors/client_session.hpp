// A session as its transport sees it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actors/actor_threads.hpp"
#include "actors/late_calls.hpp"
#include "actors/session_actor.hpp"
#include "actors/session_config.hpp"
#include "actors/session_threads.hpp"
#include "actors/stage.hpp"
#include "analysis/engine/engine.hpp"
#include "protocol/path_map.hpp"
#include "transport/input_reader.hpp"

namespace troupe::actors {

class Disk;
class TraceRecorder;

/// What a session is made of. `paths` outlives it.
struct SessionParts {
  std::shared_ptr<SessionConfig> config;
  std::shared_ptr<Disk> disk;
  const protocol::PathMap& paths;
  std::size_t threads = 2;  ///< that actors share; workers have their own
  /// Others may have to go first: of the threads (ActorThreads::needed) one works at a time.
  bool has_neighbours = false;
  std::uint64_t number = 1;  ///< of the session in its process
  TraceOptions trace;
  std::string version;  ///< of the program, for the recording
  /// Called first when the session goes, with the actors still there.
  std::function<void()> on_gone = [] {};
  /// Called after each message of the client was taken in, on the transport's thread.
  std::function<void()> on_heard = [] {};
};

/// One client's actors, in a system of their own: the kernel shares out the processors among
/// sessions, a recording has one session's messages, and when the system is gone nothing of the
/// session runs any more. What the transport tells goes in here. Thread-safe; may be destroyed on
/// another thread than it was made on.
class ClientSession final : public transport::InputSink {
 public:
  explicit ClientSession(SessionParts parts);
  /// Ends the actors, which cancels what workers run, and waits for them: for the reading of one
  /// file and for a query that does not look whether it is cancelled. What actors still write goes
  /// through the link. Then ends the recording.
  ~ClientSession() override;
  ClientSession(const ClientSession&) = delete;
  ClientSession& operator=(const ClientSession&) = delete;

  void on_frame(std::shared_ptr<const std::string> body, Instant at) override;
  void on_framing_lost(const std::string& what) override;
  void on_end() override;
  void on_output_broken(const std::string& why);
  void on_output_recovered(std::vector<std::string> documents);
  void on_client_died();
  /// Calls `tell` later with what is in memory of the session's recording, a trace file. Fails when
  /// there is nothing.
  [[nodiscard]] base::Result<void> dump_trace(
      std::function<void(std::string file, bool is_whole)> tell);
  /// Has the session's engine say what it holds, later and on a thread of the session.
  void report_memory(std::function<void(const engine::MemoryReport&)> tell);
  /// Tells the engine's owner what it may hold from now on.
  void share_memory(std::size_t bytes);
  /// How much of the session's recording may be kept in memory from now on.
  void share_recording(std::size_t bytes);
  /// What the recording holds in memory.
  [[nodiscard]] std::size_t recording_bytes() const;
  /// Processor time that the session's actors and jobs have taken.
  [[nodiscard]] Duration processor_time() const { return threads_.used(); }
  /// When the client said something.
  [[nodiscard]] Instant heard_at() const { return heard_at_.load(std::memory_order_relaxed); }
  /// Whether jobs get only what other sessions leave of the processors; until told otherwise.
  void stand_behind(bool is_behind);

 private:
  template <typename Message>
  void post(caf::actor SessionActors::* to, Message message) {
    const std::scoped_lock lock(mutex_);
    compat::post(actors_.*to, std::move(message));
  }
  void tie(SessionConfig& config);
  void fall_silent_when_dying(SessionConfig& config);
  void record(SessionConfig& config, const SessionParts& parts);

  std::shared_ptr<Disk> disk_;
  const protocol::PathMap& paths_;
  std::function<void()> on_gone_;
  std::function<void()> on_heard_;
  std::atomic<Instant> heard_at_ = Instant();
  std::atomic<int> exit_code_ = 1;
  LateCalls calls_;
  std::unique_ptr<Timers> timers_;  ///< in front of everybody's
  Stage stage_;
  SessionThreads threads_;
  ActorThreads actor_threads_;
  std::unique_ptr<TraceRecorder> recorder_;  ///< or null
  bool is_in_memory_ = false;                ///< what it records
  std::optional<SystemConfig> system_config_;
  std::unique_ptr<caf::actor_system> system_;
  std::mutex mutex_;
  SessionActors actors_;  ///< under mutex_
};

}  // namespace troupe::actors
