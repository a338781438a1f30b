// Lossless syntax trees of any language, flat in memory: a list of tokens and a list of nodes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/syntax/diagnostic.hpp"
#include "analysis/syntax/token.hpp"
#include "base/source_text.hpp"
#include "base/text_range.hpp"

namespace troupe::syntax {

/// A node's kind: each language numbers its own, but for this one, which all share.
using NodeKind = std::uint8_t;
/// Tokens that no production wanted, kept so that nothing is lost.
inline constexpr NodeKind error_node = 0;

/// The place of a node in its tree: nodes are numbered in preorder, the root is 0.
using NodeIndex = base::StrongId<struct NodeIndexTag>;

/// One node: 16 bytes. A node covers the tokens [first_token, token_end) and its subtree the nodes
/// [its own index, subtree_end).
struct NodeRecord {
  static constexpr std::uint32_t parent_distance_limit = 0xFFFFFFU;

  std::uint32_t first_token;
  std::uint32_t token_end;
  std::uint32_t subtree_end;
  /// Kind in the low 8 bits; above them how many nodes before this one the parent stands (0 for the
  /// root, `parent_distance_limit` for "that many or more").
  std::uint32_t kind_and_parent;

  [[nodiscard]] NodeKind kind() const { return static_cast<NodeKind>(kind_and_parent); }
  [[nodiscard]] std::uint32_t parent_distance() const { return kind_and_parent >> 8U; }

  friend bool operator==(const NodeRecord&, const NodeRecord&) = default;
};
static_assert(sizeof(NodeRecord) == 16);

class NodeRef;
class TokenRef;

/// An immutable syntax tree together with its text and its diagnostics. A value: copying counts a
/// reference, comparing looks at identity first and at content then. Safe to read from any thread.
/// NodeRef and TokenRef point into it and live as long as any copy of it.
///
/// Invariants (tested on random input): tokens and gaps are the text; there is at least one node,
/// the root, which covers all tokens; a child's tokens and subtree lie within its parent's;
/// siblings are in order and do not overlap; only the root may be without tokens of its own text.
class Tree {
 public:
  struct Data {
    base::SourceText source;
    std::string_view text;  ///< source.view()
    TokenList tokens;
    std::vector<NodeRecord> nodes;
    std::vector<SyntaxDiagnostic> diagnostics;
  };

  /// The tree of the empty text: a root of kind `error_node`.
  Tree();
  /// REQUIRES: the invariants above, but for `text`, which is set here.
  explicit Tree(Data data);
  /// Another's tree. REQUIRES: `data` is some tree's data().
  explicit Tree(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
  /// What all copies of the tree share, for those who keep track of it.
  [[nodiscard]] const std::shared_ptr<const Data>& data() const { return data_; }

  [[nodiscard]] const base::SourceText& source() const { return data_->source; }
  [[nodiscard]] std::string_view text() const { return data_->text; }
  [[nodiscard]] const TokenList& tokens() const { return data_->tokens; }
  [[nodiscard]] const std::vector<NodeRecord>& nodes() const { return data_->nodes; }
  /// In the order of the language's parser: the one that a reference implementation would report
  /// comes first, the others follow by position.
  [[nodiscard]] std::span<const SyntaxDiagnostic> diagnostics() const { return data_->diagnostics; }

  [[nodiscard]] NodeRef root() const;
  /// REQUIRES: the index is one of this tree's.
  [[nodiscard]] NodeRef node(NodeIndex index) const;
  [[nodiscard]] TokenRef token(TokenIndex index) const;

  /// The token that contains `offset`, or nothing when it lies in a gap or at the end.
  [[nodiscard]] std::optional<TokenRef> token_at(base::TextOffset offset) const;
  /// The last token that begins before `offset`: what stands at or to the left of a cursor.
  [[nodiscard]] std::optional<TokenRef> token_left_of(base::TextOffset offset) const;
  /// The smallest node that contains the range; the root when none does. For an empty range (a
  /// cursor) "contains" means "touches", and of two nodes that touch, the right one counts.
  /// Logarithmic in the tree plus its depth.
  [[nodiscard]] NodeRef innermost_node(base::TextRange range) const;
  /// The smallest node that covers the token.
  [[nodiscard]] NodeRef node_of(TokenIndex token) const;

  /// Bytes held by the tree alone; the text, which others share, is not counted. Of the tree of a
  /// common text: the share of one of those who hold that.
  [[nodiscard]] std::size_t memory_size() const;

  friend bool operator==(const Tree& left, const Tree& right);

 private:
  std::shared_ptr<const Data> data_;
};

/// One token of a tree. Two words; pass by value. The tree outlives it.
class TokenRef {
 public:
  TokenRef(const Tree::Data& tree, TokenIndex index) : tree_(&tree), index_(index) {}

