// Which files `troupe format` is about.
#pragma once

#include <string>
#include <vector>

#include "server/terminal.hpp"
#include "server/workspace_search.hpp"

namespace troupe::server {

/// The GraphQL documents of a scope, and the files that may have some inside, sorted: those of the
/// workspace that its configurations want and that lie below the scope's paths, and files that are
/// named outright. Files that a configuration takes from a package (below node_modules and the
/// like) belong to somebody else.
[[nodiscard]] std::vector<std::string> find_format_sources(const CheckScope& scope,
                                                           const Environment& environment);

}  // namespace troupe::server
