// `troupe replay`.
#pragma once

#include "server/trace_command_line.hpp"

namespace troupe::server {

/// Replays a trace, tells how it went and returns the exit code.
[[nodiscard]] int run_replay(const ReplayCommand& command);

}  // namespace troupe::server
