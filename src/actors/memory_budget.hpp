// What the engines of a process may hold, divided among its sessions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "actors/warm_bases.hpp"

namespace troupe::actors {

/// Gives freed memory back to the system: glibc keeps it. For pauses.
void give_back_memory();

/// What is left below the soft limit when engines have what they need is for the recordings that
/// are kept in memory, the same for each session: they lose their oldest parts after the warm bases
/// are gone, and before an engine has to forget anything.
///
/// Each session may use what the others leave, and always its fair share: the limit divided by the
/// number of sessions. So whoever uses much gives way to those who use little, and never the other
/// way round. Above the soft limit, what ended sessions have left behind goes first. Thread-safe.
class MemoryBudget {
 public:
  /// Told to a session when what it may use has changed so much that it matters. Called on any
  /// thread; returns at once.
  using Tell = std::function<void(std::size_t share)>;
  /// Of the limit; above it sessions forget what nobody asked for lately.
  static constexpr std::size_t soft_percent = 70;

  /// A recording is left so much in any case: some seconds of typing.
  static constexpr std::size_t least_recording = std::size_t{256} * 1024;

  /// `recording`: what a session's recording is to hold at most; 0: there are none in memory.
  MemoryBudget(std::size_t limit, std::shared_ptr<WarmBases> bases, std::size_t recording = 0)
      : limit_(limit), bases_(std::move(bases)), recording_(recording) {}

  /// A session begins: it may use limit() until it is told otherwise.
  void open(std::uint64_t session, Tell tell, Tell tell_recording = [](std::size_t) {});
  void close(std::uint64_t session);
  /// A session has measured what it holds.
  void uses(std::uint64_t session, std::size_t bytes);

  [[nodiscard]] std::size_t limit() const { return limit_; }
  /// What all sessions hold, by their last measurements, and the warm bases.
  [[nodiscard]] std::size_t used() const;
  /// What each session's recording may hold.
  [[nodiscard]] std::size_t recording_share() const;

 private:
  struct Account {
    Tell tell;
    Tell tell_recording;
    std::size_t used = 0;
    std::size_t told = 0;
    std::size_t recording_told = 0;
  };
  using News = std::vector<std::pair<Tell, std::size_t>>;
  [[nodiscard]] std::size_t sum() const;
  [[nodiscard]] std::size_t for_each_recording() const;
  [[nodiscard]] News divide();
  void divide_recordings(News& news);
  static void spread(const News& news);

  const std::size_t limit_;
  const std::shared_ptr<WarmBases> bases_;
  const std::size_t recording_;
  mutable std::mutex mutex_;
  std::map<std::uint64_t, Account> accounts_;  ///< under mutex_
};

}  // namespace troupe::actors
