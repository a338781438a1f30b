// `troupe serve` with sockets.
#pragma once

#include "actors/system.hpp"
#include "server/command_line.hpp"

namespace troupe::server {

/// Listens until SIGTERM or SIGINT, then lets the sessions finish what they were asked; a second
/// signal ends it at once. Returns the exit code. REQUIRES: no other thread was started (it blocks
/// the signals in all that will be).
[[nodiscard]] int run_serve_sockets(const ServeCommand& command,
                                    const actors::ServeOptions& options);

}  // namespace troupe::server
