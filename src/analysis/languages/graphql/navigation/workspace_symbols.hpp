// The symbols of all projects, by what somebody typed.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/navigation.hpp"

namespace troupe::graphql {

/// At most `limit` symbols that match the query, best first (fuzzy.hpp), then short names, then by
/// name, path and position: types, directives, fragments and operations. `Type.member` finds
/// fields, input fields and enum values; without the dot these are looked at only when no
/// definition matches better than by its scattered letters. `@` in front asks for directives.
/// Extensions are found where no definition of the type is.
[[nodiscard]] std::vector<ide::WorkspaceSymbol> workspace_symbols(engine::Context& context,
                                                                  std::string_view query,
                                                                  std::size_t limit);

}  // namespace troupe::graphql
