// Edits that fixes are made of.
#pragma once

#include "analysis/ide/editing.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql::lint {

/// Removes a node and the white space before it; comments stay.
[[nodiscard]] ide::TextEdit removal_of(const syntax::Tree& tree, syntax::NodeRef node);

/// Whether two nodes consist of the same tokens.
[[nodiscard]] bool have_same_tokens(syntax::NodeRef left, syntax::NodeRef right);

}  // namespace troupe::graphql::lint
