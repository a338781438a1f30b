// Going through a trace by commands.
#pragma once

#include "protocol/trace_session.hpp"

namespace troupe::server {

/// Reads commands from standard input, a line each, until `q` or the end; writes to standard
/// output. Going back takes about as long as going on: see trace_checkpoints.hpp. Leaves the
/// process. REQUIRES: it has one thread.
[[noreturn]] void step_through(const protocol::trace::Session& session);

}  // namespace troupe::server
