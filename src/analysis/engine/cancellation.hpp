// Stopping work that nobody waits for any more.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::engine {

/// Tells whether the request that holds it was cancelled. Cheap to copy; a default one never is.
/// May be asked on any thread.
class CancellationToken {
 public:
  CancellationToken() = default;
  [[nodiscard]] bool is_cancelled() const {
    return flag_ != nullptr && flag_->load(std::memory_order_relaxed);
  }

 private:
  friend class CancellationSource;
  friend class Snapshot;
  explicit CancellationToken(std::shared_ptr<const std::atomic<bool>> flag)
      : flag_(std::move(flag)) {}

  std::shared_ptr<const std::atomic<bool>> flag_;
};

/// Where cancellation comes from: one for each request. `cancel()` may be called on any thread,
/// more than once; it waits for nothing. Destroying the source cancels nothing.
class CancellationSource {
 public:
  CancellationSource() : flag_(std::make_shared<std::atomic<bool>>(false)) {}
  [[nodiscard]] CancellationToken token() const { return CancellationToken(flag_); }
  void cancel();

 private:
  std::shared_ptr<std::atomic<bool>> flag_;
};

/// What a newer revision means for work on an older snapshot: background work is cancelled, an
/// answer that is due finishes on its snapshot.
enum class OnStale : std::uint8_t { finish, cancel };

enum class CancelReason : std::uint8_t { requested, stale, cycle };

/// One query of a cycle's path. `key` is empty where the key cannot be printed.
struct CycleStep {
  std::string_view query;
  std::string key;

  friend bool operator==(const CycleStep&, const CycleStep&) = default;
};

/// The one exception that the engine throws by itself: the work was cancelled, or cannot be done
/// because it needs its own result. It unwinds through `execute` functions, which must not swallow
/// it (one that does is thrown through again when it returns), and leaves slots as they were.
class Cancelled : public std::exception {
 public:
  explicit Cancelled(CancelReason reason, std::vector<CycleStep> path = {});

  [[nodiscard]] CancelReason reason() const { return reason_; }
  /// For a cycle: each query of it once, starting with the one whose name and key come first in
  /// alphabetical order, so that the path does not depend on where the cycle was entered.
  [[nodiscard]] const std::vector<CycleStep>& path() const { return path_; }
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

 private:
  CancelReason reason_;
  std::vector<CycleStep> path_;
  std::string text_;
};

}  // namespace troupe::engine
