// The file that a recording goes to.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "actors/trace_rehearsal.hpp"
#include "analysis/ide/language.hpp"
#include "base/result.hpp"

namespace troupe::server {

/// Makes the file, or empties it. What the function is given is appended with one write, so that a
/// process that is killed leaves whole blocks behind; false: it cannot be written. Only the owner
/// may read the file: it holds the texts of the workspace.
[[nodiscard]] base::Result<std::function<bool(std::string_view)>> open_trace_output(
    const std::string& path);

/// Plays a session and records it to a file, in a child process, since it may crash. REQUIRES: this
/// process has one thread.
[[nodiscard]] base::Result<void> record_rehearsal(const actors::Rehearsal& rehearsal,
                                                  const ide::LanguageSet& languages,
                                                  const std::string& path);

}  // namespace troupe::server
