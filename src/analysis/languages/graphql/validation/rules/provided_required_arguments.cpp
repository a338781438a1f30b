#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/field_coordinate.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

/// Reports each required one of `known` that is not among `given`; `subject` says how a message
/// about it begins.
template <typename Subject>
void check_arguments(const Walk& walk, const Children<Argument>& given,
                     const std::vector<InputValueShape>& known, base::TextRange range,
                     const Subject& subject) {
  for (const InputValueShape& argument : known) {
    if (!argument.is_required()) {
      continue;
    }
    const bool is_given = std::ranges::any_of(
        given, [&argument](const Argument& at) { return at.name() == argument.name; });
    if (!is_given) {
      walk.report(range, subject(std::string(argument.name)) + " of type \"" +
                             argument.type.to_string() +
                             "\" is required, but it was not provided.");
    }
  }
}

/// `Argument "User.friends(first:)"`.
auto argument_of(std::string owner) {
  return [owner = std::move(owner)](const std::string& name) {
    return "Argument \"" + owner + "(" + name + ":)\"";
  };
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
                    argument_of(field_coordinate(walk.state())));
  }
}

void check_directive(const Walk& walk, syntax::NodeRef node) {
  const Directive directive(node);
  const DirectiveShape* shape = walk.state().directive;
  if (shape != nullptr && !shape->arguments.empty() && walk.is_sound(node.range())) {
    check_arguments(walk, directive.arguments(), shape->arguments,
                    head(node, directive.name_node()), argument_of("@" + std::string(shape->name)));
  }
}

void check_spread(const Walk& walk, syntax::NodeRef node) {
  engine::Context& context = walk.context();
  if (!context.get<FragmentArguments>(walk.file()) || !walk.is_sound(node.range())) {
    return;
  }
  const FragmentSpread spread(node);
  const auto fragment = find_fragment(context, walk.schema().project(), walk.file(), spread.name());
  const FragmentSignature::Value* shape =
      fragment ? &context.get<FragmentSignature>(*fragment) : nullptr;
  if (shape == nullptr || !*shape) {
    return;
  }
  check_arguments(walk, spread.arguments(), (*shape)->arguments, head(node, spread.name_node()),
                  [&spread](const std::string& name) {
                    return "Fragment \"" + std::string(spread.name()) + "\" argument \"" + name +
                           "\"";
                  });
}

constexpr NodeCheck checks[] = {{NodeKind::field, check_field},
                                {NodeKind::directive, check_directive},
                                {NodeKind::fragment_spread, check_spread}};

}  // namespace

constinit const Rule provided_required_arguments = {
    .code = "graphql/provided-required-arguments",
    .summary = "Arguments that are non-null and have no default are given.",
    .nodes = checks,
};

}  // namespace troupe::graphql
