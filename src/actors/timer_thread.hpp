// The timers of a running server.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

#include "actors/time.hpp"

namespace troupe::actors {

/// Timers on the monotonic clock, fired by one thread that sleeps while nothing is armed. What is
/// armed holds on to nothing of CAF's once this is gone.
class TimerThread final : public Timers {
 public:
  TimerThread();
  ~TimerThread() override;
  /// Ends the thread and forgets what is armed; what is armed from now on is forgotten at once. For
  /// the end of a system, whose actors may still arm timers while they end.
  void stop();
  void arm(Instant due, std::function<void(Instant now)> fire) override;

 private:
  struct Entry {
    Instant due;
    std::uint64_t number;  ///< equal times fire in the order in which they were armed
    std::function<void(Instant)> fire;
  };
  struct Later {
    bool operator()(const Entry& left, const Entry& right) const {
      return left.due != right.due ? left.due > right.due : left.number > right.number;
    }
  };
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::priority_queue<Entry, std::vector<Entry>, Later> entries_;  ///< under mutex_
  std::uint64_t next_ = 0;                                         ///< under mutex_
  bool stop_ = false;                                              ///< under mutex_
  std::thread thread_;
};

}  // namespace troupe::actors
