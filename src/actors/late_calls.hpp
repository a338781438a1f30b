// Functions of a session that somebody else calls later.
#pragma once

#include <any>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace troupe::actors {

/// Timers and whoever gathers a status keep functions that hold actors, and an actor must not
/// outlive its system. So they are given functions of this, which hold nothing once it has ended.
/// Thread-safe. The functions are called under a lock: they post messages and return.
class LateCalls {
 public:
  /// Calls `function` the first time that it is called, unless end() came before. Outlives this.
  template <typename... Args>
  [[nodiscard]] std::function<void(Args...)> once(std::function<void(Args...)> function) const {
    const std::scoped_lock lock(state_->mutex);
    if (state_->ended) {
      return [](Args...) {};
    }
    const std::uint64_t number = state_->next++;
    state_->functions.emplace(number, std::move(function));
    return [state = state_, number](Args... args) {
      const std::scoped_lock called(state->mutex);
      const auto found = state->functions.find(number);
      if (found != state->functions.end()) {
        const auto kept =
            std::any_cast<std::function<void(Args...)>>(std::exchange(found->second, {}));
        state->functions.erase(found);
        kept(args...);
      }
    };
  }

  /// Waits for what is being called, and forgets the rest: nothing is called or held any more.
  void end() const {
    std::map<std::uint64_t, std::any> forgotten;
    const std::scoped_lock lock(state_->mutex);
    state_->ended = true;
    forgotten.swap(state_->functions);
  }

 private:
  struct State {
    std::mutex mutex;
    bool ended = false;  ///< under mutex, as all below
    std::uint64_t next = 0;
    std::map<std::uint64_t, std::any> functions;  ///< that were not called yet
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace troupe::actors
