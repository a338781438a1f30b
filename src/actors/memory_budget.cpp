// A session is told a smaller share at once when it now uses more than the soft part of it; other
// changes only when they are worth a message.
#include "actors/memory_budget.hpp"

#include <algorithm>

#include <malloc.h>

namespace troupe::actors {

void give_back_memory() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

void MemoryBudget::open(std::uint64_t session, Tell tell, Tell tell_recording) {
  News news;
  {
    const std::scoped_lock lock(mutex_);
    accounts_[session] = {.tell = std::move(tell),
                          .tell_recording = std::move(tell_recording),
                          .used = 0,
                          .told = limit_,
                          .recording_told = recording_};
    news = divide();
  }
  spread(news);
}

void MemoryBudget::close(std::uint64_t session) {
  News news;
  {
    const std::scoped_lock lock(mutex_);
    accounts_.erase(session);
    news = divide();
  }
  spread(news);
}

void MemoryBudget::uses(std::uint64_t session, std::size_t bytes) {
  std::size_t total = 0;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = accounts_.find(session);
    if (found == accounts_.end()) {
      return;
    }
    found->second.used = bytes;
    total = sum() + for_each_recording() * accounts_.size();
  }
  const std::size_t soft = limit_ / 100 * soft_percent;
  bases_->shrink_to(soft - std::min(soft, total));
  News news;
  {
    const std::scoped_lock lock(mutex_);
    news = divide();
  }
  spread(news);
}

std::size_t MemoryBudget::used() const {
  const std::size_t kept = bases_->status().bytes;
  const std::scoped_lock lock(mutex_);
  return kept + sum();
}

std::size_t MemoryBudget::sum() const {
  std::size_t bytes = 0;
  for (const auto& [session, account] : accounts_) {
    bytes += account.used;
  }
  return bytes;
}

/// Who is to be told what. Under the lock.
MemoryBudget::News MemoryBudget::divide() {
  const std::size_t total = sum();
  const std::size_t fair = limit_ / std::max<std::size_t>(accounts_.size(), 1);
  const std::size_t worth_telling = limit_ / 32;
  News news;
  for (auto& [session, account] : accounts_) {
    const std::size_t others = total - account.used;
    const std::size_t share = std::max(fair, limit_ - std::min(limit_, others));
    const bool is_short = share < account.told && account.used > share / 100 * soft_percent;
    const std::size_t difference =
        share > account.told ? share - account.told : account.told - share;
    if (is_short || difference >= worth_telling) {
      account.told = share;
      news.emplace_back(account.tell, share);
    }
  }
  divide_recordings(news);
  return news;
}

std::size_t MemoryBudget::recording_share() const {
  const std::scoped_lock lock(mutex_);
  return for_each_recording();
}

/// Under the lock.
std::size_t MemoryBudget::for_each_recording() const {
  const std::size_t soft = limit_ / 100 * soft_percent;
  const std::size_t left = soft - std::min(soft, sum());
  const std::size_t share = left / std::max<std::size_t>(accounts_.size(), 1);
  return std::min(recording_, std::max(share, least_recording));
}

/// Small changes are told together.
void MemoryBudget::divide_recordings(News& news) {
  const std::size_t share = for_each_recording();
  for (auto& [session, account] : accounts_) {
    const std::size_t told = account.recording_told;
    const std::size_t difference = share > told ? share - told : told - share;
    if (difference > recording_ / 16 || (difference > 0 && share == recording_)) {
      account.recording_told = share;
      news.emplace_back(account.tell_recording, share);
    }
  }
}

void MemoryBudget::spread(const News& news) {
  for (const auto& [tell, share] : news) {
    tell(share);
  }
}

}  // namespace troupe::actors
