#include <array>
#include <string>
#include <string_view>

#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

constexpr std::array<std::string_view, 3> words = {"query", "mutation", "subscription"};

void check(const Walk& walk, syntax::NodeRef node) {
  const auto operation = static_cast<std::size_t>(OperationDefinition(node).operation_type());
  if (walk.context().get<RootTypes>(walk.schema().project())[operation].empty()) {
    walk.report(node.first_token().range(), "The " + std::string(words[operation]) +
                                                " operation is not supported by the schema.");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::operation_definition, check}};

}  // namespace

constinit const Rule known_operation_types = {
    .code = "graphql/known-operation-types",
    .summary = "The schema has a root type for every kind of operation that is used.",
    .needs_whole_schema = true,
    .nodes = checks,
};

}  // namespace troupe::graphql
