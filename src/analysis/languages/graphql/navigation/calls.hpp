// The call hierarchy of operations and fragments: to spread is to call.
#pragma once

#include <vector>

#include "analysis/ide/navigation.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

/// The fragment that is defined or spread at the offset, or the operation whose name or keyword
/// stands there; a shorthand query is found at its brace. One item, or none. REQUIRES (here and
/// below): offset <= tree.text().size().
[[nodiscard]] std::vector<ide::CallHierarchyItem> call_hierarchy_items_at(const Schema& schema,
                                                                          ide::FileId file,
                                                                          const syntax::Tree& tree,
                                                                          base::TextOffset offset);

/// Who spreads the item at the offset, in order of path and position, and where.
[[nodiscard]] std::vector<ide::Call> incoming_calls_at(const Schema& schema, ide::FileId file,
                                                       const syntax::Tree& tree,
                                                       base::TextOffset offset);

/// What the item at the offset spreads, in order of the first spread of each.
[[nodiscard]] std::vector<ide::Call> outgoing_calls_at(const Schema& schema, ide::FileId file,
                                                       const syntax::Tree& tree,
                                                       base::TextOffset offset);

}  // namespace troupe::graphql
