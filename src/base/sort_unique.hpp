#pragma once

#include <algorithm>
#include <vector>

namespace troupe::base {

/// Sorts and drops repetitions.
template <class T>
void sort_unique(std::vector<T>& items) {
  std::ranges::sort(items);
  const auto repeated = std::ranges::unique(items);
  items.erase(repeated.begin(), repeated.end());
}

}  // namespace troupe::base
