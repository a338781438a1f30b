#include "analysis/engine/cancellation.hpp"

#include <utility>

#include "analysis/engine/claims.hpp"

namespace troupe::engine {

namespace {

std::string describe(CancelReason reason, const std::vector<CycleStep>& path) {
  if (reason == CancelReason::requested) {
    return "cancelled";
  }
  if (reason == CancelReason::stale) {
    return "cancelled: there is a newer revision";
  }
  std::string text = "cycle:";
  for (const CycleStep& step : path) {
    text.append(" ").append(step.query).append("(").append(step.key).append(") ->");
  }
  if (!path.empty()) {
    text.append(" ").append(path.front().query).append("(").append(path.front().key).append(")");
  }
  return text;
}

}  // namespace

void CancellationSource::cancel() {
  flag_->store(true, std::memory_order_seq_cst);
  detail::wake_waiting();
}

Cancelled::Cancelled(CancelReason reason, std::vector<CycleStep> path)
    : reason_(reason), path_(std::move(path)), text_(describe(reason_, path_)) {}

}  // namespace troupe::engine
