// Lists of the introspection system that hold each other multiply: three of them deep, a short
// query has an answer of gigabytes. A fragment is looked into again only when it is reached deeper
// than before, which can happen three times at most.
#include <string_view>
#include <unordered_map>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/selection_walk.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

constexpr std::uint32_t too_deep = 3;

bool is_list(std::string_view field) {
  return field == "fields" || field == "interfaces" || field == "possibleTypes" ||
         field == "inputFields";
}

bool is_too_deep(const Walk& walk, const SelectionSet& selection_set) {
  SelectionWalk selections(walk.context(), walk.schema().project(), walk.definition(),
                           selection_set);
  std::unordered_map<DefinitionId, std::uint32_t> entered;  // fragment to greatest depth
  while (const auto step = selections.next()) {
    if (const auto field = step->selection.as<Field>()) {
      const std::uint32_t depth = step->level + (is_list(field->name()) ? 1 : 0);
      if (depth >= too_deep) {
        return true;
      }
      selections.enter(field->selection_set(), depth);
    } else if (const auto inline_fragment = step->selection.as<InlineFragment>()) {
      selections.enter(inline_fragment->selection_set(), step->level);
    } else if (const auto spread = step->selection.as<FragmentSpread>()) {
      const auto fragment = selections.find(*spread);
      if (!fragment) {
        continue;
      }
      const auto [depth, is_new] = entered.emplace(*fragment, step->level);
      if (is_new || depth->second < step->level) {
        depth->second = step->level;
        selections.enter_again(*spread, *fragment, step->level);
      }
    }
  }
  return false;
}

void check(const Walk& walk, syntax::NodeRef node) {
  const Field field(node);
  const auto selection_set = field.selection_set();
  if (selection_set && (field.name() == "__schema" || field.name() == "__type") &&
      is_too_deep(walk, *selection_set)) {
    walk.report(head_range(node, field.name_node()), "Maximum introspection depth exceeded");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::field, check}};

}  // namespace

constinit const Rule max_introspection_depth = {
    .code = "graphql/max-introspection-depth",
    .summary = "Introspection does not go through lists of lists of lists.",
    .nodes = checks,
};

}  // namespace troupe::graphql
