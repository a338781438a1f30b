// What the rules about @defer and @stream have in common.
#pragma once

#include <optional>
#include <string_view>

#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql {

/// The first directive of that name.
[[nodiscard]] inline std::optional<Directive> find_directive(const Children<Directive>& directives,
                                                             std::string_view name) {
  for (const Directive directive : directives) {
    if (directive.name() == name) {
      return directive;
    }
  }
  return std::nullopt;
}

/// The value of a directive's argument.
[[nodiscard]] inline std::optional<Value> argument_value(const Directive& directive,
                                                         std::string_view name) {
  for (const Argument argument : directive.arguments()) {
    if (argument.name() == name) {
      return argument.value();
    }
  }
  return std::nullopt;
}

}  // namespace troupe::graphql