  [[nodiscard]] TokenIndex index() const { return index_; }
  [[nodiscard]] TokenKind kind() const { return tree_->tokens.kind(index_); }
  [[nodiscard]] base::TextRange range() const { return tree_->tokens.range(index_); }
  [[nodiscard]] std::string_view text() const { return base::slice(tree_->text, range()); }
  [[nodiscard]] base::TextRange gap_before() const { return tree_->tokens.gap_before(index_); }
  /// Neighbours in the text; nothing before the first and after the last (end of file).
  [[nodiscard]] std::optional<TokenRef> next() const;
  [[nodiscard]] std::optional<TokenRef> previous() const;

  friend bool operator==(TokenRef, TokenRef) = default;

 private:
  const Tree::Data* tree_;
  TokenIndex index_;
};

/// A range of adjacent tokens, for range-for.
class TokenRange;
/// The children of a node, for range-for.
class ChildRange;

/// One node of a tree. Two words; pass by value. The tree outlives it. Every step is O(1).
class NodeRef {
 public:
  NodeRef(const Tree::Data& tree, NodeIndex index) : tree_(&tree), index_(index) {}

  [[nodiscard]] const Tree::Data& tree() const { return *tree_; }
  [[nodiscard]] NodeIndex index() const { return index_; }
  [[nodiscard]] const NodeRecord& record() const { return tree_->nodes[index_.value]; }
  [[nodiscard]] NodeKind kind() const { return record().kind(); }

  /// From the first token's begin to the last token's end; comments and white space around them are
  /// not part of it. Of a node without tokens: empty, where the next token begins.
  [[nodiscard]] base::TextRange range() const;
  [[nodiscard]] std::string_view text() const { return base::slice(tree_->text, range()); }
  [[nodiscard]] TokenRange tokens() const;
  [[nodiscard]] bool has_tokens() const { return record().first_token != record().token_end; }
  /// REQUIRES: has_tokens().
  [[nodiscard]] TokenRef first_token() const;
  [[nodiscard]] TokenRef last_token() const;

  [[nodiscard]] bool is_root() const { return index_.value == 0; }
  [[nodiscard]] std::optional<NodeRef> parent() const;
  [[nodiscard]] std::optional<NodeRef> first_child() const;
  [[nodiscard]] std::optional<NodeRef> next_sibling() const;
  [[nodiscard]] ChildRange children() const;
  /// The first child of this kind.
  [[nodiscard]] std::optional<NodeRef> child(NodeKind kind) const;
  /// Index after the last node of the subtree: `for (i = index() + 1; i < subtree_end(); ++i)`
  /// visits all descendants in preorder.
  [[nodiscard]] NodeIndex subtree_end() const { return NodeIndex{record().subtree_end}; }
  [[nodiscard]] bool is_within(NodeRef ancestor) const {
    return ancestor.index_.value <= index_.value && index_.value < ancestor.subtree_end().value;
  }

  friend bool operator==(NodeRef, NodeRef) = default;

 private:
  const Tree::Data* tree_;
  NodeIndex index_;
};

class TokenRange {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = TokenRef;
    using difference_type = std::ptrdiff_t;

    Iterator(const Tree::Data* tree, std::uint32_t at) : tree_(tree), at_(at) {}
    TokenRef operator*() const { return {*tree_, TokenIndex{at_}}; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    friend bool operator==(Iterator, Iterator) = default;

   private:
    const Tree::Data* tree_;
    std::uint32_t at_;
  };

  TokenRange(const Tree::Data& tree, TokenIndex begin, TokenIndex end)
      : tree_(&tree), begin_(begin), end_(end) {}
  [[nodiscard]] Iterator begin() const { return {tree_, begin_.value}; }
  [[nodiscard]] Iterator end() const { return {tree_, end_.value}; }
  [[nodiscard]] bool empty() const { return begin_ == end_; }
  [[nodiscard]] std::uint32_t size() const { return end_.value - begin_.value; }

 private:
  const Tree::Data* tree_;
  TokenIndex begin_;
  TokenIndex end_;
};

class ChildRange {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = NodeRef;
    using difference_type = std::ptrdiff_t;

    Iterator(const Tree::Data* tree, std::uint32_t at) : tree_(tree), at_(at) {}
    NodeRef operator*() const { return {*tree_, NodeIndex{at_}}; }
    Iterator& operator++() {
      at_ = tree_->nodes[at_].subtree_end;
      return *this;
    }
    friend bool operator==(Iterator, Iterator) = default;

   private:
    const Tree::Data* tree_;
    std::uint32_t at_;
  };

  explicit ChildRange(NodeRef parent) : parent_(parent) {}
  [[nodiscard]] Iterator begin() const { return {&parent_.tree(), parent_.index().value + 1}; }
  [[nodiscard]] Iterator end() const { return {&parent_.tree(), parent_.subtree_end().value}; }
  [[nodiscard]] bool empty() const { return begin() == end(); }

 private:
  NodeRef parent_;
};

inline TokenRange NodeRef::tokens() const {
  return {*tree_, TokenIndex{record().first_token}, TokenIndex{record().token_end}};
}
inline ChildRange NodeRef::children() const {
  return ChildRange(*this);
}

}  // namespace troupe::syntax
