// A clock for recordings: cheap to read, told in nanoseconds later.
#pragma once

#include <cstdint>

#include "actors/time.hpp"

namespace troupe::actors {

#if defined(__x86_64__)
/// Whether this processor counts its time at one rate. False before main() begins.
extern const bool processor_counts_evenly;
#endif

/// A moment, in units that only a TraceScale knows. Thread-safe.
[[nodiscard]] inline std::uint64_t trace_ticks() noexcept {
#if defined(__x86_64__)
  if (processor_counts_evenly) [[likely]] {
    return __builtin_ia32_rdtsc();
  }
#endif
  return static_cast<std::uint64_t>(monotonic_now().count());
}

/// Tells what ticks are on the monotonic clock. Belongs to one thread.
class TraceScale {
 public:
  TraceScale();
  /// To be called before ticks are told that were read since the last call.
  void adjust();
  [[nodiscard]] std::uint64_t nanoseconds(std::uint64_t ticks) const;
  /// A length of time instead of a moment.
  [[nodiscard]] std::uint64_t nanoseconds_between(std::uint64_t ticks) const;

 private:
  struct Pair {
    std::uint64_t ticks = 0;
    Instant at{};
  };
  static Pair now();

  Pair from_;
  Pair to_;
  double length_ = 1;  ///< of a tick between the two, in nanoseconds
};

}  // namespace troupe::actors
