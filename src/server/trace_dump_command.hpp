// `troupe trace dump`: a server's memory of a session becomes a file here.
#pragma once

#include "server/command_line.hpp"

namespace troupe::server {

/// The exit code.
[[nodiscard]] int run_trace_dump(const TraceDumpCommand& command);

}  // namespace troupe::server
