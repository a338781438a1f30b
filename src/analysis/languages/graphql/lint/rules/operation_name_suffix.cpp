#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

constexpr std::string_view suffixes[] = {"Query", "Mutation", "Subscription"};

void check(const Walk& walk, syntax::NodeRef node) {
  const OperationDefinition operation(node);
  const auto name = operation.name_node();
  const std::string_view suffix = suffixes[static_cast<std::size_t>(operation.operation_type())];
  if (name && !name->text().ends_with(suffix)) {
    walk.report(name->range(), "\"" + std::string(name->text()) + "\" should end with \"" +
                                   std::string(suffix) + "\".");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::operation_definition, check}};

}  // namespace

constinit const Rule operation_name_suffix = {
    .code = "graphql/operation-name-suffix",
    .summary = "The names of operations end with their kind.",
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
