// The file that a recording goes to.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
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

/// Where the recording of a session goes, given `--trace PATH`: into the folder PATH, if it is one;
/// else the first session's to PATH, later ones' to PATH.2, PATH.3 and so on.
[[nodiscard]] std::string session_trace_path(const std::string& path, std::uint64_t session);

/// Writes a recording to the file `crash-<name>.trace`, or `trace-<name>.trace` when there was no
/// crash, in `folder`, which is made if need be, for the user alone; of each kind the oldest beyond
/// five are deleted. `name` sorts by time. The path of the file.
[[nodiscard]] base::Result<std::string> save_trace(const std::string& folder,
                                                   const std::string& name, bool is_crash,
                                                   std::string_view file);

/// Plays a session, in this order of delivery (nothing: oldest first), and records it to a file, in
/// a child process, since it may crash. REQUIRES: this process has one thread.
[[nodiscard]] base::Result<void> record_rehearsal(const actors::Rehearsal& rehearsal,
                                                  const ide::LanguageSet& languages,
                                                  const std::string& path,
                                                  std::optional<std::uint32_t> order = {});

}  // namespace troupe::server
