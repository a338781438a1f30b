// `troupe serve --supervise`.
#pragma once

#include "actors/system.hpp"
#include "server/command_line.hpp"

namespace troupe::server {

/// Serves the client on `input` and `output` through a server in a process of its own, which is
/// replaced when it crashes. Returns the exit code: that of the server which ended in order, or 1.
/// Starts no thread. REQUIRES: SIGPIPE is ignored.
[[nodiscard]] int run_supervisor(const ServeCommand& command, const actors::ServeOptions& options);

}  // namespace troupe::server
