#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/one_of.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const TypeDefinition type(node);
  const auto name = type.name_node();
  if (!name || !has_one_of(type)) {
    return;
  }
  for (const std::string_view wanted : {"error", "ok"}) {
    if (std::ranges::none_of(type.fields(), [wanted](const FieldDefinition& field) {
          return field.name() == wanted;
        })) {
      walk.report(name->range(), "Type \"" + std::string(type.name()) +
                                     "\" has @oneOf, but no field \"" + std::string(wanted) +
                                     "\".");
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::object_type_definition, check}};

}  // namespace

constinit const Rule require_type_pattern_with_oneof = {
    .code = "graphql/require-type-pattern-with-oneof",
    .summary = "An object type with @oneOf has the fields \"ok\" and \"error\".",
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
