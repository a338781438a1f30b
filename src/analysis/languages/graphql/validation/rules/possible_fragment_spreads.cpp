#include <string>

#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check_type(const Walk& walk, base::TextRange range, const TypeShape* type,
                const std::string& fragment) {
  const TypeShape* parent = walk.state().parent_type;
  if (type == nullptr || parent == nullptr || !type->is_composite() || type->is_broken ||
      parent->is_broken || walk.schema().types_overlap(*type, *parent)) {
    return;
  }
  walk.report(range, "Fragment " + fragment + "cannot be spread here as objects of type \"" +
                         std::string(parent->name) + "\" can never be of type \"" +
                         std::string(type->name) + "\".");
}

void check_inline(const Walk& walk, syntax::NodeRef node) {
  if (const auto condition = InlineFragment(node).type_condition()) {
    check_type(walk, {node.range().begin, condition->range().end},
               walk.schema().find_type(condition->name()), "");
  }
}

void check_spread(const Walk& walk, syntax::NodeRef node) {
  const FragmentSpread spread(node);
  const auto fragment =
      find_fragment(walk.context(), walk.schema().project(), walk.file(), spread.name());
  const auto type = fragment ? walk.context().get<FragmentType>(*fragment) : std::nullopt;
  if (type) {
    check_type(walk, {node.range().begin, spread.name_node()->range().end},
               walk.schema().find_type(*type), "\"" + std::string(spread.name()) + "\" ");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::inline_fragment, check_inline},
                                {NodeKind::fragment_spread, check_spread}};

}  // namespace

constinit const Rule possible_fragment_spreads = {
    .code = "graphql/possible-fragment-spreads",
    .summary = "A fragment is spread only where objects of its type can be.",
    .needs_whole_schema = true,
    .nodes = checks,
};

}  // namespace troupe::graphql
