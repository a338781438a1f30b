#include "transport/outbound_queue.hpp"

#include <algorithm>
#include <utility>

#include "base/sort_unique.hpp"

namespace troupe::transport {

bool OutboundQueue::push(Outbound item) {
  const auto waiting =
      item.diagnostics_of.empty() ? diagnostics_.end() : diagnostics_.find(item.diagnostics_of);
  bytes_ += item.bytes.size();
  if (waiting != diagnostics_.end()) {
    bytes_ -= waiting->second->bytes.size();
    waiting->second->bytes = std::move(item.bytes);
  } else {
    items_.push_back(std::move(item));
    if (!items_.back().diagnostics_of.empty()) {
      diagnostics_.emplace(items_.back().diagnostics_of, std::prev(items_.end()));
    }
  }
  while (bytes_ > limit_ && !diagnostics_.empty()) {
    shed_oldest_diagnostics();
  }
  return bytes_ <= limit_;
}

std::optional<std::string> OutboundQueue::pop() {
  if (items_.empty()) {
    return std::nullopt;
  }
  Outbound item = std::move(items_.front());
  items_.pop_front();
  bytes_ -= item.bytes.size();
  if (!item.diagnostics_of.empty()) {
    diagnostics_.erase(item.diagnostics_of);
  }
  return std::move(item.bytes);
}

std::vector<std::string> OutboundQueue::take_shed() {
  std::vector<std::string> shed = std::exchange(shed_, {});
  base::sort_unique(shed);
  return shed;
}

void OutboundQueue::shed_oldest_diagnostics() {
  const auto oldest = std::ranges::find_if(
      items_, [](const Outbound& item) { return !item.diagnostics_of.empty(); });
  bytes_ -= oldest->bytes.size();
  shed_.push_back(oldest->diagnostics_of);
  diagnostics_.erase(oldest->diagnostics_of);
  items_.erase(oldest);
}

}  // namespace troupe::transport
