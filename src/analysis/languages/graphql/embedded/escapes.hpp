// Literals of a host language to the text that they stand for, without changing its length.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/embedded/literal.hpp"

namespace troupe::graphql {

/// Writes what a literal stands for to the same place of `text`. An escape is never shorter than
/// what it stands for; spaces in front make up for the difference. Holes are left as they are.
/// Returns all parts that cannot be read as GraphQL, in order: the holes, and escapes that spell
/// letters. REQUIRES: text.size() >= piece.content.end; the piece is one of `host`'s.
[[nodiscard]] std::vector<base::TextRange> write_piece(const Piece& piece, std::string_view host,
                                                       std::string& text);

}  // namespace troupe::graphql
