#include "base/derivations.hpp"

namespace troupe::base {

std::shared_ptr<const void> Derivations::find(const Key& key) {
  std::shared_ptr<const void> value;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = values_.find(key);
    value = found != values_.end() ? found->second.lock() : nullptr;
  }
  if (value) {
    sharing_->counts->found.fetch_add(1, std::memory_order_relaxed);
  }
  return value;
}

std::shared_ptr<const void> Derivations::keep(const Key& key, std::shared_ptr<const void> value) {
  sharing_->counts->made.fetch_add(1, std::memory_order_relaxed);
  const std::scoped_lock lock(mutex_);
  std::weak_ptr<const void>& kept = values_[key];
  if (auto earlier = kept.lock()) {
    return earlier;
  }
  kept = value;
  return value;
}

}  // namespace troupe::base
