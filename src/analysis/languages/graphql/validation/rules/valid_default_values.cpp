#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/input_values.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"
#include "analysis/languages/graphql/validation/rules/value_checker.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const auto value = InputValueDefinition(node).default_value();
  const auto input = value ? defined_input(walk, node) : std::nullopt;
  if (input && walk.state().input_type) {
    check_value(walk, *value, *walk.state().input_type, input->coordinate);
  }
}

constexpr NodeCheck checks[] = {{NodeKind::input_value_definition, check}};

}  // namespace

constinit const Rule valid_default_values = {
    .code = "graphql/valid-default-values",
    .summary = "Default values fit the types of their arguments and input fields.",
    .is_of_type_system = true,
    .nodes = checks,
};

}  // namespace troupe::graphql
