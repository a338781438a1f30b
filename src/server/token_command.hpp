// `troupe token`.
#pragma once

#include "server/command_line.hpp"

namespace troupe::server {

/// Writes a new token to a new file; returns the exit code.
[[nodiscard]] int run_token_new(const TokenNewCommand& command);

}  // namespace troupe::server
