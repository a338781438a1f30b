// Values as messages show them.
#pragma once

#include <string>

#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql {

/// A value in the reference's spelling: one space where there is any, strings escaped anew, lists
/// and objects of more than 80 characters over several lines. Very long values are cut, with
/// "..." behind, so that a message stays one however large the value.
[[nodiscard]] std::string value_text(const Value& value);

}  // namespace troupe::graphql
