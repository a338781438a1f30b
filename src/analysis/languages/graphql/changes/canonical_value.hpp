// Values as text that is equal exactly when the values are.
#pragma once

#include <string>

#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql {

/// A value on one line, without comments and commas that mean nothing, the fields of objects sorted
/// by name, strings decoded and quoted again in one way.
[[nodiscard]] std::string canonical(const Value& value);

}  // namespace troupe::graphql
