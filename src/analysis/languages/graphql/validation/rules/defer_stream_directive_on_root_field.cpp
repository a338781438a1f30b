#include <optional>
#include <string>
#include <unordered_set>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/selection_walk.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/defer_stream_directives.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void report(const Walk& walk, const SelectionWalk& selections, DefinitionId definition,
            const std::optional<Directive>& directive, const std::string& message) {
  if (directive) {
    walk.report_places({{definition, head_range(directive->node(), directive->name_node())}},
                       selections.first_spread(), message, "used here");
  }
}

void check(const Walk& walk, syntax::NodeRef node) {
  const OperationDefinition operation(node);
  const auto selection_set = operation.selection_set();
  if (!selection_set || operation.operation_type() == OperationType::query) {
    return;
  }
  const TypeShape* root = walk.schema().root_type(operation.operation_type());
  if (root == nullptr) {
    return;
  }
  const bool is_mutation = operation.operation_type() == OperationType::mutation;
  const std::string message = std::string(" directive cannot be used on root ") +
                              (is_mutation ? "mutation" : "subscription") + " type \"" +
                              std::string(root->name) + "\".";
  SelectionWalk selections(walk.context(), walk.schema().project(), walk.definition(),
                           *selection_set);
  std::unordered_set<DefinitionId> spread_before;
  while (const auto step = selections.next()) {
    const Children<Directive> directives = step->selection.directives();
    if (step->selection.as<Field>()) {
      report(walk, selections, step->definition, find_directive(directives, "stream"),
             "Stream" + message);
    } else if (const auto spread = step->selection.as<FragmentSpread>()) {
      const auto fragment = selections.find(*spread);
      if (fragment && spread_before.insert(*fragment).second) {
        report(walk, selections, step->definition, find_directive(directives, "defer"),
               "Defer" + message);
        selections.enter_fragment(*spread);
      }
    } else if (const auto inline_fragment = step->selection.as<InlineFragment>()) {
      report(walk, selections, step->definition, find_directive(directives, "defer"),
             "Defer" + message);
      selections.enter(inline_fragment->selection_set());
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::operation_definition, check}};

}  // namespace

constinit const Rule defer_stream_directive_on_root_field = {
    .code = "graphql/defer-stream-directive-on-root-field",
    .summary = "Nothing at the top of a mutation or subscription is deferred or streamed.",
    .nodes = checks,
};

}  // namespace troupe::graphql
