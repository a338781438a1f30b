// Two threads for the actors of a session, one of them behind all others of the machine.
#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>

#include <caf/resumable.hpp>
#include <sys/types.h>

#include "actors/caf_compat.hpp"

namespace troupe::actors {

/// Of the two threads of a system's scheduler one is held while the other runs the actors: the one
/// that stands behind everybody (SessionThreads tells why there is no way back for a thread), or
/// the one that does not. What holds a thread is a task in the scheduler's queue that does not
/// return while the thread is to rest: no actor, so no recording knows of it. A thread that is held
/// costs nothing. Outlives the system. Thread-safe.
class ActorThreads {
 public:
  /// How many threads the scheduler is to have.
  static constexpr std::size_t needed = 2;

  ActorThreads();
  ActorThreads(const ActorThreads&) = delete;
  ActorThreads& operator=(const ActorThreads&) = delete;

  /// From now on one of the two is held. `on_front`: called whenever the actors have come back to
  /// the thread that is not behind, on it: threads that it makes, and those of what is sent to
  /// actors by then, are not behind either. Once.
  void begin(caf::actor_system& system, std::function<void()> on_front);
  /// Actors change threads soon.
  void stand_behind(bool is_behind);
  /// Holds no thread any more; before the system ends.
  void end();

 private:
  class Hold final : public caf::resumable {
   public:
    ActorThreads* threads = nullptr;
    resume_result resume(caf::execution_unit* unit, std::size_t max_throughput) override;
    // Not counted: a member of what outlives the system.
    void intrusive_ptr_add_ref_impl() override {}
    void intrusive_ptr_release_impl() override {}
  };
  void hold(Hold& task);

  std::array<Hold, 2> tasks_;  ///< in turn: the one that holds a thread passes on the other
  caf::actor_system* system_ = nullptr;
  std::function<void()> on_front_;
  std::mutex mutex_;
  std::condition_variable changed_;
  ::pid_t behind_ = 0;      ///< under mutex_, as all below: the thread that is behind; 0: none yet
  std::uint64_t held_ = 0;  ///< how often a thread was held
  bool stands_behind_ = false;  ///< which of the two is to work
  bool has_ended_ = true;
};

}  // namespace troupe::actors
