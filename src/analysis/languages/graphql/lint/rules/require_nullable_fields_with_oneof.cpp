#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/one_of.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const TypeDefinition type(node);
  if (!has_one_of(type)) {
    return;
  }
  const auto look_at = [&walk](const auto& field) {
    const auto field_type = field.type();
    const auto name = field.name_node();
    if (!name || !field_type || !field_type->is_non_null()) {
      return;
    }
    const base::TextRange bang = field_type->node().last_token().range();
    walk.report(name->range(),
                "Field \"" + std::string(field.name()) + "\" of a @oneOf type must be nullable.")
        .fixes.push_back({"Make it nullable", {{bang, ""}}, false});
  };
  std::ranges::for_each(type.input_fields(), look_at);
  std::ranges::for_each(type.fields(), look_at);
}

constexpr NodeCheck checks[] = {{NodeKind::object_type_definition, check},
                                {NodeKind::input_object_type_definition, check}};

}  // namespace

constinit const Rule require_nullable_fields_with_oneof = {
    .code = "graphql/require-nullable-fields-with-oneof",
    .summary = "The fields of a type with @oneOf are nullable.",
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
