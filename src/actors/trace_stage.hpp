// A stage for replays: an actor system without threads, in which whoever directs it hands each
// message to its actor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <caf/message.hpp>

#include "actors/stage.hpp"

namespace troupe::actors {

/// Messages are parked at the gate; deliver() hands one to its actor and runs the actor for exactly
/// this message, on the calling thread. Messages from one sender to one receiver keep their order;
/// everything else is the director's choice.
class TraceStage final : public MailGate {
 public:
  struct Parked {
    MailReceiver* receiver = nullptr;
    caf::strong_actor_ptr keep;  ///< the receiver
    std::string from;            ///< a path; empty: outside
    compat::MailboxElementPtr element;
    [[nodiscard]] const std::string& to() const { return receiver->path(); }
  };

  TraceStage();
  /// Ends what was kept, and with it all actors.
  ~TraceStage() override;
  TraceStage(const TraceStage&) = delete;
  TraceStage& operator=(const TraceStage&) = delete;

  Stage& stage() { return stage_; }
  caf::actor_system& system() { return *system_; }
  /// Ended with the stage.
  void keep(const caf::actor& root);

  [[nodiscard]] const std::deque<Parked>& parked() const { return parked_; }
  /// The oldest message from this sender to this receiver.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view to, std::string_view from) const;
  /// Whether nothing that has to be delivered before it is parked.
  [[nodiscard]] bool is_first(std::size_t index) const;
  /// REQUIRES: index < parked().size()
  void deliver(std::size_t index);
  /// Sends a message from outside and delivers it at once. False: there is no such actor, or it
  /// was never sent anything.
  bool deliver_from_outside(std::string_view to, const caf::message& message);

  /// Told of actors that died of an exception and of messages that nobody understood.
  std::function<void(std::string_view path, std::string_view what)> on_failure;

  void hold(MailReceiver& receiver, compat::MailboxElementPtr& element) override;

 private:
  void settle();

  Stage stage_;
  SystemConfig config_;
  std::unique_ptr<caf::actor_system> system_;
  caf::actor root_;
  std::map<std::string, caf::strong_actor_ptr, std::less<>> receivers_;  ///< by path
  std::deque<Parked> parked_;
};

}  // namespace troupe::actors
