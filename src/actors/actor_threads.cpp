// The first thread that is held becomes the one that stands behind. To change places, the thread
// that was held queues the other task and waits until the other thread has taken it, which comes to
// it after the messages that were waiting before; then it goes to work itself. So at any time one
// thread works, but for the moment of the change, in which nobody may.
#include "actors/actor_threads.hpp"

#include <utility>

#include <caf/scheduler/abstract_coordinator.hpp>
#include <unistd.h>

#include "actors/session_threads.hpp"

namespace troupe::actors {

ActorThreads::ActorThreads() {
  for (Hold& task : tasks_) {
    task.threads = this;
  }
}

void ActorThreads::begin(caf::actor_system& system, std::function<void()> on_front) {
  {
    const std::scoped_lock lock(mutex_);
    on_front_ = std::move(on_front);
    system_ = &system;
    has_ended_ = false;
  }
  system.scheduler().enqueue(&tasks_[0]);
}

void ActorThreads::stand_behind(bool is_behind) {
  {
    const std::scoped_lock lock(mutex_);
    stands_behind_ = is_behind;
  }
  changed_.notify_all();
}

void ActorThreads::end() {
  {
    const std::scoped_lock lock(mutex_);
    has_ended_ = true;
  }
  changed_.notify_all();
}

caf::resumable::resume_result ActorThreads::Hold::resume(caf::execution_unit* /*unit*/,
                                                         std::size_t /*max_throughput*/) {
  threads->hold(*this);
  return done;
}

void ActorThreads::hold(Hold& task) {
  const ::pid_t self = ::gettid();
  std::unique_lock lock(mutex_);
  if (behind_ == 0) {
    behind_ = self;
    put_behind_others(self);
  }
  const std::uint64_t turn = ++held_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return has_ended_ || stands_behind_ == (behind_ == self); });
  if (has_ended_) {
    return;
  }
  Hold& other = &task == tasks_.data() ? tasks_[1] : tasks_[0];
  system_->scheduler().enqueue(&other);
  changed_.wait(lock, [&] { return has_ended_ || held_ > turn; });
  const bool is_front = behind_ != self && !has_ended_;
  lock.unlock();
  if (is_front) {
    on_front_();
  }
}

}  // namespace troupe::actors
