// The owner's side of the engine: write, take snapshots, look after memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "analysis/engine/change_set.hpp"
#include "analysis/engine/core.hpp"
#include "analysis/engine/snapshot.hpp"

namespace troupe::engine {

/// What the engine holds for one input or query type.
struct MemoryUse {
  std::string_view name;
  bool is_input = false;
  std::size_t slots = 0;         ///< keys
  std::size_t values = 0;        ///< memos or input versions that have a value
  std::size_t engine_bytes = 0;  ///< slots, tables, memos with their edges, sizeof(Value) included
  std::size_t value_bytes = 0;   ///< what memory_size says of the values
};

/// What the engine holds at all.
struct MemoryReport {
  std::vector<MemoryUse> by_type;  ///< sorted by name
  std::size_t interned_bytes = 0;  ///< without what interned values own
  std::size_t shared_bytes = 0;    ///< node directory and side tables
  std::size_t retired_items = 0;   ///< replaced, but a living snapshot may still look at them
  std::size_t live_snapshots = 0;  ///< revisions with handles, the current one included
  [[nodiscard]] std::size_t total_bytes() const;
};

/// A multi-version store of inputs and memoised queries. `apply`, `evict`, `sweep`, `reclaim` and
/// `memory` are for one thread at a time, the owner's; `snapshot` and `intern` for any. Nothing
/// that readers do delays `apply` (I5). Its snapshots may outlive it.
class Database {
 public:
  explicit Database(Options options = {});
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database();

  /// Applies the changes as one new revision and returns it. Changes to what already holds are
  /// skipped; if that is all of them, there is no new revision and the current one is returned. If
  /// comparing or copying a key throws, nothing is applied.
  Revision apply(ChangeSet changes);
  [[nodiscard]] Revision revision() const;
  [[nodiscard]] Snapshot snapshot() const;

  template <typename T>
  [[nodiscard]] Interned<T> intern(const T& value) const {
    return Interned<T>(core_->interned()
                           .table(detail::intern_info<T>)
                           .intern(&value, detail::mix(hash_of(value))));
  }
  template <typename T>
  [[nodiscard]] const T& lookup(Interned<T> id) const {
    return *static_cast<const T*>(
        core_->interned().table(detail::intern_info<T>).lookup(id.index()));
  }

  /// Drops the values of memos that no snapshot from revision `unused_since` on has asked for, and
  /// keeps their edges and stamps: what depends on them stays valid, and they are computed again
  /// only where the value itself is asked for. Returns how many. `evict<Q>` does it for one query.
  std::size_t evict(Revision unused_since);
  template <Query Q>
  std::size_t evict(Revision unused_since) {
    return evict_type(detail::ingredient_info<Q>, unused_since);
  }
  /// Forgets slots: queries that nobody asked for from `unused_since` on and that nothing asked for
  /// since then depends on, and inputs that are absent and that no remaining query looked for.
  /// Returns how many. Takes time in proportion to the number of slots.
  std::size_t sweep(Revision unused_since);
  /// Frees everything that no living snapshot can reach. Dropping snapshots and applying do that by
  /// themselves, a bounded share at a time.
  void reclaim();
  [[nodiscard]] MemoryReport memory() const;

 private:
  std::size_t evict_type(const detail::IngredientInfo& info, Revision unused_since);

  detail::Core* core_;
};

}  // namespace troupe::engine
