#include <string>

#include "analysis/languages/graphql/validation/rules/repeated_names.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check_arguments(const Walk& walk, const Children<InputValueDefinition>& arguments,
                     const std::string& owner) {
  report_repeated_names(
      walk, arguments, [](const InputValueDefinition& argument) { return argument.name_node(); },
      [&owner](std::string_view name) {
        return "Argument \"" + owner + "(" + std::string(name) + ":)\" can only be defined once.";
      });
}

void check_field(const Walk& walk, syntax::NodeRef node) {
  const FieldDefinition field(node);
  check_arguments(walk, field.arguments(),
                  walk.context().lookup(walk.definition()).name + "." + std::string(field.name()));
}

void check_directive(const Walk& walk, syntax::NodeRef node) {
  const DirectiveDefinition directive(node);
  check_arguments(walk, directive.arguments(), "@" + std::string(directive.name()));
}

constexpr NodeCheck checks[] = {{NodeKind::field_definition, check_field},
                                {NodeKind::directive_definition, check_directive}};

}  // namespace

constinit const Rule unique_argument_definition_names = {
    .code = "graphql/unique-argument-definition-names",
    .summary = "A field or directive defines an argument once.",
    .nodes = checks,
};

}  // namespace troupe::graphql
