// What each token of a document is, for editors that colour by meaning.
#pragma once

#include <vector>

#include "analysis/ide/editing.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// The tokens that touch `range`, sorted, not overlapping. Which name is which is told by the
/// grammar (docs/graphql-decoration.md has the table); `schema` adds the kinds of types and what is
/// deprecated. Punctuation that groups or separates is left out. `$` and `@` belong to the names
/// behind them.
[[nodiscard]] std::vector<ide::SemanticToken> semantic_tokens_in(const Schema& schema,
                                                                 const syntax::Tree& tree,
                                                                 base::TextRange range);

}  // namespace troupe::graphql
