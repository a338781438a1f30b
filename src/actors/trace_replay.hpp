// Runs a recorded session again, message for message.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actors/trace_engine.hpp"
#include "analysis/ide/language.hpp"
#include "protocol/trace_session.hpp"

namespace troupe::actors {

/// Where a replay and its recording part.
struct Divergence {
  std::uint64_t seq = 0;  ///< of the message that was being delivered
  std::string what;
  std::string recorded;  ///< may be empty, as the next
  std::string replayed;
};

/// The real actors under a scheduler without threads. Everything from outside (frames, files,
/// times, the moments at which timers fire) comes from the trace; each actor is given its messages
/// in the recorded order; what it is sent, what it writes and the timers that it arms are compared.
/// Touches no disk, no clock, no network. One thread; runs once.
///
/// What the clock decided is taken from the trace, too: a job that was cancelled in the middle is
/// cancelled again, one that ended before its cancellation could reach it ends again.
class TraceReplay {
 public:
  /// `session` and `languages` outlive this.
  TraceReplay(const protocol::trace::Session& session, const ide::LanguageSet& languages);
  ~TraceReplay();
  TraceReplay(const TraceReplay&) = delete;
  TraceReplay& operator=(const TraceReplay&) = delete;

  /// Delivers the messages up to number `until`; stops at the first divergence. `before` is called
  /// before each message is delivered.
  [[nodiscard]] std::optional<Divergence> run(
      std::uint64_t until,
      const std::function<void(const protocol::trace::Delivery&)>& before = nullptr);

  [[nodiscard]] std::uint64_t delivered() const;
  /// The bodies of all frames that were written.
  [[nodiscard]] const std::vector<std::string>& written() const;
  /// "from -> to: Kind" of each message that waits in a mailbox, oldest first.
  [[nodiscard]] std::vector<std::string> mail() const;
  /// What the engine holds, and what it has done so far and during the last message.
  [[nodiscard]] EngineState engine();

 private:
  class Director;
  std::unique_ptr<Director> director_;
};

}  // namespace troupe::actors
