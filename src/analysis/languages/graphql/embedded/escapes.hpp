// Literals of a host language to the text that they stand for, without changing its length.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/embedded/literal.hpp"

namespace troupe::graphql {

/// An escape: how long it is, backslash included, and what it stands for (of no more bytes).
struct Escape {
  std::size_t length = 0;
  std::string meaning;
};

/// The escape that `rest` begins with. REQUIRES: it begins with a backslash, and `escapes` says
/// that this means something.
[[nodiscard]] Escape read_escape(std::string_view rest, Escapes escapes);

/// Writes what a literal stands for to the same place of `text`. An escape is never shorter than
/// what it stands for; spaces in front make up for the difference. Holes are left as they are.
/// Returns all parts that cannot be read as GraphQL, in order: the holes, and escapes that spell
/// letters. REQUIRES: text.size() >= piece.content.end; the piece is one of `host`'s.
[[nodiscard]] std::vector<base::TextRange> write_piece(const Piece& piece, std::string_view host,
                                                       std::string& text);

}  // namespace troupe::graphql
