#include <string>

#include "analysis/languages/graphql/lint/core/uses.hpp"
#include "analysis/languages/graphql/lint/core/wide.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Wide& wide) {
  const auto fragment = wide.node().as<FragmentDefinition>();
  const auto name = fragment ? fragment->name_node() : std::nullopt;
  if (name &&
      wide.context().get<FragmentUsesOf>({wide.project(), std::string(name->text())}).count == 0) {
    wide.report(name->range(), "No document of the project spreads the fragment \"" +
                                   std::string(name->text()) + "\".");
  }
}

}  // namespace

constinit const Rule unused_fragments = {
    .code = "graphql/unused-fragments",
    .summary = "Every fragment is spread somewhere in the project.",
    .is_unnecessary = true,
    .wide = check,
};

}  // namespace troupe::graphql::lint
