// Running again what begins in the middle.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "actors/trace_rehearsal.hpp"
#include "analysis/ide/language.hpp"
#include "base/result.hpp"
#include "protocol/trace_session.hpp"

namespace troupe::server {

/// Plays a session and records it, in memory and in a child process, since it may crash: a trace
/// with a beginning, in which each message has a number. REQUIRES: this process has one thread.
[[nodiscard]] base::Result<protocol::trace::Session> played_anew(
    const actors::Rehearsal& rehearsal, const ide::LanguageSet& languages);

/// What a session that was taken up in the middle was answered, beside what the recorded one was.
struct Comparison {
  std::size_t answers = 0;        ///< the same, byte for byte
  std::size_t left_out = 0;       ///< decided by the clock, or not in the recording
  std::size_t diagnostics = 0;    ///< the same, by document and version
  std::optional<std::string> difference;  ///< the first one, in words
};

/// Compares answers request by request, diagnostics by the last ones of each version of a document.
/// What was cancelled, or took too long, and what the recording has no answer to is left out.
[[nodiscard]] Comparison compare_with_recording(const protocol::trace::Session& session,
                                                const actors::Rehearsal& rehearsal,
                                                const actors::Rehearsed& rehearsed);

}  // namespace troupe::server
