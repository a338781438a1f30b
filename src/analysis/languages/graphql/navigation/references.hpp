// Where the thing under the cursor is used, and where in the same file.
#pragma once

#include <vector>

#include "analysis/ide/navigation.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

/// Every use of what the name at the offset means, in the whole project: in order of path and
/// position, each once; its definitions and extensions too when they are wanted. The ranges are
/// those of names, without `$` and `@`. For fields and arguments of interfaces also those of the
/// types that implement them, and the other way round (see subject.hpp); for a variable, wherever
/// the operations and fragments that share it mention it. REQUIRES (here and below): offset <=
/// tree.text().size().
[[nodiscard]] std::vector<ide::FileRange> references_at(const Schema& schema, ide::FileId file,
                                                        const syntax::Tree& tree,
                                                        base::TextOffset offset,
                                                        bool include_declaration);

/// The same in this file, definitions as writes and uses as reads.
[[nodiscard]] std::vector<ide::Highlight> highlights_at(const Schema& schema, ide::FileId file,
                                                        const syntax::Tree& tree,
                                                        base::TextOffset offset);

}  // namespace troupe::graphql
