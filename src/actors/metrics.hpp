// What a session counts of itself.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "actors/time.hpp"

namespace troupe::actors {

/// How long something took, over many times: counts by powers of two of a microsecond. Thread-safe;
/// recording is three relaxed additions.
class LatencyHistogram {
 public:
  /// Bucket `i` holds what took at most 2^i microseconds and more than half of that; the last one
  /// everything from half a minute on.
  static constexpr std::size_t buckets = 26;

  void record(Duration took);

  struct Counts {
    std::array<std::uint64_t, buckets> by_bucket{};
    std::uint64_t count = 0;
    std::uint64_t sum_us = 0;
    /// The time that `share` of all took at most, in microseconds; as exact as buckets are.
    [[nodiscard]] double quantile_us(double share) const;
  };
  [[nodiscard]] Counts counts() const;

 private:
  std::array<std::atomic<std::uint64_t>, buckets> by_bucket_{};
  std::atomic<std::uint64_t> sum_us_ = 0;
};

/// The counters of one session. Written by its actors and transports, read by whoever asks for the
/// status; they tell about a session and never change what it does. Thread-safe.
struct SessionMetrics {
  explicit SessionMetrics(std::uint64_t session_number)
      : number(session_number), began_at(monotonic_now()) {}

  const std::uint64_t number;  ///< of the session in its process, from 1
  const Instant began_at;

  std::atomic<std::uint64_t> frames_in = 0;
  std::atomic<std::uint64_t> bytes_in = 0;
  std::atomic<std::uint64_t> frames_out = 0;
  std::atomic<std::uint64_t> bytes_out = 0;
  std::atomic<std::uint64_t> requests_failed = 0;  ///< answered by an error
  std::atomic<std::uint64_t> changes = 0;          ///< of open documents
  std::atomic<std::uint64_t> snapshots = 0;        ///< handed to workers
  std::atomic<std::uint64_t> diagnostic_runs = 0;  ///< fewer than changes: these were coalesced
  std::atomic<std::uint64_t> busy_us = 0;          ///< of all workers together
  std::atomic<std::uint64_t> processor_us = 0;     ///< of all threads, as of the last look
  std::atomic<std::uint64_t> stands_behind = 0;    ///< 1: its jobs get what others leave
  std::atomic<std::uint64_t> fell_behind = 0;      ///< how often it was put there
  std::atomic<std::uint64_t> workers = 0;
  std::atomic<std::uint64_t> jobs_queued = 0;
  std::atomic<std::uint64_t> jobs_running = 0;
  std::atomic<std::uint64_t> requests_in_flight = 0;
  /// From a change's arrival until the database actor took it up.
  LatencyHistogram writer_wait;
  /// From the cancellation of a job that ran until its worker was free.
  LatencyHistogram stopping;

  /// A request was answered.
  void answered(std::string_view method, Duration took, bool well);
  [[nodiscard]] std::map<std::string, LatencyHistogram::Counts, std::less<>> latencies() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, LatencyHistogram, std::less<>> by_method_;  ///< under mutex_: its shape
};

}  // namespace troupe::actors
