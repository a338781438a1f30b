// `troupe trace ...`.
#pragma once

#include "server/trace_command_line.hpp"

namespace troupe::server {

/// Does what is asked about a trace; returns the exit code.
[[nodiscard]] int run_trace(const TraceCommand& command);

}  // namespace troupe::server
