#include <string>

#include "analysis/languages/graphql/lint/core/uses.hpp"
#include "analysis/languages/graphql/lint/core/wide.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Wide& wide) {
  const auto fragment = wide.node().as<FragmentDefinition>();
  const auto name = fragment ? fragment->name_node() : std::nullopt;
  if (!name) {
    return;
  }
  const FragmentUses& uses =
      wide.context().get<FragmentUsesOf>({wide.project(), std::string(name->text())});
  if (uses.count != 1 || !uses.first_user) {
    return;
  }
  Finding& finding = wide.report(
      name->range(), "Fragment \"" + std::string(name->text()) +
                         "\" is spread in one place only: its fields could stand there.");
  const ExecutableSummary& user = wide.context().get<DefinitionSummary>(*uses.first_user);
  for (const NameUse& spread : user.spreads) {
    if (spread.name == name->text()) {
      finding.related.push_back({{*uses.first_user, spread.range}, "spread here"});
    }
  }
}

}  // namespace

constinit const Rule no_one_place_fragments = {
    .code = "graphql/no-one-place-fragments",
    .summary = "A fragment is spread in more than one place.",
    .wide = check,
};

}  // namespace troupe::graphql::lint
