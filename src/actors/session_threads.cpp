// Linux has a niceness for each thread, and everybody may raise it. What has niceness 19 gets a
// seventieth of what somebody of niceness 0 gets who wants the same processor, makes way at once
// when such a one wakes up, and takes all that nobody wants.
#include "actors/session_threads.hpp"

#include <algorithm>

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

namespace troupe::actors {

namespace {

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
  ::setpriority(PRIO_PROCESS, static_cast<::id_t>(thread), last);
}

void SessionThreads::enter() {
  Thread thread{.id = ::gettid(), .clock = {}};
  if (::pthread_getcpuclockid(::pthread_self(), &thread.clock) != 0) {
    return;
  }
  // Who was made by a thread that is behind is so, too.
  thread.is_behind = ::getpriority(PRIO_PROCESS, static_cast<::id_t>(thread.id)) == last;
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
