// Time as actors see it: a number that arrives in messages. No actor reads a clock, so that a
// recorded session replays and a test decides what time it is.
#pragma once

#include <functional>

#include "transport/time.hpp"

namespace troupe::actors {

using transport::Duration;
using transport::Instant;
using transport::monotonic_now;

/// Calls back at a time to come. Callable from any thread.
class Timers {
 public:
  Timers() = default;
  Timers(const Timers&) = delete;
  Timers& operator=(const Timers&) = delete;
  virtual ~Timers() = default;

  /// Calls `fire` once, on a thread of the timers' own, not before `due`. There is no way to take
  /// it back: the receiver ignores what no longer concerns it. What is armed when the timers end
  /// never fires.
  virtual void arm(Instant due, std::function<void(Instant now)> fire) = 0;
};

}  // namespace troupe::actors
