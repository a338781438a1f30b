// Where the processor counts its time at one rate, whatever else it does (an x86 says so), ticks
// are what it has counted: that is read in less than half the time that the system's clock takes,
// and it is read three times for each message. Elsewhere a tick is a nanosecond of that clock.
//
// The scale has two moments of which it knows both ticks and time, one before and one after what it
// is to tell, and goes straight from one to the other. They are at least some milliseconds apart,
// or the time that it takes to read two clocks would matter.
#include "actors/trace_clock.hpp"

#include <chrono>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace troupe::actors {

#if defined(__x86_64__)
const bool processor_counts_evenly = [] {
  constexpr unsigned leaf = 0x80000007U;
  constexpr unsigned invariant = 1U << 8U;
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  return __get_cpuid(leaf, &a, &b, &c, &d) != 0 && (d & invariant) != 0;
}();
#endif

TraceScale::TraceScale() : from_(now()), to_(from_) {}

/// A thread that loses the processor between the two clocks tries again.
TraceScale::Pair TraceScale::now() {
  constexpr int tries = 5;
  constexpr Duration together = std::chrono::microseconds(1);
  Pair best;
  Duration apart = Duration::max();
  for (int i = 0; i < tries && apart > together; ++i) {
    const Instant before = monotonic_now();
    const std::uint64_t ticks = trace_ticks();
    const Instant after = monotonic_now();
    if (after - before < apart) {
      apart = after - before;
      best = {.ticks = ticks, .at = before + apart / 2};
    }
  }
  return best;
}

void TraceScale::adjust() {
  constexpr Duration apart = std::chrono::milliseconds(10);
  if (to_.at - from_.at >= apart) {
    from_ = to_;
  }
  const Pair next = now();
  if (next.at - from_.at >= apart || length_ == 1) {
    const auto ticks = static_cast<double>(next.ticks - from_.ticks);
    length_ = ticks > 0 ? static_cast<double>((next.at - from_.at).count()) / ticks : 1;
  }
  to_ = next;
}

std::uint64_t TraceScale::nanoseconds_between(std::uint64_t ticks) const {
  return static_cast<std::uint64_t>(static_cast<double>(ticks) * length_);
}

std::uint64_t TraceScale::nanoseconds(std::uint64_t ticks) const {
  const auto since = static_cast<std::int64_t>(ticks - from_.ticks);
  return static_cast<std::uint64_t>(
      from_.at.count() + static_cast<std::int64_t>(static_cast<double>(since) * length_));
}

}  // namespace troupe::actors
