#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const TypeDefinition type(node);
  const auto root = walk.root_of(type.name());
  if (!root || *root == OperationType::subscription) {
    return;
  }
  for (const FieldDefinition field : type.fields()) {
    const auto result = field.type();
    if (result && result->is_non_null()) {
      const base::TextRange bang = result->node().last_token().range();
      walk.report(result->range(), "\"" + std::string(field.name()) +
                                       "\" should be nullable: an error in it would leave clients "
                                       "without any data.")
          .fixes.push_back({"Make it nullable", {{bang, ""}}, false});
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::object_type_definition, check},
                                {NodeKind::object_type_extension, check}};

}  // namespace

constinit const Rule require_nullable_result_in_root = {
    .code = "graphql/require-nullable-result-in-root",
    .summary = "The fields of root types are nullable.",
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
