// Tokens of a document in the order of its text, with comments in between.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/ide/editing.hpp"
#include "analysis/languages/graphql/syntax/kinds.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// Collects what a walk over the tree says of its tokens, and adds what needs no walk: comments,
/// operators, numbers, strings and keywords. Lives on the stack of one request; the tree outlives
/// it.
class TokenWriter {
 public:
  TokenWriter(const syntax::Tree& tree, base::TextRange range);

  [[nodiscard]] bool is_wanted(syntax::NodeRef node) const;
  /// The token at `index`; later calls win. A sign (`$`, `@`) right before a name becomes part of
  /// it.
  void set(syntax::TokenIndex index, ide::SemanticTokenType type, unsigned modifiers = 0);
  /// Its first token.
  void set(syntax::NodeRef node, ide::SemanticTokenType type, unsigned modifiers = 0);

  /// All that touch the range, sorted.
  [[nodiscard]] std::vector<ide::SemanticToken> take();

 private:
  struct Entry {
    bool is_set = false;
    ide::SemanticTokenType type = ide::SemanticTokenType::keyword;
    std::uint8_t modifiers = 0;
  };

  void add_comments(base::TextRange gap);
  void add(base::TextRange range, ide::SemanticTokenType type, unsigned modifiers);
  void add_token(std::uint32_t index);

  const syntax::Tree& tree_;
  base::TextRange range_;
  std::uint32_t first_;  ///< token
  std::uint32_t end_;
  std::vector<Entry> entries_;  ///< of the tokens in between
  std::vector<ide::SemanticToken> tokens_;
};

}  // namespace troupe::graphql
