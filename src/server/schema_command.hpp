// `troupe schema print` and `troupe schema diff`.
#pragma once

#include "server/command_line.hpp"

namespace troupe::server {

/// Writes the schema to standard output. Returns the exit code.
int run_schema_print(const SchemaPrintCommand& command);

/// Writes what is different between two schemas to standard output. Returns the exit code:
/// `errors_found` when a change is as bad as the command says or worse.
int run_schema_diff(const SchemaDiffCommand& command);

}  // namespace troupe::server
