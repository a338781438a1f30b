// Waiting for what happens on another thread: for the event, never for a time to pass.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace troupe::test {

/// Something that happens on another thread.
class Happening {
 public:
  void happen(const std::string& what = "") {
    const std::scoped_lock lock(mutex_);
    seen_.push_back(what);
    changed_.notify_all();
  }
  /// Waits until it has happened so often.
  std::vector<std::string> wait(std::size_t times = 1) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(20), [&] { return seen_.size() >= times; });
    return seen_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> seen_;
};

}  // namespace troupe::test
