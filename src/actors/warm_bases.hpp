// What sessions leave behind for those that come back: engines that know the files of a workspace.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "actors/time.hpp"
#include "analysis/engine/engine.hpp"

namespace troupe::actors {

/// What an engine was filled with, as far as files on disk do not say.
struct WarmBaseKey {
  std::vector<std::string> folders;  ///< of the workspace
  std::size_t analysed_file_bytes = 0;

  friend bool operator==(const WarmBaseKey&, const WarmBaseKey&) = default;
};

/// An engine that has the files on disk as its inputs, no open document, and no snapshot that
/// matters.
struct WarmBase {
  WarmBaseKey key;
  std::unique_ptr<engine::Database> engine;
  std::size_t bytes = 0;  ///< that the engine holds
};

/// Keeps the engines of sessions that have ended, for a while and within bounds. A new session of
/// the same workspace takes one over and sets its own inputs: what is equal need not be computed
/// again, and since queries are pure, that is all that can be noticed. Each goes to one session.
/// Thread-safe. All sessions of one host have the same environment and languages.
class WarmBases {
 public:
  struct Options {
    Duration kept_for{};            ///< nothing: none are kept
    std::size_t bytes_at_most = 0;  ///< of all together
  };
  explicit WarmBases(const Options& options) : options_(options) {}
  WarmBases(const WarmBases&) = delete;
  WarmBases& operator=(const WarmBases&) = delete;
  ~WarmBases();

  /// Takes the place of an earlier one with this key. Those that have been here for longest go
  /// where there is no room; one that alone is too large is not kept.
  void keep(WarmBase base, Instant now);
  /// The one that a session with this key takes over, if it is still here.
  [[nodiscard]] std::unique_ptr<engine::Database> take(const WarmBaseKey& key, Instant now);
  /// Drops what was kept for long enough.
  void drop_expired(Instant now);
  /// Drops those that have been here for longest, until at most so many bytes are left.
  void shrink_to(std::size_t bytes);
  /// From now on drops what has expired by itself, on a thread of its own.
  void watch_clock();

  struct Status {
    std::size_t kept = 0;
    std::size_t bytes = 0;
    std::uint64_t taken = 0;    ///< ever
    std::uint64_t dropped = 0;  ///< ever: expired, replaced, or no room
  };
  [[nodiscard]] Status status() const;

 private:
  struct Kept {
    WarmBase base;
    Instant until{};
  };
  using List = std::list<Kept>;
  void move_while(List& gone, const std::function<bool(const Kept&)>& goes);
  [[nodiscard]] std::size_t bytes() const;
  void run();

  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  List kept_;                  ///< under mutex_; those that came first are first
  std::uint64_t taken_ = 0;    ///< under mutex_
  std::uint64_t dropped_ = 0;  ///< under mutex_
  bool stop_ = false;          ///< under mutex_
  std::thread clock_;
};

}  // namespace troupe::actors
