// The outline of a GraphQL document.
#pragma once

#include <vector>

#include "analysis/ide/structs.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// The definitions of a document in the order of the text, with their parts as children: variables
/// and selections of operations, selections of fragments, fields with their arguments, values,
/// members and root operations of the type system. Names are as people speak of them (`$first`,
/// `...UserParts`, `... on User`, `@deprecated`); what has no name yet goes by its keyword. Works
/// on any tree: parts that a mistake swallowed are missing, the others are there.
[[nodiscard]] std::vector<ide::DocumentSymbol> document_symbols(const syntax::Tree& tree);

}  // namespace troupe::graphql
