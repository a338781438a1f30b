// Records a session: what came in from outside, what each actor was given, what went out.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <semaphore.h>

#include "actors/session_config.hpp"
#include "actors/stage.hpp"
#include "actors/trace_clock.hpp"
#include "actors/trace_lane.hpp"
#include "actors/trace_ring.hpp"
#include "protocol/trace_records.hpp"

namespace troupe::actors {

/// Records one session, into a sink of blocks or in memory. Actors and senders only note numbers,
/// short texts and references, each thread in a lane of its own, and never wait; a thread of the
/// recorder makes records of them and deflates them. It sleeps while nothing happens. What it has
/// not got to is bounded: beyond that, which takes a disk that hangs or a processor that is never
/// free, messages are lost and the recording says so. Outlives the actor system.
class TraceRecorder final : public MessageObserver {
 public:
  /// Appends bytes to the trace, 20 times a second at most; false: it cannot, and is not asked
  /// again. Called on the recorder's thread, and once by the constructor.
  using Append = std::function<bool(std::string_view block)>;
  struct Memory {
    std::size_t bytes = 0;  ///< how much of the recording is kept: the newest part, deflated
    /// Called on the recorder's thread with a trace file when a fatal signal came.
    std::function<void(std::string_view file)> on_crash = [](std::string_view) {};
  };

  /// Takes what is written, armed and logged by a session with this configuration, and writes the
  /// header. `version`: of the program. Set it as the stage's observer before the first actor.
  TraceRecorder(SessionConfig& config, std::string_view version, Append append);
  TraceRecorder(SessionConfig& config, std::string_view version, const Memory& memory);
  ~TraceRecorder() override;
  TraceRecorder(const TraceRecorder&) = delete;
  TraceRecorder& operator=(const TraceRecorder&) = delete;

  void on_actor(caf::actor_id actor, const std::string& path) override;
  void on_sent(const compat::MailboxElement& element) override;
  void on_begin(std::uint64_t seq, caf::actor_id receiver,
                const compat::MailboxElement& element) override;
  void on_end(std::uint64_t seq) override;

  /// Calls `done` soon on the recorder's thread with a trace file of what is in memory; `is_whole`:
  /// from the session's beginning. Before finish(). REQUIRES: it records in memory.
  void dump(std::function<void(std::string file, bool is_whole)> done);
  /// Keeps so much of the recording in memory from now on; soon. Thread-safe.
  void set_capacity(std::size_t bytes);
  /// Of the recording in memory, as it was a moment ago. Thread-safe.
  [[nodiscard]] std::size_t bytes_in_memory() const noexcept { return bytes_in_memory_; }
  /// Writes what is there, and that the session ended in order. Nothing is recorded afterwards.
  void finish(int exit_code);
  /// Has what is there written soon; is_rescued() says whether it was. `is_crash`: what is in
  /// memory is to be saved, too. For the handler of a fatal signal, on any thread, which may do
  /// almost nothing.
  void begin_rescue(bool is_crash) noexcept;
  [[nodiscard]] bool is_rescued() const noexcept { return rescue_ == Rescue::done; }

 private:
  enum class Rescue : std::uint8_t { none, wanted, wanted_after_crash, done };
  class Timing;

  void watch(SessionConfig& config);
  void put(const TraceNote& note);
  void wake_if_asleep();
  TraceRecorder(SessionConfig& config, Append append, std::unique_ptr<TraceRing> ring,
                Memory memory, std::string_view version);
  void run();
  [[nodiscard]] bool has_orders() const;
  void rest();
  void sleep_until_woken();
  void wake() noexcept;
  void stop();
  bool drain();
  bool drain_lane(TraceLane& lane);
  void serve_dumps();
  void fit_ring();
  void note_loss(std::uint64_t seq);
  void write_note(const TraceNote& note);
  void write_note(const TraceBegin& note);
  void write(const protocol::trace::Record& record);
  void write_always(const protocol::trace::Record& record);
  void note_variables(std::string_view text);
  std::uint64_t keep(std::string_view text);
  void append_block();

  Append append_;                    ///< or none
  std::unique_ptr<TraceRing> ring_;  ///< or null
  Memory memory_;
  std::map<std::string, std::string, std::less<>> environment_;
  std::unique_ptr<Timers> timers_;  ///< in front of the session's own

  // All threads. What the recorder's thread changes all the time stands in other cache lines.
  alignas(64) TraceLanes lanes_;
  /// When messages entered mailboxes, by a hash of their address: a few bits of the address and the
  /// ticks. Two messages at the same place cost the older one its time, nothing else.
  static constexpr std::size_t arrivals_size = 4096;
  std::unique_ptr<std::array<std::atomic<std::uint64_t>, arrivals_size>> arrivals_;
  std::atomic<bool> is_asleep_ = false;  ///< whoever notes something wakes the thread

  // The recorder's thread, and finish() after it.
  alignas(64) TraceScale scale_;
  std::string block_;
  TraceRing::Facts facts_;           ///< of what is in block_
  std::size_t blocks_of_drain_ = 0;  ///< written since the last look at all lanes
  std::set<std::uint64_t> kept_;     ///< hashes of texts in the trace, or in block_
  std::set<std::string, std::less<>> variables_;
  bool failed_ = false;

  sem_t wakener_{};  ///< posted by whoever wants the thread to look
  std::atomic<bool> stop_ = false;
  std::atomic<Rescue> rescue_ = Rescue::none;
  std::mutex mutex_;
  std::vector<std::function<void(std::string, bool)>> dumps_;  ///< under mutex_: wanted
  std::atomic<bool> has_dumps_ = false;
  std::atomic<std::size_t> capacity_;  ///< that is wanted
  std::atomic<std::size_t> bytes_in_memory_ = 0;
  std::size_t ring_capacity_;  ///< that the ring has; the recorder's thread only
  std::thread thread_;
};

}  // namespace troupe::actors
