// `troupe serve --supervise` on sockets.
#pragma once

#include "actors/socket_service.hpp"
#include "server/command_line.hpp"

namespace troupe::server {

/// Listens, lets clients in and serves them through a server in a process of its own, which is
/// replaced when it crashes; the clients' connections stay. Until SIGTERM or SIGINT: then clients
/// get their last answers. Returns the exit code. REQUIRES: SIGPIPE is ignored, and the process has
/// one thread.
[[nodiscard]] int run_socket_supervisor(const ServeCommand& command,
                                        const actors::ServeOptions& options,
                                        actors::SocketServiceOptions sockets);

}  // namespace troupe::server
