// A project's schema as one text.
#pragma once

#include <string>

#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

/// Everything that the project defines, as SDL: each type, directive and the schema definition
/// once, its extensions merged into it, types and directives sorted by name, with descriptions and
/// applied directives. Of members with one name the first counts. A type that is extended and
/// nowhere defined comes as an extension. Parses whenever the definitions do; the layout is not
/// pretty.
[[nodiscard]] std::string schema_text(const Schema& schema);

}  // namespace troupe::graphql
