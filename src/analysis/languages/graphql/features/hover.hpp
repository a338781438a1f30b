// What an editor shows about the name under the mouse.
#pragma once

#include <optional>

#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// Nothing where there is no name, or nothing is known of it. REQUIRES: offset <=
/// tree.text().size(); `tree` is the file's.
[[nodiscard]] std::optional<ide::Hover> hover_at(const Schema& schema, ide::FileId file,
                                                 const syntax::Tree& tree, base::TextOffset offset);

}  // namespace troupe::graphql
