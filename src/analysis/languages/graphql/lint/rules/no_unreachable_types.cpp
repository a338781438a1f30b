#include <string>

#include "analysis/languages/graphql/lint/core/uses.hpp"
#include "analysis/languages/graphql/lint/core/wide.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Wide& wide) {
  const auto type = wide.node().as<TypeDefinition>();
  const auto name = type ? type->name_node() : std::nullopt;
  if (!name || wide.schema().root_type(OperationType::query) == nullptr) {
    return;  // Without a root nothing can be reached: the schema is only a part of one.
  }
  if (!wide.context().get<TypeIsReachable>({wide.project(), std::string(name->text())})) {
    wide.report(name->range(), "Type \"" + std::string(name->text()) +
                                   "\" cannot be reached from the root types.");
  }
}

}  // namespace

constinit const Rule no_unreachable_types = {
    .code = "graphql/no-unreachable-types",
    .summary = "Every type of the schema can be reached from the root types.",
    .needs_whole_schema = true,
    .is_unnecessary = true,
    .wide = check,
};

}  // namespace troupe::graphql::lint
