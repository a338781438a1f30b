// `troupe check`.
#pragma once

#include "server/command_line.hpp"

namespace troupe::server {

/// Checks a workspace, prints the report on standard output, and everything else (progress,
/// failures, logs) on standard error. Returns the exit code.
[[nodiscard]] int run_check(const CheckCommand& command);

}  // namespace troupe::server
