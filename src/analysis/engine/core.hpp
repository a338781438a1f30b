// The type-erased heart of a database. Not for users: they see Database, Snapshot and Context.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "analysis/engine/cancellation.hpp"
#include "analysis/engine/claims.hpp"
#include "analysis/engine/epochs.hpp"
#include "analysis/engine/event.hpp"
#include "analysis/engine/ingredient.hpp"
#include "analysis/engine/intern_table.hpp"
#include "analysis/engine/older_intervals.hpp"

namespace troupe::engine {

/// How a database is set up.
struct Options {
  EventListener* listener = nullptr;  ///< null: no events, at no cost
  /// A request whose queries call each other so deeply that they use up more than this many bytes
  /// of their thread's stack fails with base::CheckFailed. Half of the usual 8 MiB.
  std::size_t stack_limit = std::size_t{4} << 20U;
};

namespace detail {

struct PendingChange;
class Reader;

/// What a read needs to know about who asks: the snapshot's state and what cancels the request.
struct ReadRequest {
  SnapshotState* state = nullptr;
  const std::atomic<bool>* cancel_flag = nullptr;  ///< null: never
  bool cancel_when_stale = false;
};

/// Throws Cancelled where the request was cancelled or is stale and does not want to be.
void check_cancellation(const ReadRequest& request);

/// What an execution has read so far. The edges themselves stand on the thread's stack of edges.
struct Trace {
  std::uint32_t first_edge = 0;
  std::uint64_t valid_from = 1;  ///< the newest valid_from of what was read
  Durability durability = Durability::high;
  bool has_predecessor = false;  ///< the cell has memos already, which may stay beside the new one
  bool was_cancelled = false;    ///< Cancelled passed through; the execution must not return
  CancelReason cancel_reason = CancelReason::requested;

  void note(std::uint64_t from, Durability read_durability) {
    valid_from = std::max(valid_from, from);
    if (has_defect(Defect::durability_not_lowered)) {
      return;
    }
    durability = std::min(durability, read_durability);
  }
};

/// What an input looks like at a revision.
struct InputReading {
  const Version* version = nullptr;  ///< null: not set yet
  Stamp stamp = absent_stamp;
  std::uint64_t valid_from = 1;
  Durability durability = Durability::low;
};

[[nodiscard]] inline InputReading read_input(const InputCell& cell, std::uint64_t revision) {
  for (const Version* version = cell.version.load(std::memory_order_seq_cst); version != nullptr;
       version = version->next.load(std::memory_order_acquire)) {
    if (version->revision <= revision) [[likely]] {
      return {version, version->stamp, version->valid_from, version->durability};
    }
  }
  return {nullptr, cell.absent.load(std::memory_order_relaxed)};
}

/// Inputs, slots, snapshots and what is shared between them. Lives until the database and its last
/// snapshot are gone. Reading is for any number of threads (read.cpp), writing for one (write.cpp).
class Core {
 public:
  static constexpr std::size_t max_ingredients = 1024;

  explicit Core(const Options& options);
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;
  ~Core();

  [[nodiscard]] const Options& options() const { return options_; }
  [[nodiscard]] Epochs& epochs() { return epochs_; }
  [[nodiscard]] OlderIntervals& older_intervals() { return older_intervals_; }
  [[nodiscard]] NodeDirectory& nodes() { return nodes_; }
  [[nodiscard]] InternTables& interned() { return interned_; }

  /// The type's cells, or null if this database has not met it.
  [[nodiscard]] Ingredient* find_ingredient(const IngredientInfo& info) const {
    return ingredients_[info.index.load(std::memory_order_relaxed)].load(std::memory_order_acquire);
  }
  [[nodiscard]] Ingredient& ingredient(IngredientInfo& info);
  /// Those that exist, by number.
  [[nodiscard]] std::vector<Ingredient*> ingredients() const;

  /// The value of a query, from a memo or by executing it; records an edge if `trace` is not null.
  /// `found`: the query's cell, or null if it was not in the table just now.
  const void* fetch(const ReadRequest& request, Trace* trace, IngredientInfo& info, const void* key,
                    std::uint32_t hash, CellHead* found);
  /// The cell of an input that has none yet (or a swept one), so that its absence can be recorded.
  const InputCell& absent_input(IngredientInfo& info, const void* key, std::uint32_t hash);

  Revision apply(PendingChange* first);

  void emit(EventKind kind, std::uint64_t revision, const Ingredient& ingredient,
            const CellHead& cell) const {
    if (options_.listener != nullptr) [[unlikely]] {
      emit_event(kind, revision, ingredient, cell);
    }
  }

  /// Frees a retired thing for good, or only its value.
  void destroy(Retired& item);
  static void destroy_value(Retired& item);
  /// Gives a memo that was just unlinked to the epochs.
  void retire_memo(Ingredient& ingredient, const QueryCell& cell, Memo& memo);
  /// Destroys a memo that nobody can see. `has_value`: false if its value was destroyed already.
  void free_memo(const IngredientInfo& info, Memo& memo, bool has_value = true);
  /// Moves an unpublished memo to a place with room for `next`.
  Memo* with_link(const IngredientInfo& info, Memo& memo);

  /// One for the database and one for each living state.
  void add_user() { users_.fetch_add(1, std::memory_order_relaxed); }
  void drop_user();

 private:
  void emit_event(EventKind kind, std::uint64_t revision, const Ingredient& ingredient,
                  const CellHead& cell) const;
  void commit(PendingChange* first, std::uint64_t revision);
  void free_cells_of(Ingredient& ingredient);

  // Looked at by every read: first.
  std::array<std::atomic<Ingredient*>, max_ingredients> ingredients_{};
  Options options_;
  NodeDirectory nodes_;
  OlderIntervals older_intervals_;
  InternTables interned_;
  std::mutex ingredients_mutex_;
  std::atomic<std::size_t> users_{1};
  int writes_since_collection_ = 0;  ///< the owner's
  Epochs epochs_;
};

}  // namespace detail
}  // namespace troupe::engine
