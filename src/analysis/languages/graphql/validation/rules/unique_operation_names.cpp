#include <string>

#include "analysis/languages/graphql/validation/rules/repeated_definitions.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const OperationDefinition definition(node);
  if (const auto name = definition.name_node(); name && !definition.name().empty()) {
    report_repeated_in_file(
        walk, name->range(),
        "There can be only one operation named \"" + std::string(definition.name()) + "\".");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::operation_definition, check}};

}  // namespace

constinit const Rule unique_operation_names = {
    .code = "graphql/unique-operation-names",
    .summary = "An operation has a name of its own in its file.",
    .nodes = checks,
};

}  // namespace troupe::graphql
