// What `main` does.
#pragma once

namespace troupe::server {

/// Runs the program on the process's arguments, environment and standard streams; returns its exit
/// code (see exit_codes.hpp).
[[nodiscard]] int run(int argc, char** argv);

}  // namespace troupe::server
