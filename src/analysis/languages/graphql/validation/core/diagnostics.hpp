// Everything that is wrong with a file.
#pragma once

#include <vector>

#include "analysis/ide/inputs.hpp"
#include "analysis/ide/structs.hpp"

namespace troupe::graphql {

/// The diagnostics of a GraphQL document, schema file or configuration file: syntax, rules,
/// configuration. Ranges are absolute; ordered by range, then code, then message. Empty for files
/// that are in no project but for their syntax errors.
[[nodiscard]] std::vector<ide::Diagnostic> diagnostics_of(engine::Context& context,
                                                          ide::FileId file);

}  // namespace troupe::graphql
