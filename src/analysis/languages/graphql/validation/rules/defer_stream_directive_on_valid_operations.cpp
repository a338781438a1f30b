#include <string>
#include <vector>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/selection_walk.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/defer_stream_directives.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

/// Whether some variable, or the directive's own words, can keep a selection out.
bool can_be_left_out(const Children<Directive>& directives) {
  if (const auto skip = find_directive(directives, "skip")) {
    const auto value = argument_value(*skip, "if");
    const auto constant = value ? value->as<BooleanValue>() : std::nullopt;
    if (!constant || constant->value()) {
      return true;
    }
  }
  if (const auto include = find_directive(directives, "include")) {
    const auto value = argument_value(*include, "if");
    const auto constant = value ? value->as<BooleanValue>() : std::nullopt;
    return value && (!constant || !constant->value());
  }
  return false;
}

/// Whether `if` turns the directive off, or may.
bool can_be_off(const Directive& directive) {
  const auto value = argument_value(directive, "if");
  if (!value) {
    return false;
  }
  const auto constant = value->as<BooleanValue>();
  return constant ? !constant->value() : value->kind() == NodeKind::variable;
}

void check_directives(const Walk& walk, const SelectionWalk& selections,
                      const SelectionWalk::Step& step) {
  for (const Directive directive : step.selection.directives()) {
    const bool is_defer = directive.name() == "defer";
    if ((!is_defer && directive.name() != "stream") || can_be_off(directive)) {
      continue;
    }
    std::vector<Place> places = {
        {step.definition, head_range(directive.node(), directive.name_node())}};
    for (const Place& spread : selections.spreads()) {
      places.push_back(spread);
    }
    const std::string name = is_defer ? "defer" : "stream";
    walk.report_places(places, selections.first_spread(),
                       std::string(is_defer ? "Defer" : "Stream") +
                           " directive not supported on subscription operations. Disable `@" +
                           name + "` by setting the `if` argument to `false`.",
                       "through here");
  }
}

void check(const Walk& walk, syntax::NodeRef node) {
  const OperationDefinition operation(node);
  const auto selection_set = operation.selection_set();
  if (!selection_set || operation.operation_type() != OperationType::subscription) {
    return;
  }
  SelectionWalk selections(walk.context(), walk.schema().project(), walk.definition(),
                           *selection_set);
  while (const auto step = selections.next()) {
    if (can_be_left_out(step->selection.directives())) {
      continue;
    }
    check_directives(walk, selections, *step);
    if (const auto spread = step->selection.as<FragmentSpread>()) {
      selections.enter_fragment(*spread);
    } else if (const auto field = step->selection.as<Field>()) {
      selections.enter(field->selection_set());
    } else if (const auto inline_fragment = step->selection.as<InlineFragment>()) {
      selections.enter(inline_fragment->selection_set());
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::operation_definition, check}};

}  // namespace

constinit const Rule defer_stream_directive_on_valid_operations = {
    .code = "graphql/defer-stream-directive-on-valid-operations",
    .summary = "Nothing in a subscription is deferred or streamed unconditionally.",
    .nodes = checks,
};

}  // namespace troupe::graphql
