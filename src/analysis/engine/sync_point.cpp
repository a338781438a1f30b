#include "analysis/engine/sync_point.hpp"

#include <thread>

namespace troupe::engine::detail {

#ifdef TROUPE_ENGINE_TESTING
TestHooks* test_hooks = nullptr;
Defect injected_defect = Defect::none;
bool poison_freed_memory = false;
#endif

void spin_wait(int turn) {
#ifdef TROUPE_ENGINE_TESTING
  if (test_hooks != nullptr) {
    test_hooks->sync(SyncPoint::spin);
    return;
  }
#endif
  constexpr int turns_before_yielding = 32;
  if (turn >= turns_before_yielding) {
    std::this_thread::yield();
  }
}

void wait_for_change(std::atomic<std::uint32_t>& generation, std::uint32_t seen) {
#ifdef TROUPE_ENGINE_TESTING
  if (test_hooks != nullptr) {
    test_hooks->wait(generation, seen);
    return;
  }
#endif
  generation.wait(seen, std::memory_order_seq_cst);
}

}  // namespace troupe::engine::detail
