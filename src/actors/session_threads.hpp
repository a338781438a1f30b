// The threads of a session, as the system's scheduler sees them.
#pragma once

#include <list>
#include <mutex>

#include <sys/types.h>
#include <time.h>

#include "actors/time.hpp"

namespace troupe::actors {

/// Gives a thread of this process what others leave, for as long as it lives. Where that is not
/// allowed (a sandbox that forbids the call) it stays everybody's equal.
void put_behind_others(::pid_t thread);
/// Whether that was done to it, or to the thread that made it.
[[nodiscard]] bool is_behind_others(::pid_t thread);

/// What the threads of one session have taken of the processors, and whether those that run jobs
/// stand behind everybody else's. A thread that was put behind stays there for as long as it lives,
/// for an ordinary user cannot raise its priority again: so what catches up needs new threads.
/// Outlives the threads. Thread-safe.
class SessionThreads {
  struct Thread;

 public:
  SessionThreads() = default;
  SessionThreads(const SessionThreads&) = delete;
  SessionThreads& operator=(const SessionThreads&) = delete;

  /// The calling thread is one of the session's, from now on and until it calls leave(), which it
  /// does before it ends.
  void enter();
  void leave();

  /// While it lives, the calling thread runs a job. On a thread that did not enter() it does
  /// nothing.
  class AtWork {
   public:
    explicit AtWork(SessionThreads& threads);
    ~AtWork();
    AtWork(const AtWork&) = delete;
    AtWork& operator=(const AtWork&) = delete;

   private:
    SessionThreads& threads_;
    Thread* thread_;
  };

  /// Processor time of all threads that there are and were.
  [[nodiscard]] Duration used() const;
  /// The threads that run jobs, and those that will, get what others leave.
  void stand_behind();
  /// Jobs stand beside everybody else's, on threads that are not behind.
  void catch_up();
  /// Whether there are threads that are behind and no longer should be: they are to be replaced.
  [[nodiscard]] bool has_worn() const;

 private:
  struct Thread {
    ::pid_t id;
    ::clockid_t clock;
    bool is_at_work = false;
    bool is_behind = false;
  };
  static void put_behind(Thread& thread);
  [[nodiscard]] Thread* own_thread();

  mutable std::mutex mutex_;
  std::list<Thread> threads_;   ///< under mutex_
  Duration used_by_ended_{};    ///< under mutex_
  bool stands_behind_ = false;  ///< under mutex_
};

}  // namespace troupe::actors
