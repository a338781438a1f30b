#include <string>

#include "analysis/languages/graphql/schema/built_in.hpp"
#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

template <typename View>
void check(const Walk& walk, syntax::NodeRef node) {
  const View view(node);
  if (view.name().starts_with("__") &&
      !(Definition::covers(view.kind()) && is_built_in_type(view.name()))) {
    walk.report(definition_head(view),
                "Name \"" + std::string(view.name()) +
                    "\" must not begin with \"__\", which is reserved by GraphQL introspection.");
  }
}

constexpr NodeCheck checks[] = {
    {NodeKind::scalar_type_definition, check<TypeDefinition>},
    {NodeKind::object_type_definition, check<TypeDefinition>},
    {NodeKind::interface_type_definition, check<TypeDefinition>},
    {NodeKind::union_type_definition, check<TypeDefinition>},
    {NodeKind::enum_type_definition, check<TypeDefinition>},
    {NodeKind::input_object_type_definition, check<TypeDefinition>},
    {NodeKind::directive_definition, check<DirectiveDefinition>},
    {NodeKind::field_definition, check<FieldDefinition>},
    {NodeKind::input_value_definition, check<InputValueDefinition>},
    {NodeKind::enum_value_definition, check<EnumValueDefinition>},
};

}  // namespace

constinit const Rule reserved_names = {
    .code = "graphql/reserved-names",
    .summary = "Names that begin with two underscores are left to introspection.",
    .is_of_type_system = true,
    .nodes = checks,
};

}  // namespace troupe::graphql
