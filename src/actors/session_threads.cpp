// Everybody may ask Linux for the policy SCHED_IDLE, and hardly anybody for the way back. What has
// it gets a three hundredth of what others get who want the same processor, makes way at once when
// one of them wakes up, and takes all that nobody wants. Niceness 19 does not do: since Linux 6.6 a
// thread that got a processor may keep it for a slice, however nice it is and whoever wakes up, and
// the end of its slice is looked for 250 times a second.
#include "actors/session_threads.hpp"

#include <algorithm>
#include <cstdint>

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

namespace troupe::actors {

namespace {

/// Where the policy is forbidden.
constexpr int last = 19;

Duration read_clock(::clockid_t clock) {
  ::timespec time{};
  if (::clock_gettime(clock, &time) != 0) {
    return {};
  }
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

void put_behind_others(::pid_t thread) {
  const ::sched_param none{};
  if (::sched_setscheduler(thread, SCHED_IDLE, &none) != 0) {
    ::setpriority(PRIO_PROCESS, static_cast<::id_t>(thread), last);
  }
}

bool is_behind_others(::pid_t thread) {
  return ::sched_getscheduler(thread) == SCHED_IDLE ||
         ::getpriority(PRIO_PROCESS, static_cast<::id_t>(thread)) == last;
}

void SessionThreads::enter() {
  Thread thread{.id = ::gettid(), .clock = {}};
  if (::pthread_getcpuclockid(::pthread_self(), &thread.clock) != 0) {
    return;
  }
  // Who was made by a thread that is behind is so, too.
  thread.is_behind = is_behind_others(thread.id);
  const std::scoped_lock lock(mutex_);
  threads_.push_back(thread);
}

void SessionThreads::leave() {
  const Duration used = read_clock(CLOCK_THREAD_CPUTIME_ID);
  const ::pid_t id = ::gettid();
  const std::scoped_lock lock(mutex_);
  if (std::erase_if(threads_, [&](const Thread& thread) { return thread.id == id; }) > 0) {
    used_by_ended_ += used;
  }
}

SessionThreads::Thread* SessionThreads::own_thread() {
  thread_local const ::pid_t id = ::gettid();
  const auto found =
      std::ranges::find_if(threads_, [](const Thread& thread) { return thread.id == id; });
  return found == threads_.end() ? nullptr : &*found;
}

SessionThreads::AtWork::AtWork(SessionThreads& threads) : threads_(threads) {
  const std::scoped_lock lock(threads_.mutex_);
  thread_ = threads_.own_thread();
  if (thread_ != nullptr) {
    thread_->is_at_work = true;
    if (threads_.stands_behind_) {
      put_behind(*thread_);
    }
  }
}

SessionThreads::AtWork::~AtWork() {
  if (thread_ != nullptr) {
    const std::scoped_lock lock(threads_.mutex_);
    thread_->is_at_work = false;
  }
}

Duration SessionThreads::used() const {
  const std::scoped_lock lock(mutex_);
  Duration used = used_by_ended_;
  for (const Thread& thread : threads_) {
    used += read_clock(thread.clock);
  }
  return used;
}

void SessionThreads::stand_behind() {
  const std::scoped_lock lock(mutex_);
  stands_behind_ = true;
  for (Thread& thread : threads_) {
    if (thread.is_at_work) {
      put_behind(thread);
    }
  }
}

void SessionThreads::catch_up() {
  const std::scoped_lock lock(mutex_);
  stands_behind_ = false;
}

bool SessionThreads::has_worn() const {
  const std::scoped_lock lock(mutex_);
  return !stands_behind_ && std::ranges::any_of(threads_, &Thread::is_behind);
}

void SessionThreads::put_behind(Thread& thread) {
  if (!thread.is_behind) {
    thread.is_behind = true;
    put_behind_others(thread.id);
  }
}

}  // namespace troupe::actors
