// A lock for sections of a few dozen instructions.
#pragma once

#include <atomic>

#include "analysis/engine/sync_point.hpp"

namespace troupe::engine::detail {

/// One byte; meets `std::lock_guard`. Held only across short sections that call no query. Yields
/// when it is not free at once, so that a preempted holder gets on.
class SpinLock {
 public:
  void lock() {
    for (int turn = 0; locked_.exchange(true, std::memory_order_acquire); ++turn) {
      spin_wait(turn);
    }
  }
  [[nodiscard]] bool try_lock() { return !locked_.exchange(true, std::memory_order_acquire); }
  void unlock() { locked_.store(false, std::memory_order_release); }

 private:
  std::atomic<bool> locked_{false};
};

}  // namespace troupe::engine::detail
