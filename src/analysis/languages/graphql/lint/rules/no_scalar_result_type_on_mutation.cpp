#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const TypeDefinition type(node);
  if (walk.root_of(type.name()) != OperationType::mutation) {
    return;
  }
  for (const FieldDefinition field : type.fields()) {
    const auto result = field.type();
    const auto named = result ? result->named() : std::nullopt;
    const TypeShape* shape = named ? walk.schema().find_type(named->name()) : nullptr;
    if (shape != nullptr && shape->kind == TypeKind::scalar) {
      walk.report(named->range(), "The mutation \"" + std::string(field.name()) +
                                      "\" gives the scalar \"" + std::string(named->name()) +
                                      "\": an object can grow, a scalar cannot.");
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::object_type_definition, check},
                                {NodeKind::object_type_extension, check}};

}  // namespace

constinit const Rule no_scalar_result_type_on_mutation = {
    .code = "graphql/no-scalar-result-type-on-mutation",
    .summary = "Mutations give objects, not scalars.",
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
