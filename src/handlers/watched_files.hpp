// What a client is asked to watch.
#pragma once

#include <span>
#include <vector>

#include "analysis/ide/language.hpp"
#include "handlers/handler.hpp"
#include "protocol/workspace.hpp"

namespace troupe::handlers {

/// Watchers for the files that languages want from the disk: of each pattern once, relative to its
/// folder where the client takes RelativePattern, absolute otherwise (characters of the folder's
/// path that mean something in a glob are then matched by `?`). Exclusions cannot be told to a
/// client: the receiver of events applies them.
[[nodiscard]] std::vector<protocol::FileSystemWatcher> file_system_watchers(
    std::span<const ide::FilePatterns> patterns, const protocol::ClientCapabilities& capabilities);

}  // namespace troupe::handlers
