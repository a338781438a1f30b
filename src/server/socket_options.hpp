// The options of commands that have to do with sockets and processes.
#pragma once

#include <CLI/CLI.hpp>

#include "server/command_line.hpp"

namespace troupe::server {

/// Adds to `serve` what makes it listen.
void add_socket_options(CLI::App& serve, ServeCommand& command);
/// Adds to `serve` what keeps it going when it crashes.
void add_supervision_options(CLI::App& serve, ServeCommand& command);
void add_connect(CLI::App& app, ConnectCommand& command);
void add_status(CLI::App& app, StatusCommand& command);
/// Adds `dump` to `troupe trace`.
void add_trace_dump(CLI::App& app, TraceDumpCommand& command);
void add_token(CLI::App& app, TokenNewCommand& command);

}  // namespace troupe::server
