// The seam of deterministic tests: places where threads of the engine may interleave, and defects
// that tests inject to see that they are noticed. Both are compiled to nothing unless the engine is
// built with TROUPE_ENGINE_TESTING, which only its own tests do.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace troupe::engine::detail {

/// Where a thread is about to touch what others see.
enum class SyncPoint : std::uint8_t {
  read_memo,
  claim,
  release,
  publish,
  verify,
  raise_interval,
  apply_link,
  apply_publish,
  take_snapshot,
  drop_snapshot,
  retire,
  reclaim,
  spin,
};

/// The defects of the mutation gate; each breaks one rule of the engine.
enum class Defect : std::uint8_t {
  none,
  no_contiguity_check,           ///< deep verification raises over a gap
  interval_from_execution,       ///< a new memo claims to hold from revision 1 on
  interval_starts_at_execution,  ///< a new memo holds at the executing revision only
  stamp_without_comparison,      ///< a new value takes the old stamp unseen
  durability_not_lowered,        ///< a memo is as durable as the most durable thing it read
  edges_out_of_order,            ///< deep verification starts with the last edge
  torn_interval,                 ///< both ends of an interval are written one after the other
  value_freed_early,             ///< a retired memo is freed while snapshots live
  version_trimmed_early,         ///< an input version is freed while a snapshot sees it
  early_cutoff_forgotten,        ///< an equal value takes a fresh stamp
  stale_candidate_shortcut,      ///< the durability shortcut ignores when things changed
  count,
};

#ifdef TROUPE_ENGINE_TESTING

/// What tests put in the way of the engine. Set while no thread is inside it.
class TestHooks {
 public:
  TestHooks() = default;
  TestHooks(const TestHooks&) = delete;
  TestHooks& operator=(const TestHooks&) = delete;
  virtual ~TestHooks() = default;
  virtual void sync(SyncPoint point) = 0;
  /// Returns once `generation` is no longer `seen`.
  virtual void wait(std::atomic<std::uint32_t>& generation, std::uint32_t seen) = 0;
};

extern TestHooks* test_hooks;
extern Defect injected_defect;
extern bool poison_freed_memory;  ///< fill freed memos and versions, and do not use them again
extern std::atomic<std::size_t> allocated_bytes;  ///< of memos and versions
void empty_quarantine();                          ///< really frees what was poisoned

inline void sync_point(SyncPoint point) {
  if (test_hooks != nullptr) {
    test_hooks->sync(point);
  }
}
[[nodiscard]] inline bool has_defect(Defect defect) {
  return injected_defect == defect;
}

#else

inline void sync_point(SyncPoint) {}
[[nodiscard]] constexpr bool has_defect(Defect) {
  return false;
}

#endif

/// Gives way inside a loop that waits for a short section of another thread.
void spin_wait(int turn);
/// Waits until `generation` is no longer `seen`.
void wait_for_change(std::atomic<std::uint32_t>& generation, std::uint32_t seen);

}  // namespace troupe::engine::detail
