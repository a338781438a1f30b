#include <string>

#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const VariableDefinition definition(node);
  const auto type_node = definition.type();
  const auto type = type_node ? type_reference_of(*type_node) : std::nullopt;
  const TypeShape* shape = type ? walk.schema().find_type(type->name) : nullptr;
  if (shape != nullptr && !shape->is_input()) {
    walk.report(type_node->range(), "Variable \"$" + std::string(definition.name()) +
                                        "\" cannot be non-input type \"" + type->to_string() +
                                        "\".");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::variable_definition, check}};

}  // namespace

constinit const Rule variables_are_input_types = {
    .code = "graphql/variables-are-input-types",
    .summary = "Variables are scalars, enums and input objects, and lists of them.",
    .nodes = checks,
};

}  // namespace troupe::graphql
