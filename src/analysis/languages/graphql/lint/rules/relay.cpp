#include "analysis/languages/graphql/lint/rules/relay.hpp"

namespace troupe::graphql::lint {

std::optional<FieldDefinition> field_named(const TypeDefinition& type, std::string_view name) {
  for (const FieldDefinition field : type.fields()) {
    if (field.name() == name) {
      return field;
    }
  }
  return std::nullopt;
}

bool is_leaf(const Walk& walk, std::string_view type) {
  const TypeShape* shape = walk.schema().find_type(type);
  return shape != nullptr && shape->is_leaf();
}

}  // namespace troupe::graphql::lint
