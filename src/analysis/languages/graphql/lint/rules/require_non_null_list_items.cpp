#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const auto item = Type(node).inner();
  const auto definition = first_definition(walk.tree());
  if (!item || item->is_non_null() || !definition || definition->is_executable()) {
    return;
  }
  const base::TextOffset end = item->range().end;
  walk.report(item->range(), "The items of the list can be null.")
      .fixes.push_back({"Make them non-null", {{{end, end}, "!"}}, false});
}

constexpr NodeCheck checks[] = {{NodeKind::list_type, check}};

}  // namespace

constinit const Rule require_non_null_list_items = {
    .code = "graphql/require-non-null-list-items",
    .summary = "The items of lists in the schema are non-null.",
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
