#include <string>

#include "analysis/languages/graphql/schema/suggestions.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const std::string_view name = NamedType(node).name();
  if (name.empty() || walk.schema().has_type(name)) {
    return;
  }
  const auto names = walk.schema().type_names();
  walk.report(node.range(), "Unknown type \"" + std::string(name) + "\"." +
                                did_you_mean(suggestion_list(name, names)));
}

constexpr NodeCheck checks[] = {{NodeKind::named_type, check}};

}  // namespace

constinit const Rule known_type_names = {
    .code = "graphql/known-type-names",
    .summary = "Every type that is named is defined.",
    .needs_whole_schema = true,
    .nodes = checks,
};

}  // namespace troupe::graphql
