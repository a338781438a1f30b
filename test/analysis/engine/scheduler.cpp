#include "test/analysis/engine/scheduler.hpp"

#include <cstdio>
#include <cstdlib>
#include <thread>

namespace troupe::engine::testing {

namespace {

/// The number of the calling thread in the running scheduler; SIZE_MAX for others.
thread_local std::size_t thread_number = SIZE_MAX;

}  // namespace

std::size_t RandomStrategy::choose(std::size_t count, std::size_t current, bool must_switch) {
  state_ ^= state_ << 13U;
  state_ ^= state_ >> 7U;
  state_ ^= state_ << 17U;
  constexpr std::uint64_t stay_of = 3;  // two times of three the thread goes on
  if (!must_switch && current < count && state_ % stay_of != 0) {
    return current;
  }
  return static_cast<std::size_t>((state_ >> 8U) % count);
}

std::size_t ExhaustiveStrategy::choose(std::size_t count, std::size_t current, bool must_switch) {
  const bool can_stay = current < count && !must_switch;
  // One that spins must not be chosen again while another can run, or the search would not end.
  const std::size_t first = can_stay ? current : current < count ? (current + 1) % count : 0;
  const bool may_branch = count > 1 && (!can_stay || spent_ < allowed_);
  if (!may_branch) {
    return first;
  }
  if (at_ == choices_.size()) {
    choices_.push_back({0, must_switch && current < count ? count - 1 : count, first, can_stay});
  }
  const Choice& choice = choices_[at_++];
  spent_ += choice.costs && choice.taken != 0 ? 1 : 0;
  return (choice.first + choice.taken) % count;
}

bool ExhaustiveStrategy::next() {
  at_ = 0;
  spent_ = 0;
  while (!choices_.empty() && choices_.back().taken + 1 >= choices_.back().options) {
    choices_.pop_back();
  }
  if (choices_.empty()) {
    return false;
  }
  ++choices_.back().taken;
  return true;
}

std::string Scheduler::run(const std::vector<std::function<void()>>& bodies) {
  threads_.assign(bodies.size(), {});
  detail::test_hooks = this;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    threads.emplace_back([&, i] {
      thread_number = i;
      std::unique_lock lock(mutex_);
      wait_for_turn(lock, i);
      lock.unlock();
      bodies[i]();
      lock.lock();
      threads_[i].is_done = true;
      pick(false);
      thread_number = SIZE_MAX;
    });
  }
  {
    const std::lock_guard guard(mutex_);
    pick(false);
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  detail::test_hooks = nullptr;
  return is_stuck_ ? "all threads wait" : "";
}

void Scheduler::sync(detail::SyncPoint point) {
  if (thread_number == SIZE_MAX) {
    return;
  }
  std::unique_lock lock(mutex_);
  ++points_;
  give_way(lock, point == detail::SyncPoint::spin);
}

void Scheduler::wait(std::atomic<std::uint32_t>& generation, std::uint32_t seen) {
  std::unique_lock lock(mutex_);
  Thread& self = threads_[thread_number];
  self.awaited = &generation;
  self.seen = seen;
  give_way(lock, false);
  self.awaited = nullptr;
}

void Scheduler::give_way(std::unique_lock<std::mutex>& lock, bool must_switch) {
  const std::size_t self = thread_number;
  pick(must_switch);
  if (turn_ != self) {
    wait_for_turn(lock, self);
  }
}

void Scheduler::wait_for_turn(std::unique_lock<std::mutex>& lock, std::size_t self) {
  turn_changed_.wait(lock, [&] { return turn_ == self; });
}

void Scheduler::pick(bool must_switch) {
  std::vector<std::size_t> runnable;
  std::size_t current = SIZE_MAX;
  for (std::size_t i = 0; i < threads_.size(); ++i) {
    if (threads_[i].can_run()) {
      if (i == turn_) {
        current = runnable.size();
      }
      runnable.push_back(i);
    }
  }
  if (!runnable.empty()) {
    turn_ = runnable[strategy_.choose(runnable.size(), current, must_switch)];
  } else {
    for (Thread& thread : threads_) {
      if (!thread.is_done) {
        // Nothing can wake them: a defect of the engine. There is no way to go on in this process.
        std::fputs("engine deadlock: all threads wait\n", stderr);
        std::abort();
      }
    }
    turn_ = nobody;
  }
  turn_changed_.notify_all();
}

}  // namespace troupe::engine::testing
