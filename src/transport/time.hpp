// Monotonic time, as a number.
#pragma once

#include <chrono>

namespace troupe::transport {

/// Monotonic time since some fixed point.
using Instant = std::chrono::nanoseconds;
using Duration = std::chrono::nanoseconds;

/// The process's monotonic clock: for threads at the border (transports, timers, workers), which
/// stamp what they send.
[[nodiscard]] inline Instant monotonic_now() {
  return std::chrono::duration_cast<Instant>(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace troupe::transport
