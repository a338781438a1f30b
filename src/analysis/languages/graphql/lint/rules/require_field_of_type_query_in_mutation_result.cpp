#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const TypeDefinition type(node);
  const TypeShape* query = walk.schema().root_type(OperationType::query);
  if (query == nullptr || walk.root_of(type.name()) != OperationType::mutation) {
    return;
  }
  for (const FieldDefinition field : type.fields()) {
    const auto result = field.type();
    const auto named = result ? result->named() : std::nullopt;
    const TypeShape* payload = named ? walk.schema().find_type(named->name()) : nullptr;
    if (payload == nullptr || payload->kind != TypeKind::object) {
      continue;
    }
    if (std::ranges::none_of(payload->fields, [query](const FieldShape& member) {
          return member.type.name == query->name;
        })) {
      walk.report(named->range(), "\"" + std::string(named->name()) + "\" has no field of type \"" +
                                      std::string(query->name) +
                                      "\", with which clients could fetch what has changed.");
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::object_type_definition, check},
                                {NodeKind::object_type_extension, check}};

}  // namespace

constinit const Rule require_field_of_type_query_in_mutation_result = {
    .code = "graphql/require-field-of-type-query-in-mutation-result",
    .summary = "What mutations give has a field that leads to the query root.",
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
