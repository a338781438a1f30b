// Words on standard output and standard error.
#pragma once

#include <string>

namespace troupe::server {

/// Says on standard error why a command cannot be carried out. Returns the exit code for that.
int fail(const std::string& message);

/// Writes to standard output. Whether all of it arrived, errno telling why not; a reader that went
/// away (`| head`) is nobody's failure, where SIGPIPE is ignored.
[[nodiscard]] bool write_out(const std::string& text);

}  // namespace troupe::server
