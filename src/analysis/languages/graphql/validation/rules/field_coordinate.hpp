// How messages name a field.
#pragma once

#include <string>

#include "analysis/languages/graphql/validation/core/walk.hpp"

namespace troupe::graphql {

/// `Type.field`; of a meta-field `<meta>.__type`. REQUIRES: the state is inside a known field.
[[nodiscard]] inline std::string field_coordinate(const TypeState& state) {
  const bool is_meta = state.parent_type->find_field(state.field->name) != state.field;
  return (is_meta ? "<meta>" : std::string(state.parent_type->name)) + "." +
         std::string(state.field->name);
}

}  // namespace troupe::graphql
