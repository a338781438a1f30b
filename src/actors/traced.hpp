// The base of every actor: what sees each message, and the handlers that keep CAF from printing.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "actors/caf_compat.hpp"
#include "actors/stage.hpp"

namespace troupe::actors {

/// Mixed in under every actor. Shows each message to the system's stage before it enters the
/// mailbox and after it was handled, system messages included, and sets CAF's default handlers, all
/// of which would print to standard output, where the client listens.
///
/// An actor's path names it in traces and tests: its parent's path, then its name and which child
/// of its parent it is: "/session/dispatcher.3/worker.1". Paths, unlike ids, are the same in each
/// run.
template <typename Base>
class traced : public Base, public MailReceiver {  // NOLINT(readability-identifier-naming): a mixin
 public:
  traced(caf::actor_config& config, std::string path) : Base(config), path_(std::move(path)) {
    stage().add_path(this->id(), path_);
    set_quiet_handlers();
  }
  ~traced() override { stage().remove_path(this->id()); }

  using Base::consume;

  void enqueue(compat::MailboxElementPtr element, caf::execution_unit* unit) override {
    if (stage().gate != nullptr) {
      stage().gate->hold(*this, element);
      if (!element) {
        return;
      }
    }
    if (stage().observer != nullptr) {
      stage().observer->on_sent(*element);
    }
    Base::enqueue(std::move(element), unit);
  }

  void accept(compat::MailboxElementPtr element) override {
    Base::enqueue(std::move(element), nullptr);
  }

  compat::ConsumeResult consume(compat::MailboxElement& element) override {
    if (stage().observer == nullptr) [[likely]] {
      return Base::consume(element);
    }
    const Handling handling(stage(), this->id(), element);
    return Base::consume(element);
  }

  [[nodiscard]] const std::string& path() const override { return path_; }
  [[nodiscard]] Stage& stage() const {
    return static_cast<const SystemConfig&>(this->system().config()).stage();
  }
  /// The path of the next child.
  [[nodiscard]] std::string child_path(std::string_view name) {
    return path_ + "/" + std::string(name) + "." + std::to_string(++children_);
  }

 private:
  /// The destructor tells of the end, so that a handler that throws is seen, too.
  class Handling {
   public:
    Handling(Stage& stage, caf::actor_id receiver, const compat::MailboxElement& element)
        : observer_(*stage.observer), seq_(stage.next_seq()) {
      observer_.on_begin(seq_, receiver, element);
    }
    Handling(const Handling&) = delete;
    Handling& operator=(const Handling&) = delete;
    ~Handling() { observer_.on_end(seq_); }

   private:
    MessageObserver& observer_;
    std::uint64_t seq_;
  };

  void set_quiet_handlers() {
    this->set_default_handler(
        [this](caf::scheduled_actor*, caf::message_view&) -> caf::result<caf::message> {
          tell_failure("a message of an unexpected type was dropped");
          return caf::sec::unexpected_message;
        });
    this->set_down_handler([](caf::down_msg&) {});
    this->set_error_handler([this](caf::error&) { tell_failure("an error message was dropped"); });
    this->set_exception_handler([this](std::exception_ptr& exception) -> caf::error {
      std::string what = "an exception of unknown type";
      try {
        std::rethrow_exception(exception);
      } catch (const std::exception& known) {
        what = known.what();
      } catch (...) {  // NOLINT(bugprone-empty-catch): `what` says it already
      }
      tell_failure(what);
      return compat::make_failure(what);
    });
  }

  void tell_failure(std::string_view what) {
    if (stage().on_failure) {
      stage().on_failure(path_, what);
    }
  }

  std::string path_;
  unsigned children_ = 0;
};

using TracedActor = traced<caf::event_based_actor>;

/// An actor around a state class, which has a `name`, a constructor from (TracedActor*, Args...)
/// and make_behavior(). The state dies with the actor's last message, however long handles to it
/// live.
template <typename State>
class StateActor final : public TracedActor {
 public:
  template <typename... Args>
  StateActor(caf::actor_config& config, std::string path, Args&&... args)
      : TracedActor(config, std::move(path)),
        state_(std::in_place, this, std::forward<Args>(args)...) {}

  [[nodiscard]] const char* name() const override { return State::name; }
  void on_exit() override { state_.reset(); }
  caf::behavior make_behavior() override { return state_->make_behavior(); }

 private:
  std::optional<State> state_;
};

/// Spawns a child of `parent`. With `caf::detached` it has a thread of its own.
template <typename State, caf::spawn_options Options = caf::no_spawn_options, typename... Args>
caf::actor spawn_child(TracedActor& parent, Args&&... args) {
  return parent.spawn<StateActor<State>, Options>(parent.child_path(State::name),
                                                  std::forward<Args>(args)...);
}

/// Spawns an actor that has no parent.
template <typename State, typename... Args>
caf::actor spawn_root(caf::actor_system& system, Args&&... args) {
  return system.spawn<StateActor<State>>("/" + std::string(State::name),
                                         std::forward<Args>(args)...);
}

}  // namespace troupe::actors
