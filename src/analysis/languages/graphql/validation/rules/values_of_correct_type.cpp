#include <optional>

#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"
#include "analysis/languages/graphql/validation/rules/value_checker.hpp"

namespace troupe::graphql {
namespace {

void check_in_document(const Walk& walk, const std::optional<Value>& value) {
  if (value && walk.state().input_type && !walk.is_type_system()) {
    check_value(walk, *value, *walk.state().input_type);
  }
}

void check_argument(const Walk& walk, syntax::NodeRef node) {
  check_in_document(walk, Argument(node).value());
}

void check_variable(const Walk& walk, syntax::NodeRef node) {
  check_in_document(walk, VariableDefinition(node).default_value());
}

constexpr NodeCheck checks[] = {{NodeKind::argument, check_argument},
                                {NodeKind::variable_definition, check_variable}};

}  // namespace

constinit const Rule values_of_correct_type = {
    .code = "graphql/values-of-correct-type",
    .summary = "Values fit the types of the arguments and variables that they are given to.",
    .nodes = checks,
};

}  // namespace troupe::graphql
