// Records a session: what came in from outside, what each actor was given, what went out.
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
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

#include "actors/session_config.hpp"
#include "actors/stage.hpp"
#include "actors/trace_kinds.hpp"
#include "protocol/trace_records.hpp"

namespace troupe::actors {

/// Records one session into a sink of blocks. Actors and senders only note numbers and references,
/// each thread in a lane of its own; a thread of the recorder makes records of them, deflates them
/// and hands them on, 20 times a second. Outlives the actor system.
class TraceRecorder final : public MessageObserver {
 public:
  /// Appends bytes to the trace; false: it cannot, and is not asked again. Called on the recorder's
  /// thread, and once by the constructor.
  using Append = std::function<bool(std::string_view block)>;

  /// Takes what is written, armed and logged by a session with this configuration, and writes the
  /// header. `version`: of the program. Set it as the stage's observer before the first actor.
  TraceRecorder(SessionConfig& config, std::string_view version, Append append);
  ~TraceRecorder() override;
  TraceRecorder(const TraceRecorder&) = delete;
  TraceRecorder& operator=(const TraceRecorder&) = delete;

  void on_actor(caf::actor_id actor, const std::string& path) override;
  void on_sent(const compat::MailboxElement& element) override;
  void on_begin(std::uint64_t seq, caf::actor_id receiver,
                const compat::MailboxElement& element) override;
  void on_end(std::uint64_t seq) override;

  /// Writes what is there, and that the session ended in order. Nothing is recorded afterwards.
  void finish(int exit_code);
  /// Has what is there written soon; is_rescued() says whether it was. For the handler of a fatal
  /// signal, on any thread, which may do almost nothing.
  [[nodiscard]] std::uint64_t begin_rescue() noexcept;
  [[nodiscard]] bool is_rescued(std::uint64_t mark) const noexcept { return drained_ >= mark; }

 private:
  struct Item {
    enum class Type : std::uint8_t { actor, begin, end, written, armed, logged } type;
    std::uint64_t seq = 0;
    std::uint64_t first = 0;   ///< an actor, a time, a level
    std::uint64_t sender = 0;  ///< of a begin, as all below
    std::size_t kind = 0;
    Instant at{};
    Duration waited{};
    TraceTaken taken{};  ///< or, in its object, the text of an actor, frame or log line
  };
  using Chunk = std::vector<Item>;
  /// Where threads leave what they note. Each thread always uses the same one, so that its items
  /// keep their order.
  struct alignas(64) Lane {
    std::mutex mutex;
    Chunk items;  ///< under mutex, as all below; never grows
    std::vector<Chunk> full;
    std::vector<Chunk> spare;  ///< empty, with their memory
  };
  class Timing;

  void watch(SessionConfig& config);
  void push(Item item);
  static void renew(Lane& lane);
  static void give_back(Lane& lane, std::vector<Chunk> chunks);
  void run();
  void drain();
  void write_item(const Item& item);
  void write_begin(const Item& item);
  void write(const protocol::trace::Record& record);
  void note_variables(std::string_view text);
  std::uint64_t keep(std::string_view text);
  void append_block();

  Append append_;
  std::map<std::string, std::string, std::less<>> environment_;
  std::unique_ptr<Timers> timers_;  ///< in front of the session's own
  std::array<Lane, 16> lanes_;
  /// When messages entered mailboxes, by a hash of their address: a few bits of the address and the
  /// time. Two messages at the same place cost the older one its time, nothing else.
  static constexpr std::size_t arrivals_size = 4096;
  std::unique_ptr<std::array<std::atomic<std::uint64_t>, arrivals_size>> arrivals_;

  // The recorder's thread, and finish() after it.
  std::string block_;
  std::size_t blocks_of_drain_ = 0;  ///< written since the last look at all lanes
  std::set<std::uint64_t> kept_;     ///< hashes of texts in the trace
  std::set<std::string, std::less<>> variables_;
  bool failed_ = false;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stop_ = false;                       ///< under mutex_
  std::atomic<std::uint64_t> drained_ = 0;  ///< counts drains
  std::thread thread_;
};

}  // namespace troupe::actors
