#include "actors/metrics.hpp"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>

namespace troupe::actors {

namespace {

std::uint64_t microseconds(Duration time) {
  const auto count = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
  return count > 0 ? static_cast<std::uint64_t>(count) : 0;
}

/// Methods are the client's words: how many of them are told apart is ours to say.
constexpr std::size_t methods_at_most = 128;

}  // namespace

void LatencyHistogram::record(Duration took) {
  const std::uint64_t us = microseconds(took);
  const std::size_t bucket = us <= 1 ? 0 : static_cast<std::size_t>(std::bit_width(us - 1));
  by_bucket_[std::min(bucket, buckets - 1)].fetch_add(1, std::memory_order_relaxed);
  sum_us_.fetch_add(us, std::memory_order_relaxed);
}

LatencyHistogram::Counts LatencyHistogram::counts() const {
  Counts counts;
  for (std::size_t i = 0; i < buckets; ++i) {
    counts.by_bucket[i] = by_bucket_[i].load(std::memory_order_relaxed);
    counts.count += counts.by_bucket[i];
  }
  counts.sum_us = sum_us_.load(std::memory_order_relaxed);
  return counts;
}

double LatencyHistogram::Counts::quantile_us(double share) const {
  const double wanted = share * static_cast<double>(count);
  double below = 0;
  for (std::size_t i = 0; i < buckets; ++i) {
    const auto here = static_cast<double>(by_bucket[i]);
    if (here > 0 && below + here >= wanted) {
      const double upper = std::ldexp(1.0, static_cast<int>(i));
      const double lower = i == 0 ? 0.0 : upper / 2;
      return lower + (upper - lower) * ((wanted - below) / here);
    }
    below += here;
  }
  return 0;
}

void SessionMetrics::answered(std::string_view method, Duration took, bool well) {
  if (!well) {
    requests_failed.fetch_add(1, std::memory_order_relaxed);
  }
  const std::scoped_lock lock(mutex_);
  const auto found = by_method_.find(method);
  if (found != by_method_.end()) {
    found->second.record(took);
  } else if (by_method_.size() < methods_at_most) {
    by_method_[std::string(method)].record(took);
  }
}

std::map<std::string, LatencyHistogram::Counts, std::less<>> SessionMetrics::latencies() const {
  const std::scoped_lock lock(mutex_);
  std::map<std::string, LatencyHistogram::Counts, std::less<>> latencies;
  for (const auto& [method, histogram] : by_method_) {
    latencies.emplace(method, histogram.counts());
  }
  return latencies;
}

}  // namespace troupe::actors
