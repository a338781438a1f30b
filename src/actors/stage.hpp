// Where a system's actors meet those who watch them: the seam for traces, metrics, deterministic
// tests and replay.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "actors/caf_compat.hpp"
#include "actors/time.hpp"

namespace troupe::actors {

/// Told about every message. Called on many threads at once.
class MessageObserver {
 public:
  MessageObserver() = default;
  MessageObserver(const MessageObserver&) = delete;
  MessageObserver& operator=(const MessageObserver&) = delete;
  virtual ~MessageObserver() = default;
  /// An actor came to be.
  virtual void on_actor(caf::actor_id actor, const std::string& path) = 0;
  /// Before the message enters the mailbox, on the sender's thread.
  virtual void on_sent(const compat::MailboxElement& element) = 0;
  /// The receiver begins to handle it; `seq` is the global order of the beginnings.
  virtual void on_begin(std::uint64_t seq, caf::actor_id receiver,
                        const compat::MailboxElement& element) = 0;
  /// It is handled, or its handler threw; on the thread of on_begin.
  virtual void on_end(std::uint64_t seq) = 0;
};

/// An actor from the outside of its mailbox.
class MailReceiver {
 public:
  MailReceiver() = default;
  MailReceiver(const MailReceiver&) = delete;
  MailReceiver& operator=(const MailReceiver&) = delete;
  virtual ~MailReceiver() = default;
  /// Puts into the mailbox what a gate held back.
  virtual void accept(compat::MailboxElementPtr element) = 0;
  [[nodiscard]] virtual const std::string& path() const = 0;
};

/// Stands before every mailbox of a system and decides what passes.
class MailGate {
 public:
  MailGate() = default;
  MailGate(const MailGate&) = delete;
  MailGate& operator=(const MailGate&) = delete;
  virtual ~MailGate() = default;
  /// Takes the message (and gives it to `receiver` when it likes), or leaves it in `element`.
  virtual void hold(MailReceiver& receiver, compat::MailboxElementPtr& element) = 0;
};

/// One for each actor system, outlives it. `observer` and `gate` are set before the first actor and
/// stay; without them a message costs two tests of a null pointer more than in plain CAF.
class Stage {
 public:
  MessageObserver* observer = nullptr;
  MailGate* gate = nullptr;
  /// Told of actors that died of an exception and of messages that nobody understood. Thread-safe.
  std::function<void(std::string_view path, std::string_view what)> on_failure;

  [[nodiscard]] std::uint64_t next_seq() { return next_seq_.fetch_add(1); }
  void add_path(caf::actor_id actor, const std::string& path);
  void remove_path(caf::actor_id actor);
  /// Empty for actors that are not ours, and for none.
  [[nodiscard]] std::string path_of(const caf::strong_actor_ptr& actor) const;

 private:
  /// In a cache line of its own: every thread changes it, and every thread reads what stands above.
  alignas(64) std::atomic<std::uint64_t> next_seq_ = 1;
  alignas(64) mutable std::mutex mutex_;
  std::map<caf::actor_id, std::string> paths_;
};

/// CAF's configuration, and the stage of the system that is made from it.
class SystemConfig : public caf::actor_system_config {
 public:
  SystemConfig(Stage& stage, compat::SchedulerPolicy policy, std::size_t threads) : stage_(stage) {
    compat::configure(*this, policy, threads);
  }
  [[nodiscard]] Stage& stage() const { return stage_; }

 private:
  Stage& stage_;
};

}  // namespace troupe::actors
