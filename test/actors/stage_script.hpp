// A stage on which a test plays every message itself: nothing is delivered until the test says so,
// on the test's own thread, in the order it likes.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <caf/scheduler/test_coordinator.hpp>

#include "actors/stage.hpp"
#include "actors/traced.hpp"

namespace troupe::actors {

/// An actor system without threads. Messages are parked at the gate; deliver_... hands one to its
/// actor and runs that actor for exactly this message. Messages from one sender to one receiver
/// keep their order, as CAF promises; everything else is the test's choice.
class StageScript final : public MailGate {
 public:
  StageScript() : config_(stage_, compat::SchedulerPolicy::testing, 1) {
    stage_.gate = this;
    stage_.on_failure = [this](std::string_view path, std::string_view what) {
      failures.push_back(std::string(path) + ": " + std::string(what));
    };
    system_.emplace(config_);
  }
  ~StageScript() override {
    parked_.clear();
    for (const caf::actor& actor : roots_) {
      compat::end_actor(actor);
    }
    roots_.clear();
    deliver_all();
    system_.reset();
  }

  Stage& stage() { return stage_; }
  caf::actor_system& system() { return *system_; }
  /// Ended with the script.
  caf::actor keep(caf::actor actor) {
    roots_.push_back(actor);
    settle();
    return actor;
  }

  void hold(MailReceiver& receiver, compat::MailboxElementPtr& element) override {
    Parked parked;
    parked.receiver = &receiver;
    parked.keep =
        caf::actor_cast<caf::strong_actor_ptr>(dynamic_cast<caf::abstract_actor*>(&receiver));
    parked.to = receiver.path();
    parked.from = stage_.path_of(element->sender);
    parked.type = compat::message_type(*element);
    parked.element = std::move(element);
    parked_.push_back(std::move(parked));
  }

  [[nodiscard]] std::size_t waiting() const { return parked_.size(); }
  /// "from -> to: Type" of each parked message, oldest first.
  [[nodiscard]] std::vector<std::string> mail() const {
    std::vector<std::string> lines;
    for (const Parked& parked : parked_) {
      lines.push_back(parked.from + " -> " + parked.to + ": " + parked.type);
    }
    return lines;
  }
  [[nodiscard]] std::size_t count(std::string_view type) const {
    std::size_t found = 0;
    for (const Parked& parked : parked_) {
      found += parked.type == type ? 1 : 0;
    }
    return found;
  }

  /// Delivers the oldest message of this type (to a receiver whose path holds `to`). False: there
  /// is none.
  bool deliver(std::string_view type, std::string_view to = {}) {
    for (std::size_t index = 0; index < parked_.size(); ++index) {
      if (parked_[index].type == type && parked_[index].to.find(to) != std::string::npos) {
        deliver_at(index);
        return true;
      }
    }
    return false;
  }
  /// The same for the receiver with just this path.
  bool deliver_exactly(std::string_view type, std::string_view path) {
    for (std::size_t index = 0; index < parked_.size(); ++index) {
      if (parked_[index].type == type && parked_[index].to == path) {
        deliver_at(index);
        return true;
      }
    }
    return false;
  }
  /// Delivers the oldest message. False: there is none.
  bool deliver_next() {
    if (parked_.empty()) {
      return false;
    }
    deliver_at(0);
    return true;
  }
  /// Delivers until nothing is left; `limit` catches actors that never come to rest.
  void deliver_all(std::size_t limit = 100'000) {
    while (limit-- > 0 && deliver_next()) {
    }
  }
  /// Delivers everything but messages of these types.
  void deliver_all_but(const std::vector<std::string_view>& types, std::size_t limit = 100'000) {
    const auto kept = [&](const Parked& parked) {
      for (const std::string_view type : types) {
        if (parked.type == type) {
          return true;
        }
      }
      return false;
    };
    for (std::size_t index = 0; index < parked_.size() && limit > 0;) {
      if (kept(parked_[index])) {
        ++index;
        continue;
      }
      deliver_at(index);
      index = 0;
      --limit;
    }
  }
  /// Delivers one message at random, among those that are first of their sender and receiver.
  bool deliver_any(std::mt19937& random) {
    std::vector<std::size_t> eligible;
    for (std::size_t index = 0; index < parked_.size(); ++index) {
      bool first = true;
      for (std::size_t before = 0; before < index && first; ++before) {
        first =
            parked_[before].to != parked_[index].to || parked_[before].from != parked_[index].from;
      }
      if (first) {
        eligible.push_back(index);
      }
    }
    if (eligible.empty()) {
      return false;
    }
    deliver_at(eligible[random() % eligible.size()]);
    return true;
  }

  std::vector<std::string> failures;

 private:
  struct Parked {
    MailReceiver* receiver = nullptr;
    caf::strong_actor_ptr keep;
    std::string to;
    std::string from;
    std::string type;
    compat::MailboxElementPtr element;
  };

  void deliver_at(std::size_t index) {
    Parked parked = std::move(parked_[index]);
    parked_.erase(parked_.begin() + static_cast<std::ptrdiff_t>(index));
    parked.receiver->accept(std::move(parked.element));
    settle();
  }
  void settle() {
    auto& scheduler = dynamic_cast<caf::scheduler::test_coordinator&>(system_->scheduler());
    while (scheduler.try_run_once()) {
    }
  }

  Stage stage_;
  SystemConfig config_;
  std::optional<caf::actor_system> system_;
  std::vector<caf::actor> roots_;
  std::deque<Parked> parked_;
};

}  // namespace troupe::actors
