// Types with `@oneOf`.
#pragma once

#include <algorithm>

#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql::lint {

[[nodiscard]] inline bool has_one_of(const TypeDefinition& type) {
  return std::ranges::any_of(
      type.directives(), [](const Directive& directive) { return directive.name() == "oneOf"; });
}

}  // namespace troupe::graphql::lint
