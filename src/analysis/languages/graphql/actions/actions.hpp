// What can be done about a place in a GraphQL document, beyond reading: quick fixes for what is
// wrong there, and changes of shape.
#pragma once

#include <vector>

#include "analysis/ide/editing.hpp"
#include "analysis/ide/inputs.hpp"

namespace troupe::graphql {

/// Every action for the range, quick fixes first; `ide::Language::code_actions`. Edits lie in the
/// file itself, or make a new one. The result of each parses wherever the text did, and what it
/// mends is gone.
[[nodiscard]] std::vector<ide::CodeAction> code_actions(engine::Context& context, ide::FileId file,
                                                        base::TextRange range);

}  // namespace troupe::graphql
