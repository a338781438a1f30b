// String literals of a host language that hold GraphQL, as the scanners find them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/text_range.hpp"

namespace troupe::graphql {

/// What a backslash means in a literal.
enum class Escapes : std::uint8_t {
  none,    ///< itself: raw strings
  script,  ///< ECMAScript's
  python,
};

/// One literal between its quotes.
struct Piece {
  base::TextRange content;  ///< without the quotes
  Escapes escapes = Escapes::none;
  bool has_doubled_braces = false;       ///< `{{` stands for `{`: Python's f-strings
  std::vector<base::TextRange> holes{};  ///< interpolations with their brackets, in order

  friend bool operator==(const Piece&, const Piece&) = default;
};

/// A GraphQL document: one literal, or several that the host joins.
struct Literal {
  std::vector<Piece> pieces;

  friend bool operator==(const Literal&, const Literal&) = default;
};

/// Whether a literal that nothing but its place marks as GraphQL begins like a document: with `{`,
/// a comment, a description or a keyword.
[[nodiscard]] bool begins_like_graphql(std::string_view content);

/// Whether a literal says itself that it is GraphQL: its first line is `#graphql`.
[[nodiscard]] bool has_graphql_marker(std::string_view content);

/// `gql` or `graphql`.
[[nodiscard]] bool is_graphql_tag(std::string_view word);

/// `/* GraphQL */` without the stars, in any casing.
[[nodiscard]] bool is_graphql_comment(std::string_view content);

/// Where the next of two bytes stands at or behind `from`; the text's size when there is none.
[[nodiscard]] std::size_t find_either(std::string_view text, char first, char second,
                                      std::size_t from);

/// Whether a text can have a GraphQL literal at all: whether the letters of `gql` or `graphql`
/// stand in it somewhere. Nearly as fast as reading it.
[[nodiscard]] bool may_have_graphql(std::string_view text);

}  // namespace troupe::graphql
