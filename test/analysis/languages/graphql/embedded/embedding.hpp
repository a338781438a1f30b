// What a host text looks like as GraphQL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/embedded/region.hpp"

namespace troupe::graphql {

/// The GraphQL texts of a host's regions. Checks what holds for every embedding.
[[nodiscard]] std::vector<std::string> region_texts(std::string_view host,
                                                    HostKind kind = HostKind::script);

/// What is wrong in the regions' syntax: `message` at `offset`, each a line.
[[nodiscard]] std::string mistakes(std::string_view host, HostKind kind = HostKind::script);

}  // namespace troupe::graphql
