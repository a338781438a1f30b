#include "analysis/engine/older_intervals.hpp"

#include <algorithm>
#include <mutex>

#include "analysis/engine/hash.hpp"

namespace troupe::engine::detail {

OlderIntervals::Shard& OlderIntervals::shard(const Memo& memo) {
  return shards_[mix(reinterpret_cast<std::uint64_t>(&memo)) % shard_count];
}

void OlderIntervals::add(const Memo& memo, Interval interval, std::uint64_t oldest_revision) {
  Shard& place = shard(memo);
  const std::lock_guard guard(place.lock);
  std::vector<Interval>& intervals = place.intervals[&memo];
  std::erase_if(intervals, [&](Interval other) {
    return other.verified_at() < oldest_revision ||
           (interval.covers(other.valid_from()) && interval.covers(other.verified_at()));
  });
  intervals.push_back(interval);
}

Interval OlderIntervals::find(const Memo& memo, std::uint64_t revision) {
  Shard& place = shard(memo);
  const std::lock_guard guard(place.lock);
  const auto found = place.intervals.find(&memo);
  if (found == place.intervals.end()) {
    return {};
  }
  for (const Interval interval : found->second) {
    if (interval.covers(revision)) {
      return interval;
    }
  }
  return {};
}

bool OlderIntervals::any_covered(const Memo& memo, const std::vector<std::uint64_t>& revisions) {
  return std::ranges::any_of(
      revisions, [&](std::uint64_t revision) { return find(memo, revision).covers(revision); });
}

void OlderIntervals::erase(const Memo& memo) {
  Shard& place = shard(memo);
  const std::lock_guard guard(place.lock);
  place.intervals.erase(&memo);
}

std::size_t OlderIntervals::memory() {
  std::size_t bytes = 0;
  for (Shard& place : shards_) {
    const std::lock_guard guard(place.lock);
    for (const auto& [memo, intervals] : place.intervals) {
      bytes += sizeof(std::pair<const Memo* const, std::vector<Interval>>) +
               intervals.capacity() * sizeof(Interval);
    }
  }
  return bytes;
}

}  // namespace troupe::engine::detail
