#include <string>
#include <unordered_map>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/edits.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

/// Whether two selections that have a name in common ask for the same but for what they select.
bool ask_the_same(const Selection& first, const Selection& again) {
  const auto one = first.as<Field>();
  const auto other = again.as<Field>();
  if (!one || !other || !one->selection_set() || !other->selection_set()) {
    return have_same_tokens(first.node(), again.node());
  }
  auto left = first.node().children().begin();
  auto right = again.node().children().begin();
  const auto end = again.node().children().end();
  for (; right != end && left != first.node().children().end(); ++left, ++right) {
    if (kind_of(*left) == NodeKind::selection_set || kind_of(*right) == NodeKind::selection_set) {
      return kind_of(*left) == kind_of(*right);
    }
    if (!have_same_tokens(*left, *right)) {
      return false;
    }
  }
  return true;
}

void check(const Walk& walk, syntax::NodeRef node) {
  std::unordered_map<std::string_view, Selection> fields;
  std::unordered_map<std::string_view, Selection> spreads;
  for (const Selection selection : SelectionSet(node).selections()) {
    const auto field = selection.as<Field>();
    const auto spread = selection.as<FragmentSpread>();
    const std::string_view name =
        field ? field->response_name() : (spread ? spread->name() : std::string_view());
    if (name.empty()) {
      continue;
    }
    const auto [first, is_new] = (field ? fields : spreads).emplace(name, selection);
    if (is_new || !ask_the_same(first->second, selection)) {
      continue;
    }
    const bool is_same = have_same_tokens(first->second.node(), selection.node());
    const auto name_node = field ? (field->alias_node() ? field->alias_node() : field->name_node())
                                 : spread->name_node();
    Finding& finding = walk.report(
        name_node->range(), (field ? "The field \"" : "The fragment \"") + std::string(name) +
                                (field ? "\" is selected twice in the same place."
                                       : "\" is spread twice in the same place."));
    if (is_same) {
      finding.fixes.push_back({"Remove it", {removal_of(walk.tree(), selection.node())}, true});
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::selection_set, check}};

}  // namespace

constinit const Rule no_duplicate_fields = {
    .code = "graphql/no-duplicate-fields",
    .summary = "A selection set asks for the same field, or the same fragment, once.",
    .is_recommended = true,
    .is_unnecessary = true,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
