#include <string>

#include "analysis/languages/graphql/schema/built_in.hpp"
#include "analysis/languages/graphql/validation/rules/repeated_definitions.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const DirectiveDefinition definition(node);
  const std::string name(definition.name());
  if (name.empty()) {
    return;
  }
  report_repeated_in_schema(
      walk, definition.name_node()->range(),
      walk.context().get<DirectiveParts>({walk.schema().project(), name}),
      is_built_in_directive(name), "There can be only one directive named \"@" + name + "\".",
      "Directive \"@" + name + "\" already exists in the schema. It cannot be redefined.");
}

constexpr NodeCheck checks[] = {{NodeKind::directive_definition, check}};

}  // namespace

constinit const Rule unique_directive_names = {
    .code = "graphql/unique-directive-names",
    .summary = "A directive is defined once.",
    .nodes = checks,
};

}  // namespace troupe::graphql
