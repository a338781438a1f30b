#include <string>

#include "analysis/languages/graphql/schema/built_in.hpp"
#include "analysis/languages/graphql/validation/rules/repeated_definitions.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const TypeDefinition definition(node);
  const std::string name(definition.name());
  if (name.empty()) {
    return;
  }
  report_repeated_in_schema(
      walk, definition.name_node()->range(),
      walk.context().get<TypeParts>({walk.schema().project(), name}), is_built_in_type(name),
      "There can be only one type named \"" + name + "\".",
      "Type \"" + name +
          "\" already exists in the schema. It cannot also be defined in this type definition.");
}

constexpr NodeCheck checks[] = {
    {NodeKind::scalar_type_definition, check},    {NodeKind::object_type_definition, check},
    {NodeKind::interface_type_definition, check}, {NodeKind::union_type_definition, check},
    {NodeKind::enum_type_definition, check},      {NodeKind::input_object_type_definition, check},
};

}  // namespace

constinit const Rule unique_type_names = {
    .code = "graphql/unique-type-names",
    .summary = "A type is defined once.",
    .nodes = checks,
};

}  // namespace troupe::graphql
