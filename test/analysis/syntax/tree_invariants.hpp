// What holds for every syntax tree, whatever the text: for tests and fuzzers of all languages.
#pragma once

#include <string>

#include "analysis/syntax/tree.hpp"

namespace troupe::syntax {

/// What is wrong with the tree, in words; empty when its invariants hold.
[[nodiscard]] std::string broken_invariant(const Tree& tree);

/// Tokens and gaps, put together again: the text.
[[nodiscard]] std::string reassembled(const Tree& tree);

}  // namespace troupe::syntax
