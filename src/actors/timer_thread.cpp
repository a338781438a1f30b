#include "actors/timer_thread.hpp"

#include <utility>

namespace troupe::actors {

TimerThread::TimerThread() : thread_([this] { run(); }) {}

TimerThread::~TimerThread() {
  stop();
}

void TimerThread::stop() {
  {
    const std::scoped_lock lock(mutex_);
    if (std::exchange(stop_, true)) {
      return;
    }
  }
  changed_.notify_all();
  thread_.join();
  entries_ = {};
}

void TimerThread::arm(Instant due, std::function<void(Instant now)> fire) {
  bool first = false;
  {
    const std::scoped_lock lock(mutex_);
    if (stop_) {
      return;
    }
    first = entries_.empty() || due < entries_.top().due;
    entries_.push({.due = due, .number = next_++, .fire = std::move(fire)});
  }
  if (first) {
    changed_.notify_all();
  }
}

void TimerThread::run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    if (entries_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const Instant now = monotonic_now();
    const Instant due = entries_.top().due;
    if (now < due) {
      changed_.wait_for(lock, due - now);
      continue;
    }
    const std::function<void(Instant)> fire = entries_.top().fire;
    entries_.pop();
    lock.unlock();
    fire(now);
    lock.lock();
  }
}

}  // namespace troupe::actors
