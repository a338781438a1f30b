// `troupe schema fetch`.
#pragma once

#include "server/command_line.hpp"

namespace troupe::server {

/// Asks a server for its schema and writes that to standard output or a file, or compares it with
/// the file. Returns the exit code: `errors_found` when they differ. The only command that uses the
/// network.
int run_schema_fetch(const SchemaFetchCommand& command);

}  // namespace troupe::server
