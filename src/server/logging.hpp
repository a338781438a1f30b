// Where log lines go.
#pragma once

#include "actors/log.hpp"
#include "base/result.hpp"
#include "server/command_line.hpp"

namespace troupe::server {

/// A sink that writes lines of at least the given level, with time and thread, to standard error or
/// to a file that is appended to. Safe on any thread; every line is written out at once, so that
/// none is lost when the process is killed. Lines for which standard error has no room are dropped:
/// logging never waits for who reads it. Fails when the file cannot be opened.
[[nodiscard]] base::Result<actors::LogSink> make_log_sink(const LogSettings& settings);

}  // namespace troupe::server
