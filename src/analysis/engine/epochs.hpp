// Which revisions are alive, and when what was replaced may be freed (I4, I5, I10).
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "analysis/engine/memo.hpp"
#include "analysis/engine/revision.hpp"
#include "analysis/engine/sync_point.hpp"

namespace troupe::engine::detail {

class Core;

/// What all snapshots of one epoch share. Epochs number the states that a database published; a
/// revision has more than one where something was swept in between. States are made by the owner,
/// dead once nobody refers to them, and used again later, but never freed before the database: a
/// thread that takes a snapshot may look at a state that has just died.
struct SnapshotState {
  std::atomic<std::uint64_t> references{0};  ///< handles, and one for being the current state
  std::atomic<bool> stale{false};            ///< a newer revision exists
  std::uint64_t epoch = 0;
  std::uint64_t revision = 0;
  /// [d]: the newest revision at which an input of durability d or higher changed.
  std::array<std::uint64_t, durability_count> last_changed{};
  Core* core = nullptr;
  std::atomic<SnapshotState*> newer{nullptr};  ///< in the list of states, oldest first
};

/// The list of states and of what waits for them.
///
/// Who may do what: the owner publishes; any thread acquires, drops and retires; one thread at a
/// time collects, and nobody ever waits for it: a thread that finds the collector busy leaves word,
/// and the busy one goes round again. Freeing calls destructors of values, so it happens where a
/// snapshot is dropped, where the owner applies (a bounded share) and on demand; never where one
/// reads.
class Epochs {
 public:
  explicit Epochs(Core& core);
  Epochs(const Epochs&) = delete;
  Epochs& operator=(const Epochs&) = delete;
  ~Epochs();

  /// The current state, with one more reference. Any thread; lock-free.
  [[nodiscard]] SnapshotState* acquire();
  /// Drops a reference; the last one of a state that is no longer current collects.
  void release(SnapshotState& state);

  /// The current state, without a reference. The owner only.
  [[nodiscard]] SnapshotState& current() { return *current_.load(std::memory_order_relaxed); }
  /// Makes a state current whose revision is `revision` and in which inputs changed at the given
  /// durability (and below); marks the one before stale if the revision is new. The owner only.
  void publish(std::uint64_t revision, const std::array<std::uint64_t, durability_count>& changed);

  /// The newest epoch that exists: what was unlinked before this is read is reached by none later.
  [[nodiscard]] std::uint64_t newest_epoch() const {
    return epoch_.load(std::memory_order_seq_cst);
  }
  /// No snapshot of a revision before this one is alive, nor will be. Lags behind the truth.
  [[nodiscard]] std::uint64_t oldest_revision() const {
    return oldest_revision_.load(std::memory_order_acquire);
  }

  /// Gives away what was just unlinked. The unlinking stores must be sequentially consistent.
  void retire(Retired& item);
  void retire(Retired::Kind kind, void* object, void* owner);

  /// Frees what no living snapshot can reach, looking at about `budget` items.
  void collect(std::size_t budget);
  /// Frees everything. REQUIRES: nobody else is there.
  void destroy_all();
  /// Runs `work` as the collector does, alone. False: the collector was busy, `work` did not run.
  template <typename Work>
  bool try_alone(Work&& work) {
    if (!try_enter()) {
      return false;
    }
    const Leaver leaver(*this);
    work();
    return true;
  }
  /// The same, waiting for the collector to be done. Not for the write path.
  template <typename Work>
  void run_alone(Work&& work) {
    for (int turn = 0; !try_enter(); ++turn) {
      spin_wait(turn);
    }
    const Leaver leaver(*this);
    work();
  }

  /// The revisions that are alive, in order. REQUIRES: called by `try_alone`'s or `run_alone`'s
  /// work.
  void live_revisions(std::vector<std::uint64_t>& revisions);
  /// Items that wait. REQUIRES: as above.
  [[nodiscard]] const std::deque<Retired*>& pending();
  /// How many states have handles or are current. REQUIRES: as above.
  [[nodiscard]] std::size_t live_states();

 private:
  class Leaver {
   public:
    explicit Leaver(Epochs& epochs) : epochs_(epochs) {}
    Leaver(const Leaver&) = delete;
    Leaver& operator=(const Leaver&) = delete;
    ~Leaver() { epochs_.leave(); }

   private:
    Epochs& epochs_;
  };

  [[nodiscard]] bool try_enter() { return !collecting_.exchange(true, std::memory_order_seq_cst); }
  void leave();
  void collect_alone(std::size_t budget);
  void take_incoming();
  void drop_dead_states();
  [[nodiscard]] bool can_destroy_value(const Retired& item, std::uint64_t& interval_bits) const;
  void destroy_values_early(std::size_t budget);
  SnapshotState* make_state();
  void recycle(SnapshotState& state);

  Core& core_;
  std::atomic<SnapshotState*> current_{nullptr};
  std::atomic<std::uint64_t> epoch_{0};
  std::atomic<std::uint64_t> oldest_revision_{1};
  std::atomic<Retired*> incoming_{nullptr};  ///< newest first
  std::atomic<SnapshotState*> recycled_{nullptr};
  std::atomic<bool> collecting_{false};
  std::atomic<std::size_t> requested_{0};  ///< budget of the collection that was asked for

  // The collector's:
  SnapshotState* oldest_ = nullptr;
  std::deque<Retired*> pending_;  ///< by epoch, roughly
  std::size_t cursor_ = 0;        ///< where destroy_values_early goes on
  std::vector<std::pair<std::uint64_t, std::uint64_t>> live_;  ///< (epoch, revision), oldest first
};

}  // namespace troupe::engine::detail
