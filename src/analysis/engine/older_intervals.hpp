// Intervals of memos beyond the one that each has room for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "analysis/engine/memo.hpp"
#include "analysis/engine/spin_lock.hpp"

namespace troupe::engine::detail {

/// A memo's value may hold at revisions that are not next to each other: an input went from A to B
/// and back to A and nobody looked at B. The memo itself has the newest interval; where a living
/// snapshot may need the others, they stand here. Memos with entries are flagged. Any thread.
class OlderIntervals {
 public:
  /// Adds one. The caller flags the memo first.
  void add(const Memo& memo, Interval interval, std::uint64_t oldest_revision);
  /// The interval that covers `revision`; an empty one if none does.
  [[nodiscard]] Interval find(const Memo& memo, std::uint64_t revision);
  /// The oldest revision that any of them covers; UINT64_MAX if there is none.
  [[nodiscard]] bool any_covered(const Memo& memo, const std::vector<std::uint64_t>& revisions);
  /// Forgets a memo that is freed.
  void erase(const Memo& memo);
  [[nodiscard]] std::size_t memory();

 private:
  static constexpr std::size_t shard_count = 16;
  struct Shard {
    SpinLock lock;
    std::unordered_map<const Memo*, std::vector<Interval>> intervals;
  };
  Shard& shard(const Memo& memo);

  std::array<Shard, shard_count> shards_;
};

}  // namespace troupe::engine::detail
