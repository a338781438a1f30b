// `troupe status`.
#pragma once

#include <string>

#include "protocol/json_value.hpp"
#include "server/command_line.hpp"

namespace troupe::server {

/// Asks a server on sockets for its status and shows it; returns the exit code.
[[nodiscard]] int run_status(const StatusCommand& command);

/// The status, as the server gives it, for people.
[[nodiscard]] std::string status_text(protocol::JsonValue status);

}  // namespace troupe::server
