// Definitions of which names alone show that nothing in them can conflict.
#pragma once

#include "analysis/languages/graphql/schema/definitions.hpp"

namespace troupe::graphql {

/// Whether no name comes twice in the response of any selection set of an operation or fragment,
/// with inline fragments and spreads opened up: then no two of its fields are ever merged. Most
/// definitions are like that, and it is found out without any type. False where it takes more to
/// know: a fragment that is spread twice, or that spreads others.
[[nodiscard]] bool has_separate_fields(engine::Context& context, DefinitionId definition);

}  // namespace troupe::graphql
