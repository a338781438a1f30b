// Words of Relay's specification of connections.
#pragma once

#include <string_view>

#include "analysis/languages/graphql/lint/core/walk.hpp"

namespace troupe::graphql::lint {

/// Whether a name is that of a connection: `UserConnection`.
[[nodiscard]] inline bool is_connection_name(std::string_view name) {
  return name.ends_with("Connection") && name != "Connection";
}

/// A field of a type as the type's own text (definition or extension) has it.
[[nodiscard]] std::optional<FieldDefinition> field_named(const TypeDefinition& type,
                                                         std::string_view name);

/// Whether values of a type are leaves: scalars and enums.
[[nodiscard]] bool is_leaf(const Walk& walk, std::string_view type);

}  // namespace troupe::graphql::lint
