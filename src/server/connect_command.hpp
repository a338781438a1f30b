// `troupe connect`.
#pragma once

#include <string>

#include "server/command_line.hpp"

namespace troupe::server {

/// Connects standard input and output to a server's socket; returns the exit code.
[[nodiscard]] int run_connect(const ConnectCommand& command);

/// An `initialize` request with the token in its `initializationOptions`; anything else as it is.
[[nodiscard]] std::string with_token(const std::string& message, const std::string& token);

}  // namespace troupe::server
