// The lock of a slot's chain of memos.
#pragma once

#include <atomic>

#include "analysis/engine/cell.hpp"
#include "analysis/engine/claims.hpp"
#include "analysis/engine/sync_point.hpp"

namespace troupe::engine::detail {

/// Held by whoever changes a chain that is not empty, and while its values are compared. Its only
/// user code is ==; no query runs under it.
class ChainLock {
 public:
  explicit ChainLock(QueryCell& cell) : cell_(cell) {
    for (int turn = 0; (cell_.claim.fetch_or(claim_bits::locked, std::memory_order_acquire) &
                        claim_bits::locked) != 0;
         ++turn) {
      spin_wait(turn);
    }
  }
  ChainLock(const ChainLock&) = delete;
  ChainLock& operator=(const ChainLock&) = delete;
  ~ChainLock() { cell_.claim.fetch_and(~claim_bits::locked, std::memory_order_release); }

 private:
  QueryCell& cell_;
};

}  // namespace troupe::engine::detail
