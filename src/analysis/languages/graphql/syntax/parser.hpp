// GraphQL text to syntax tree.
#pragma once

#include <cstdint>

#include "analysis/syntax/tree.hpp"
#include "base/source_text.hpp"

namespace troupe::graphql {

struct ParseOptions {
  /// How deep selection sets, values and types may nest. What is deeper is kept as an error node,
  /// with one diagnostic for the whole text; the rest is parsed.
  std::uint32_t depth_limit = 1024;
  /// A longer text is not looked at: a tree without definitions and one diagnostic.
  std::uint32_t size_limit = 0x7FFFFFFF;
  /// Whether fragments may have variables of their own and spreads arguments for them, as a
  /// proposal to the specification has it: `fragment F($size: Int) on User`, `...F(size: 1)`. Where
  /// not, they are a mistake, and understood all the same.
  bool fragment_arguments = false;
};

/// Parses a document, executable or type system or both. Never fails: whatever the bytes, the tree
/// covers all of them and the diagnostics say what is wrong. A text that graphql-js 17.1 accepts
/// has no diagnostics; for any other, the first diagnostic has the message and the position of its
/// error. One mistake gives one diagnostic where that can be told, and what follows it is
/// understood. Linear in the text. Pure: safe on any thread.
[[nodiscard]] syntax::Tree parse(const base::SourceText& source, const ParseOptions& options = {});

/// parse(), done once for all who hold this text, if it is a common one: the tree is another's as
/// long as somebody holds that. REQUIRES: the limit of size is the default one.
[[nodiscard]] syntax::Tree parse_once(const base::SourceText& source,
                                      const ParseOptions& options = {});

/// parse() for a text that is one value, constant (no variables) or not, or one type reference:
/// the root (a `document`) has the value or type as its child.
[[nodiscard]] syntax::Tree parse_value(const base::SourceText& source,
                                       const ParseOptions& options = {});
[[nodiscard]] syntax::Tree parse_constant_value(const base::SourceText& source,
                                                const ParseOptions& options = {});
[[nodiscard]] syntax::Tree parse_type(const base::SourceText& source,
                                      const ParseOptions& options = {});

}  // namespace troupe::graphql
