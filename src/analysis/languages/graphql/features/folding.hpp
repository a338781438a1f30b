// Which parts of a GraphQL document an editor can fold away.
#pragma once

#include <vector>

#include "analysis/ide/structs.hpp"
#include "analysis/syntax/tree.hpp"
#include "base/line_index.hpp"

namespace troupe::graphql {

/// What can be folded, in the order of the text: brackets over several lines (selection sets,
/// arguments, definitions' bodies, list and object values), the members of unions and the locations
/// of directives, block strings, and runs of comments that stand alone on their lines (`# import`
/// lines as imports). At most one range begins on a line, the longest; none lies on one line. A
/// closing bracket that begins its line stays visible. `lines` are those of the tree's text.
[[nodiscard]] std::vector<ide::FoldingRange> folding_ranges(const syntax::Tree& tree,
                                                            const base::LineIndex& lines);

}  // namespace troupe::graphql
