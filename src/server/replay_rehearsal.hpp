// `troupe replay` of the input alone.
#pragma once

#include "actors/trace_rehearsal.hpp"
#include "server/trace_command_line.hpp"

namespace troupe::server {

/// --answers, --other and --explore: plays what came in from outside, and looks at what is
/// answered. `rehearsal` is what stands in the command's file. Returns the exit code.
[[nodiscard]] int run_rehearsal(const ReplayCommand& command, const actors::Rehearsal& rehearsal);

}  // namespace troupe::server
