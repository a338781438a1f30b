// Runs threads of the engine one at a time and decides, at each synchronisation point, who goes on.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "analysis/engine/sync_point.hpp"

namespace troupe::engine::testing {

/// Decides where a schedule branches: given how many threads could go on, one of which (`current`)
/// just did, which one does. `must_switch`: the current one waits in a loop and had better not.
class Strategy {
 public:
  Strategy() = default;
  Strategy(const Strategy&) = delete;
  Strategy& operator=(const Strategy&) = delete;
  virtual ~Strategy() = default;
  virtual std::size_t choose(std::size_t count, std::size_t current, bool must_switch) = 0;
};

/// Switches at random.
class RandomStrategy : public Strategy {
 public:
  explicit RandomStrategy(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::size_t choose(std::size_t count, std::size_t current, bool must_switch) override;

 private:
  std::uint64_t state_;
};

/// Goes through all schedules that preempt a running thread at most so many times, one a run.
class ExhaustiveStrategy : public Strategy {
 public:
  explicit ExhaustiveStrategy(int preemptions) : allowed_(preemptions) {}
  std::size_t choose(std::size_t count, std::size_t current, bool must_switch) override;
  /// Prepares the next schedule. False: that was the last.
  bool next();

 private:
  struct Choice {
    std::size_t taken;
    std::size_t options;
    std::size_t first;  ///< what is chosen without preempting
    bool costs;         ///< whether the others are preemptions
  };

  int allowed_;
  std::vector<Choice> choices_;
  std::size_t at_ = 0;
  int spent_ = 0;
};

/// Runs the bodies as threads under a strategy until all are done. Returns what went wrong:
/// nothing, or that all of them wait. One at a time in the process.
class Scheduler : public detail::TestHooks {
 public:
  explicit Scheduler(Strategy& strategy) : strategy_(strategy) {}
  std::string run(const std::vector<std::function<void()>>& bodies);

  void sync(detail::SyncPoint point) override;
  void wait(std::atomic<std::uint32_t>& generation, std::uint32_t seen) override;
  [[nodiscard]] std::uint64_t points() const { return points_; }

 private:
  static constexpr std::size_t nobody = SIZE_MAX;

  struct Thread {
    bool is_done = false;
    std::atomic<std::uint32_t>* awaited = nullptr;
    std::uint32_t seen = 0;

    [[nodiscard]] bool can_run() const {
      return !is_done && (awaited == nullptr || awaited->load() != seen);
    }
  };
  void give_way(std::unique_lock<std::mutex>& lock, bool must_switch);
  void pick(bool must_switch);
  void wait_for_turn(std::unique_lock<std::mutex>& lock, std::size_t self);

  Strategy& strategy_;
  std::mutex mutex_;
  std::condition_variable turn_changed_;
  std::vector<Thread> threads_;
  std::size_t turn_ = nobody;
  bool is_stuck_ = false;
  std::uint64_t points_ = 0;
};

}  // namespace troupe::engine::testing
