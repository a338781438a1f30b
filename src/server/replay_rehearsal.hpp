// `troupe replay` of the input alone.
#pragma once

#include "protocol/trace_session.hpp"
#include "server/trace_command_line.hpp"

namespace troupe::server {

/// --answers, --other and --explore: plays what came in from outside, and looks at what is
/// answered. Returns the exit code.
[[nodiscard]] int run_rehearsal(const ReplayCommand& command,
                                const protocol::trace::Session& session);

}  // namespace troupe::server
