#include "analysis/languages/graphql/schema/documents.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  if (OperationDefinition(node).name_node()) {
    return;
  }
  if (walk.context().get<OperationsInDocument>(walk.definition()) > 1) {
    walk.report(node.first_token().range(),
                "This anonymous operation must be the only defined operation.");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::operation_definition, check}};

}  // namespace

constinit const Rule lone_anonymous_operation = {
    .code = "graphql/lone-anonymous-operation",
    .summary = "An operation without a name is the only one of its file.",
    .nodes = checks,
};

}  // namespace troupe::graphql
