// What stands for a whole construct in a diagnostic: its first line's worth, rather than everything
// down to its closing brace.
#pragma once

#include <algorithm>
#include <optional>

#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql {

/// From the begin of a node to the end of its name, or of its first token where it has none.
[[nodiscard]] inline base::TextRange head_range(syntax::NodeRef node,
                                                const std::optional<Name>& name) {
  return {node.range().begin,
          name ? name->range().end
               : (node.has_tokens() ? node.first_token().range().end : node.range().begin)};
}

/// From the keyword of a definition, or the name of a part of one, to the end of the name: what a
/// description says before it is not pointed at. `View` has `description()` and `name_node()`.
template <typename View>
[[nodiscard]] base::TextRange definition_head(const View& view) {
  base::TextRange range = head_range(view.node(), view.name_node());
  if (const auto description = view.description()) {
    const syntax::TokenRef last = description->node().last_token();
    if (const auto next = last.next()) {
      range.begin = next->range().begin;
      range.end = std::max(range.end, next->range().end);
    }
  }
  return range;
}

}  // namespace troupe::graphql
