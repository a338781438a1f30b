// `troupe serve`.
#pragma once

#include "server/command_line.hpp"

namespace troupe::server {

/// Serves the client on standard input and output; returns the exit code. From here on nothing
/// else can write to standard output: whatever tries goes to standard error.
[[nodiscard]] int run_serve(const ServeCommand& command);

}  // namespace troupe::server
