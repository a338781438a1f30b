// Texts are found by their hash and compared by their bytes, outside the lock. Whoever makes files
// on purpose whose hashes are equal finds that some of them are not shared, and nothing worse.
#include "actors/text_pool.hpp"

#include <algorithm>
#include <functional>
#include <ranges>
#include <string_view>

namespace troupe::actors {

namespace {

constexpr std::size_t candidates_at_most = 4;

}  // namespace

TextPool::Reader::~Reader() {
  for (const auto& [path, sharing] : held_) {
    sharing->holders.fetch_sub(1, std::memory_order_relaxed);
  }
}

base::SourceText TextPool::Reader::took(const std::string& path, const base::SourceText& text) {
  const base::SourceText common = texts_->common_text(text);
  const std::shared_ptr<base::Sharing>& sharing = common.derivations()->sharing();
  sharing->holders.fetch_add(1, std::memory_order_relaxed);
  lost(path);
  held_.emplace(path, sharing);
  return common;
}

void TextPool::Reader::lost(const std::string& path) {
  const auto found = held_.find(path);
  if (found != held_.end()) {
    found->second->holders.fetch_sub(1, std::memory_order_relaxed);
    held_.erase(found);
  }
}

base::SourceText TextPool::common_text(const base::SourceText& text) {
  const std::size_t hash = std::hash<std::string_view>{}(text.view());
  std::vector<base::SourceText> candidates;
  {
    const std::scoped_lock lock(mutex_);
    const auto [begin, end] = by_hash_.equal_range(hash);
    for (const auto& [same_hash, known] : std::ranges::subrange(begin, end)) {
      if (base::SourceText candidate = known.lock(); candidate.derivations() != nullptr) {
        candidates.push_back(std::move(candidate));
      }
    }
  }
  const auto same = std::ranges::find(candidates, text);
  if (same != candidates.end()) {
    return *same;
  }
  auto common =
      base::SourceText::common(std::string(text.view()), std::make_shared<base::Sharing>(counts_));
  const std::scoped_lock lock(mutex_);
  if (candidates.size() < candidates_at_most) {
    by_hash_.emplace(hash, base::SourceText::Weak(common));
    forget_gone();
  }
  return common;
}

/// Now and then: as often as there are as many more as there were.
void TextPool::forget_gone() {
  if (by_hash_.size() < tidy_at_) {
    return;
  }
  std::erase_if(by_hash_, [](const auto& entry) { return entry.second.is_gone(); });
  tidy_at_ = std::max<std::size_t>(1024, 2 * by_hash_.size());
}

TextPool::Status TextPool::status() const {
  Status status{.texts = 0,
                .bytes = 0,
                .derivations_made = counts_->made.load(),
                .derivations_found = counts_->found.load()};
  const std::scoped_lock lock(mutex_);
  for (const auto& [hash, known] : by_hash_) {
    if (const base::SourceText text = known.lock(); text.derivations() != nullptr) {
      ++status.texts;
      status.bytes += text.size();
    }
  }
  return status;
}

}  // namespace troupe::actors
