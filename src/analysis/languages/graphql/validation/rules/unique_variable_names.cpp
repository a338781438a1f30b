#include <optional>
#include <string>

#include "analysis/languages/graphql/validation/rules/repeated_names.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

std::optional<Name> name_of(const VariableDefinition& definition) {
  const auto variable = definition.variable();
  return variable ? variable->name_node() : std::nullopt;
}

void check(const Walk& walk, const Children<VariableDefinition>& definitions) {
  report_repeated_names(walk, definitions, name_of, [](std::string_view name) {
    return "There can be only one variable named \"$" + std::string(name) + "\".";
  });
}

void check_operation(const Walk& walk, syntax::NodeRef node) {
  check(walk, OperationDefinition(node).variable_definitions());
}

void check_fragment(const Walk& walk, syntax::NodeRef node) {
  check(walk, FragmentDefinition(node).variable_definitions());
}

constexpr NodeCheck checks[] = {{NodeKind::operation_definition, check_operation},
                                {NodeKind::fragment_definition, check_fragment}};

}  // namespace

constinit const Rule unique_variable_names = {
    .code = "graphql/unique-variable-names",
    .summary = "An operation defines a variable once.",
    .nodes = checks,
};

}  // namespace troupe::graphql
