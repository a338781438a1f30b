// `troupe format`.
#pragma once

#include "server/command_line.hpp"

namespace troupe::server {

/// Formats files in place, or standard input to standard output. Paths that are changed (with
/// `check`: that would be) are listed on standard output, syntax errors and a summary on standard
/// error. Returns the exit code: `errors_found` when a file has a syntax error or, with `check`,
/// would be changed.
int run_format(const FormatCommand& command);

}  // namespace troupe::server
