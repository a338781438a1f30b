// Where the thing under the cursor is defined.
#pragma once

#include <vector>

#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/features/entity.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// All definitions of what the name at `offset` means, sorted by path and position: of a type or
/// directive its definitions and extensions, of anything else the one that counts. A name that
/// defines something leads to itself. What is built in has no place to go to. REQUIRES: offset <=
/// tree.text().size(); `tree` is the file's.
[[nodiscard]] std::vector<ide::DefinitionTarget> definitions_at(const Schema& schema,
                                                                ide::FileId file,
                                                                const syntax::Tree& tree,
                                                                base::TextOffset offset);
/// The same for a use that is known, in `file`.
[[nodiscard]] std::vector<ide::DefinitionTarget> definitions_of(const Schema& schema,
                                                                ide::FileId file,
                                                                const EntityUse& use);

}  // namespace troupe::graphql
