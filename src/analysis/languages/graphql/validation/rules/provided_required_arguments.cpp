#include <algorithm>
#include <string>
#include <vector>

#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/field_coordinate.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

/// Reports each required one of `known` that is not among `given`.
void check_arguments(const Walk& walk, const Children<Argument>& given,
                     const std::vector<InputValueShape>& known, base::TextRange range,
                     const std::string& owner) {
  for (const InputValueShape& argument : known) {
    if (!argument.is_required()) {
      continue;
    }
    const bool is_given = std::ranges::any_of(
        given, [&argument](const Argument& at) { return at.name() == argument.name; });
    if (!is_given) {
      walk.report(range, "Argument \"" + owner + "(" + std::string(argument.name) +
                             ":)\" of type \"" + argument.type.to_string() +
                             "\" is required, but it was not provided.");
    }
  }
}

/// From the begin of a field or directive to its name.
base::TextRange head(syntax::NodeRef node, const std::optional<Name>& name) {
  return {node.range().begin, name ? name->range().end : node.range().end};
}

void check_field(const Walk& walk, syntax::NodeRef node) {
  const Field field(node);
  const FieldShape* shape = walk.state().field;
  if (shape == nullptr || shape->arguments.empty()) {
    return;
  }
  const auto selection_set = field.selection_set();
  const base::TextOffset end = selection_set ? selection_set->range().begin : node.range().end;
  if (walk.is_sound({node.range().begin, end})) {
    check_arguments(walk, field.arguments(), shape->arguments, head(node, field.name_node()),
                    field_coordinate(walk.state()));
  }
}

void check_directive(const Walk& walk, syntax::NodeRef node) {
  const Directive directive(node);
  const DirectiveShape* shape = walk.state().directive;
  if (shape != nullptr && !shape->arguments.empty() && walk.is_sound(node.range())) {
    check_arguments(walk, directive.arguments(), shape->arguments,
                    head(node, directive.name_node()), "@" + std::string(shape->name));
  }
}

constexpr NodeCheck checks[] = {{NodeKind::field, check_field},
                                {NodeKind::directive, check_directive}};

}  // namespace

constinit const Rule provided_required_arguments = {
    .code = "graphql/provided-required-arguments",
    .summary = "Arguments that are non-null and have no default are given.",
    .nodes = checks,
};

}  // namespace troupe::graphql
