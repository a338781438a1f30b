#include <optional>
#include <string>

#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check_condition(const Walk& walk, const std::optional<NamedType>& condition,
                     const std::string& fragment) {
  const TypeShape* type = condition ? walk.schema().find_type(condition->name()) : nullptr;
  if (type != nullptr && !type->is_composite()) {
    walk.report(condition->range(), "Fragment " + fragment +
                                        "cannot condition on non composite type \"" +
                                        std::string(type->name) + "\".");
  }
}

void check_inline(const Walk& walk, syntax::NodeRef node) {
  check_condition(walk, InlineFragment(node).type_condition(), "");
}

void check_definition(const Walk& walk, syntax::NodeRef node) {
  const FragmentDefinition fragment(node);
  check_condition(walk, fragment.type_condition(), "\"" + std::string(fragment.name()) + "\" ");
}

constexpr NodeCheck checks[] = {{NodeKind::inline_fragment, check_inline},
                                {NodeKind::fragment_definition, check_definition}};

}  // namespace

constinit const Rule fragments_on_composite_types = {
    .code = "graphql/fragments-on-composite-types",
    .summary = "Fragments are on objects, interfaces and unions.",
    .nodes = checks,
};

}  // namespace troupe::graphql
