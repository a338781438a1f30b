// A listener that remembers.
#pragma once

#include <algorithm>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "analysis/engine/event.hpp"

namespace troupe::engine::testing {

/// Remembers events as "kind name(key)".
class EventLog : public EventListener {
 public:
  void on_event(const Event& event) override {
    const std::lock_guard guard(mutex_);
    events_.push_back({event.kind, std::string(event.name) + "(" + event.key() + ")"});
  }
  /// What there was of one kind since the last call, in order: "name(key)".
  std::vector<std::string> take(EventKind kind) {
    const std::lock_guard guard(mutex_);
    std::vector<std::string> found;
    for (const auto& [event, text] : events_) {
      if (event == kind) {
        found.push_back(text);
      }
    }
    std::erase_if(events_, [kind](const auto& event) { return event.first == kind; });
    return found;
  }
  [[nodiscard]] std::size_t count(EventKind kind) const {
    const std::lock_guard guard(mutex_);
    return static_cast<std::size_t>(
        std::ranges::count_if(events_, [kind](const auto& event) { return event.first == kind; }));
  }
  void clear() {
    const std::lock_guard guard(mutex_);
    events_.clear();
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::pair<EventKind, std::string>> events_;
};

}  // namespace troupe::engine::testing
