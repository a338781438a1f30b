#include "actors/trace_stage.hpp"

#include <utility>

#include <caf/scheduler/test_coordinator.hpp>

#include "base/check.hpp"

namespace troupe::actors {

TraceStage::TraceStage() : config_(stage_, compat::SchedulerPolicy::testing, 1) {
  stage_.gate = this;
  stage_.on_failure = [this](std::string_view path, std::string_view what) {
    if (on_failure) {
      on_failure(path, what);
    }
  };
  system_ = std::make_unique<caf::actor_system>(config_);
}

TraceStage::~TraceStage() {
  on_failure = nullptr;
  parked_.clear();
  compat::end_actor(root_);
  root_ = nullptr;
  while (!parked_.empty()) {
    deliver(0);
  }
  receivers_.clear();
  system_.reset();
}

void TraceStage::keep(const caf::actor& root) {
  root_ = root;
  settle();
}

std::optional<std::size_t> TraceStage::find(std::string_view to, std::string_view from) const {
  for (std::size_t index = 0; index < parked_.size(); ++index) {
    if (parked_[index].from == from && parked_[index].to() == to) {
      return index;
    }
  }
  return std::nullopt;
}

bool TraceStage::is_first(std::size_t index) const {
  return find(parked_[index].to(), parked_[index].from) == index;
}

void TraceStage::deliver(std::size_t index) {
  base::check(index < parked_.size(), "what is delivered is parked");
  Parked parked = std::move(parked_[index]);
  parked_.erase(parked_.begin() + static_cast<std::ptrdiff_t>(index));
  parked.receiver->accept(std::move(parked.element));
  settle();
}

bool TraceStage::deliver_from_outside(std::string_view to, const caf::message& message) {
  const auto found = receivers_.find(to);
  if (found == receivers_.end()) {
    return false;
  }
  const std::size_t before = parked_.size();
  caf::anon_send(caf::actor_cast<caf::actor>(found->second), message);
  if (parked_.size() == before) {
    return false;
  }
  deliver(parked_.size() - 1);
  return true;
}

void TraceStage::hold(MailReceiver& receiver, compat::MailboxElementPtr& element) {
  Parked parked;
  parked.receiver = &receiver;
  parked.keep =
      caf::actor_cast<caf::strong_actor_ptr>(dynamic_cast<caf::abstract_actor*>(&receiver));
  parked.from = stage_.path_of(element->sender);
  parked.element = std::move(element);
  receivers_.try_emplace(receiver.path(), parked.keep);
  parked_.push_back(std::move(parked));
}

void TraceStage::settle() {
  auto& scheduler = dynamic_cast<caf::scheduler::test_coordinator&>(system_->scheduler());
  while (scheduler.try_run_once()) {
  }
}

}  // namespace troupe::actors
