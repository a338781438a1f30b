// Literals against the types that they are for.
#pragma once

#include <string_view>

#include "analysis/languages/graphql/validation/core/walk.hpp"

namespace troupe::graphql {

/// Reports what is wrong with a value. `subject` names what the value is a default of, for messages
/// that begin with it and say where in the value; empty for values in documents.
void check_value(const Walk& walk, const Value& value, const TypeReference& type,
                 std::string_view subject = {});

}  // namespace troupe::graphql
