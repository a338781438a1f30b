#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const InlineFragment fragment(node);
  const auto set = fragment.selection_set();
  const auto condition = fragment.type_condition();
  const TypeState& at = walk.state();
  if (!set || !fragment.directives().empty() || set->selections().empty()) {
    return;
  }
  if (condition && (at.parent_type == nullptr || at.parent_type->name != condition->name())) {
    return;
  }
  const base::TextRange head = {node.range().begin, set->node().first_token().range().begin};
  walk.report({head.begin, set->node().first_token().range().begin},
              condition ? "The selection is of type \"" + std::string(condition->name()) +
                              "\" anyway: the fragment does nothing."
                        : std::string("A fragment without type and directives does nothing."))
      .fixes.push_back({"Select its fields directly",
                        {{{head.begin, set->node().first_token().range().end}, ""},
                         {set->node().last_token().range(), ""}},
                        true});
}

constexpr NodeCheck checks[] = {{NodeKind::inline_fragment, check}};

}  // namespace

constinit const Rule no_useless_inline_fragments = {
    .code = "graphql/no-useless-inline-fragments",
    .summary = "Inline fragments narrow the type or carry a directive.",
    .is_unnecessary = true,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
