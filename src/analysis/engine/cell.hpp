// The place of one (query or input, key).
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "analysis/engine/memo.hpp"

namespace troupe::engine::detail {

/// What the key table must know of whatever it finds. The key follows the cell.
struct CellHead {
  std::uint32_t hash = 0;
  Node node = 0;
};

/// The slot of a query.
struct QueryCell : CellHead {
  /// Who executes it (see claims.hpp), and the lock of the chain of memos.
  std::atomic<std::uint32_t> claim{0};
  /// No stamp above this was given out, but for those of the memos in the chain. Written under the
  /// lock.
  std::atomic<Stamp> last_stamp{0};
  /// Never null: `no_memo`, `dead_memo`, or a chain of few memos.
  std::atomic<Memo*> memo{&no_memo};
};

/// The slot of an input. Written by the owner alone.
struct InputCell : CellHead {
  Stamp last_stamp = 0;
  /// The stamp of being absent, be it never set or removed: `absent_stamp` unless the slot was
  /// swept and used again.
  std::atomic<Stamp> absent{absent_stamp};
  /// Newest first; null: never set; `dead_version`: taken out of its table, will be freed.
  std::atomic<Version*> version{nullptr};

  [[nodiscard]] bool is_dead() const {
    return version.load(std::memory_order_seq_cst) == &dead_version;
  }
};
static_assert(sizeof(QueryCell) == 24 && sizeof(InputCell) == 24);

inline constexpr std::size_t cell_size = 24;
inline constexpr std::size_t intern_cell_size = sizeof(CellHead);

/// Where the key stands in a cell of `size` bytes.
constexpr std::size_t key_offset(std::size_t size, std::size_t alignment) {
  return (size + alignment - 1) / alignment * alignment;
}

}  // namespace troupe::engine::detail
