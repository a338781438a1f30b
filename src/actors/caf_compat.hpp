// CAF, and all that is peculiar to its 0.17 line: the one place that changes with CAF's version.
// Everybody else in this room spells CAF as this header does.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <caf/actor.hpp>
#include <caf/actor_cast.hpp>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/logger.hpp>
#include <caf/send.hpp>
#include <caf/thread_hook.hpp>

#if CAF_VERSION < 1700 || CAF_VERSION >= 1800
#error "caf_compat.hpp is written for CAF 0.17"
#endif

/// Declares a struct of this room as a message. Messages never leave the process, so none has a
/// serialised form; what the trace keeps of them it writes itself. Use outside of all namespaces.
#define TROUPE_ACTOR_MESSAGE(Type) CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::actors::Type)

namespace troupe::actors::compat {

using MailboxElement = caf::mailbox_element;
using MailboxElementPtr = caf::mailbox_element_ptr;
using ConsumeResult = caf::invoke_message_result;

/// Which of CAF's schedulers a system runs on.
enum class SchedulerPolicy : std::uint8_t {
  sharing,  ///< one queue for all threads: no wake-ups when idle, no work stuck behind a busy
            ///< thread
  testing,  ///< no threads: a test runs each job itself
};

/// Sets what every system of ours sets. CAF's own configuration file is never looked for: it would
/// be one that lies in the user's folder.
inline void configure(caf::actor_system_config& config, SchedulerPolicy policy,
                      std::size_t threads) {
  config.set("scheduler.policy",
             policy == SchedulerPolicy::sharing ? caf::atom("sharing") : caf::atom("testing"));
  config.set("scheduler.max-threads", threads);
  // Without a limit an actor keeps its thread for as long as messages come in faster than it
  // handles them, and one client's flood is all that a process does.
  config.set("scheduler.max-throughput", std::size_t{32});
}

/// Has `enter` called on each thread of a system when it begins, and `leave` when it ends.
template <typename Enter, typename Leave>
void watch_threads(caf::actor_system_config& config, Enter enter, Leave leave) {
  class Hook final : public caf::thread_hook {
   public:
    Hook(Enter enter, Leave leave) : enter_(std::move(enter)), leave_(std::move(leave)) {}
    void init(caf::actor_system& /*system*/) override {}
    void thread_started() override { enter_(); }
    void thread_terminates() override { leave_(); }

   private:
    Enter enter_;
    Leave leave_;
  };
  config.add_thread_hook<Hook>(std::move(enter), std::move(leave));
}

/// Lets a system that this thread made, or spawned an actor in, end on another one. CAF has such a
/// thread keep a reference to the system's logger, and the end of a system waits until all let go.
inline void let_go_of_systems() {
  caf::logger::set_current_actor_system(nullptr);
}

/// Sends without a sender. Callable from any thread, never blocks.
template <typename Message>
void post(const caf::actor& to, Message&& message) {
  if (to) {
    caf::anon_send(to, std::forward<Message>(message));
  }
}

/// Asks an actor to end; it does so after the message that it is handling.
inline void end_actor(const caf::actor& actor) {
  if (actor) {
    caf::anon_send_exit(actor, caf::exit_reason::user_shutdown);
  }
}

/// The text that an exception left in the reason for an actor's death.
inline std::string failure_text(const caf::error& reason) {
  const caf::message& context = reason.context();
  if (context.size() == 1 && context.match_element<std::string>(0)) {
    return context.get_as<std::string>(0);
  }
  return "the actor ended";
}

inline caf::error make_failure(std::string text) {
  return caf::make_error(caf::sec::runtime_error, std::move(text));
}

/// The C++ type of a message's first element, for traces.
std::string message_type(const MailboxElement& element);

}  // namespace troupe::actors::compat
