// Ranges around a cursor, and ranges that are edited together.
#pragma once

#include <vector>

#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

/// From the word at the offset outwards: names without and with their sign, what is in brackets
/// without and with them, strings without and with their quotes, and each production up to the
/// whole document; and the whole text, if the document is all there is in the file. Innermost
/// first; each is larger than the one before and contains it. REQUIRES (here and below): offset <=
/// tree.text().size().
[[nodiscard]] std::vector<base::TextRange> selection_ranges_at(const syntax::Tree& tree,
                                                               base::TextOffset offset,
                                                               bool is_whole_file);

/// Where a variable's or fragment's name is typed at its definition, the definition and all uses;
/// nothing at a use, which is edited to mean something else, and nothing when other files have uses
/// too, which would be left behind.
[[nodiscard]] std::vector<base::TextRange> linked_editing_ranges_at(const Schema& schema,
                                                                    ide::FileId file,
                                                                    const syntax::Tree& tree,
                                                                    base::TextOffset offset);

}  // namespace troupe::graphql
