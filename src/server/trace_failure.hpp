// What is looked for in a trace, and whether it is there.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "actors/trace_rehearsal.hpp"
#include "analysis/ide/language.hpp"
#include "base/result.hpp"

namespace troupe::server {

/// The frames that a rehearsal wrote, as JSON lines: {"after": step, "message": {...}}.
[[nodiscard]] std::string answer_lines(const actors::Rehearsed& rehearsed);

/// The last diagnostics of each document: URI -> JSON.
[[nodiscard]] std::map<std::string, std::string> last_published(const actors::Rehearsed& rehearsed);

/// Without `shutdown` and what follows: nothing is published after the end, so it hides what the
/// client would be left with.
[[nodiscard]] actors::Rehearsal without_end(actors::Rehearsal rehearsal);

/// A failure that a session may show.
class FailureTest {
 public:
  /// While it lives, the process is killed when it takes too long: for the failure if that is what
  /// is looked for, else for a minute of computing.
  class Patience {
   public:
    explicit Patience(const FailureTest& test);
    ~Patience();
    Patience(const Patience&) = delete;
    Patience& operator=(const Patience&) = delete;
  };

  /// "crash", "error response", "no answer", "wrong diagnostics", "slow > 200ms" (or 2s), "answers
  /// differ from PROGRAM", else a command for the shell: it is given answer_lines() and succeeds if
  /// the failure shows. Played in this order of delivery, as of RehearsalOptions.
  [[nodiscard]] static base::Result<FailureTest> parse(std::string_view words,
                                                       std::optional<std::uint32_t> order = {});

  /// Plays the session in a child process, which may crash or hang; whether it fails.
  /// REQUIRES: this process has one thread.
  [[nodiscard]] bool fails(const actors::Rehearsal& rehearsal,
                           const ide::LanguageSet& languages) const;

  // The same in parts, for those who play the session themselves.

  /// What it is to be played with, by a process that holds Patience. Outlived by this.
  [[nodiscard]] actors::RehearsalOptions options() const;
  /// Whether the failure would be hidden by this step, so that it is left out.
  [[nodiscard]] bool passes_over(const actors::Rehearsal::Step& step) const;
  /// Whether it shows in what was written when `played` was played.
  [[nodiscard]] bool shows(const actors::Rehearsal& played, const actors::Rehearsed& rehearsed,
                           const ide::LanguageSet& languages) const;
  /// Calls `shows` in a child process, which may die of the failure. REQUIRES: as above.
  [[nodiscard]] bool is_failure(const std::function<bool()>& shows) const;

 private:
  enum class What : std::uint8_t { crash, error, no_answer, diagnostics, slow, other, command };

  What what_ = What::crash;
  std::uint64_t patience_us_ = 0;  ///< of slow: for one message
  std::string command_;            ///< or the other program
  std::optional<std::uint32_t> order_;
};

/// Runs `child` in a child process; its exit code, or -1 if a signal ended it, which `signal` then
/// names. REQUIRES: this process has one thread.
[[nodiscard]] int in_child(const std::function<int()>& child, int& signal);

}  // namespace troupe::server
