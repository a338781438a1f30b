// What an editor may show between the characters of a document.
#pragma once

#include <vector>

#include "analysis/ide/editing.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// Two things that a reader of operations cannot see and keeps looking up: the type of a field that
/// is selected from, behind its name and arguments, since what may stand in its braces depends on
/// it (`viewer: User! {`); and in fragments the type of a variable, which is defined elsewhere
/// (`$first: Int`). Leaf fields have no hint: that would be noise. Those at offsets in `range`,
/// sorted.
[[nodiscard]] std::vector<ide::InlayHint> inlay_hints_in(const Schema& schema,
                                                         const syntax::Tree& tree,
                                                         base::TextRange range);

}  // namespace troupe::graphql
