#include <string>

#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const FragmentSpread spread(node);
  const auto name = spread.name_node();
  if (!name || spread.name().empty() ||
      find_fragment(walk.context(), walk.schema().project(), walk.file(), spread.name())) {
    return;
  }
  walk.report(name->range(), "Unknown fragment \"" + std::string(spread.name()) + "\".");
}

constexpr NodeCheck checks[] = {{NodeKind::fragment_spread, check}};

}  // namespace

constinit const Rule known_fragment_names = {
    .code = "graphql/known-fragment-names",
    .summary = "Every fragment that is spread is defined.",
    .nodes = checks,
};

}  // namespace troupe::graphql
