#include <string>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/spread_graph.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const FragmentDefinition fragment(node);
  const std::string name(fragment.name());
  if (!name.empty() && walk.context().get<FragmentIsUnused>({walk.schema().project(), name})) {
    walk.report(definition_head(fragment), "Fragment \"" + name + "\" is never used.");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::fragment_definition, check}};

}  // namespace

constinit const Rule no_unused_fragments = {
    .code = "graphql/no-unused-fragments",
    .summary = "Every fragment is spread by an operation of the project, itself or over others.",
    .nodes = checks,
};

}  // namespace troupe::graphql
