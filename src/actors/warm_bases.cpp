// Engines take their time to be destroyed, so that is done outside of the lock, by whoever made
// them go; when time did, by the thread that watches it.
#include "actors/warm_bases.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "actors/memory_budget.hpp"

namespace troupe::actors {

WarmBases::~WarmBases() {
  {
    const std::scoped_lock lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  if (clock_.joinable()) {
    clock_.join();
  }
}

void WarmBases::keep(WarmBase base, Instant now) {
  if (options_.kept_for <= Duration::zero() || base.bytes > options_.bytes_at_most) {
    return;
  }
  List gone;
  {
    const std::scoped_lock lock(mutex_);
    for (auto each = kept_.begin(); each != kept_.end();) {
      const auto here = each++;
      if (here->base.key == base.key) {
        gone.splice(gone.end(), kept_, here);
        ++dropped_;
      }
    }
    kept_.push_back({.base = std::move(base), .until = now + options_.kept_for});
    move_while(gone, [this](const Kept&) { return bytes() > options_.bytes_at_most; });
  }
  changed_.notify_all();
}

std::unique_ptr<engine::Database> WarmBases::take(const WarmBaseKey& key, Instant now) {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find_if(
      kept_, [&](const Kept& kept) { return kept.base.key == key && kept.until > now; });
  if (found == kept_.end()) {
    return nullptr;
  }
  std::unique_ptr<engine::Database> engine = std::move(found->base.engine);
  kept_.erase(found);
  ++taken_;
  return engine;
}

void WarmBases::drop_expired(Instant now) {
  List gone;
  const std::scoped_lock lock(mutex_);
  move_while(gone, [now](const Kept& kept) { return kept.until <= now; });
}

void WarmBases::shrink_to(std::size_t bytes_at_most) {
  List gone;
  const std::scoped_lock lock(mutex_);
  move_while(gone, [&](const Kept&) { return bytes() > bytes_at_most; });
}

WarmBases::Status WarmBases::status() const {
  const std::scoped_lock lock(mutex_);
  return {.kept = kept_.size(), .bytes = bytes(), .taken = taken_, .dropped = dropped_};
}

/// Under the lock. Takes from the front.
void WarmBases::move_while(List& gone, const std::function<bool(const Kept&)>& goes) {
  while (!kept_.empty() && goes(kept_.front())) {
    gone.splice(gone.end(), kept_, kept_.begin());
    ++dropped_;
  }
}

std::size_t WarmBases::bytes() const {
  std::size_t sum = 0;
  for (const Kept& kept : kept_) {
    sum += kept.base.bytes;
  }
  return sum;
}

void WarmBases::watch_clock() {
  if (options_.kept_for > Duration::zero()) {
    clock_ = std::thread([this] { run(); });
  }
}

void WarmBases::run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    if (kept_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const Duration left = kept_.front().until - monotonic_now();
    if (left > Duration::zero()) {
      changed_.wait_for(lock, left);
      continue;
    }
    List gone;
    gone.splice(gone.end(), kept_, kept_.begin());
    ++dropped_;
    lock.unlock();
    gone.clear();
    give_back_memory();
    lock.lock();
  }
}

}  // namespace troupe::actors
