// Plays what a client did to a session of today: the same input, but no recorded order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actors/file_system.hpp"
#include "actors/time.hpp"
#include "analysis/ide/language.hpp"
#include "protocol/trace_session.hpp"

namespace troupe::actors {

/// What comes to a session from outside, cut free from how it was scheduled: it can be changed, and
/// given to another build.
struct Rehearsal {
  struct Step {
    /// The last three only where the course is the recorded one: a listing or a reading of files
    /// is answered, timers that are due fire.
    enum class Type : std::uint8_t {
      frame,
      paths_changed,
      input_ended,
      listed,
      read,
      timers
    } type = Type::frame;
    Instant at{};
    std::string body;  ///< of a frame
    /// A method: the frame answers the oldest open request of the server with it, whatever its id
    /// is, and is not given if there is none. Empty: the frame is given as it is.
    std::string answers;
    std::uint64_t seq = 0;           ///< the message in the trace; 0: none
    std::vector<std::string> paths;  ///< that changed, or that are read
    /// What the disk holds from now on.
    std::map<std::string, DiskFile> disk;
  };

  protocol::trace::Session setup;        ///< its header and environment; no messages
  std::vector<std::string> listed;       ///< all files that listings named; sorted
  std::map<std::string, DiskFile> disk;  ///< at the beginning
  std::vector<Step> steps;
  /// When the disk answers and timers fire is told by steps, behind those without a number.
  bool has_recorded_course = false;
};

/// Takes the input out of a trace. One that begins in the middle begins with what its checkpoint
/// tells: steps without a number. REQUIRES: it has its beginning, or can be resumed.
[[nodiscard]] Rehearsal rehearsal_of(const protocol::trace::Session& session);
/// The same with the moments at which the disk answered and timers fired: nearer to what was, and
/// of no use once a step is left out.
[[nodiscard]] Rehearsal recorded_course_of(const protocol::trace::Session& session);

struct RehearsalOptions {
  /// Deliver messages in a random order of those that are possible; none: oldest first. What is
  /// random about a step depends on its time and this alone, so that leaving out other steps
  /// changes as little as may be.
  std::optional<std::uint32_t> seed = {};
  /// Record it: called with blocks. A fatal signal is waited for, as in a server.
  std::function<bool(std::string_view block)> trace = {};
  std::string version = {};  ///< for the recording
  /// Called before each step.
  std::function<void(std::size_t step)> before_step = {};
};

struct Rehearsed {
  struct Frame {
    std::size_t step = 0;  ///< the number of steps given so far
    std::string body;
  };
  std::vector<Frame> written;
  std::optional<int> exit_code;
};

/// A rehearsal that goes on when it is told to. One thread, which it shares with nobody: between
/// two steps the process may fork, and both go on (not with `trace`, which takes a thread of its
/// own).
class RehearsalRun {
 public:
  /// All three outlive this.
  RehearsalRun(const Rehearsal& rehearsal, const ide::LanguageSet& languages,
               const RehearsalOptions& options);
  ~RehearsalRun();
  RehearsalRun(const RehearsalRun&) = delete;
  RehearsalRun& operator=(const RehearsalRun&) = delete;

  /// Gives it the next step; false: there is none, or the session has ended.
  bool take_step();
  [[nodiscard]] std::size_t steps_taken() const;
  /// Lets happen what is still due, and tells what was written. Once, as the last thing.
  [[nodiscard]] Rehearsed finish();

 private:
  class Run;
  std::unique_ptr<Run> run_;
};

/// Runs a session on the calling thread: files are those of the rehearsal, time stands still but
/// for the steps' own times and timers, jobs take no time. The same steps give the same frames, on
/// every machine and with every build that answers the same.
[[nodiscard]] Rehearsed rehearse(const Rehearsal& rehearsal, const ide::LanguageSet& languages,
                                 const RehearsalOptions& options = {});

}  // namespace troupe::actors
