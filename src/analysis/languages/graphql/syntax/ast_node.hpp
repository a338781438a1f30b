// The machinery of the typed view over GraphQL trees (ast.hpp): casts, child lookup, ranges of
// children.
#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>

#include "analysis/languages/graphql/syntax/kinds.hpp"
#include "analysis/syntax/tree.hpp"
#include "base/text_range.hpp"

namespace troupe::graphql {

/// The view of `node` as a View, if it is of (one of) that view's kinds.
template <typename View>
[[nodiscard]] std::optional<View> cast(syntax::NodeRef node) {
  if (!View::covers(kind_of(node))) {
    return std::nullopt;
  }
  return View(node);
}
template <typename View>
[[nodiscard]] std::optional<View> cast(std::optional<syntax::NodeRef> node) {
  return node ? cast<View>(*node) : std::nullopt;
}

/// The children of a node that a View covers, in order, for range-for. A node that is not there has
/// none.
template <typename View>
class Children {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = View;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    Iterator(const syntax::Tree::Data& tree, std::uint32_t at, std::uint32_t end)
        : tree_(&tree), at_(at), end_(end) {
      skip();
    }
    View operator*() const { return View(syntax::NodeRef(*tree_, syntax::NodeIndex{at_})); }
    Iterator& operator++() {
      at_ = tree_->nodes[at_].subtree_end;
      skip();
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& left, const Iterator& right) {
      return left.at_ == right.at_;
    }

   private:
    void skip() {
      while (at_ != end_ && !View::covers(static_cast<NodeKind>(tree_->nodes[at_].kind()))) {
        at_ = tree_->nodes[at_].subtree_end;
      }
    }
    const syntax::Tree::Data* tree_ = nullptr;
    std::uint32_t at_ = 0;
    std::uint32_t end_ = 0;
  };

  Children() = default;
  explicit Children(std::optional<syntax::NodeRef> parent) : parent_(parent) {}

  [[nodiscard]] Iterator begin() const {
    return parent_ ? Iterator(parent_->tree(), parent_->index().value + 1, end_index())
                   : Iterator();
  }
  [[nodiscard]] Iterator end() const {
    return parent_ ? Iterator(parent_->tree(), end_index(), end_index()) : Iterator();
  }
  [[nodiscard]] bool empty() const { return begin() == end(); }
  /// Linear in the children.
  [[nodiscard]] std::size_t size() const {
    std::size_t count = 0;
    for (auto at = begin(); at != end(); ++at) {
      ++count;
    }
    return count;
  }
  /// The node whose children these are, with its brackets; nothing when it is not there.
  [[nodiscard]] std::optional<syntax::NodeRef> node() const { return parent_; }

 private:
  [[nodiscard]] std::uint32_t end_index() const { return parent_->subtree_end().value; }

  std::optional<syntax::NodeRef> parent_;
};

/// Base of all views: a node, seen as some production. Two words, no allocation; pass by value. The
/// tree outlives it. Views of texts with mistakes lack parts: names are empty, optionals empty.
class AstNode {
 public:
  explicit AstNode(syntax::NodeRef node) : node_(node) {}

  [[nodiscard]] syntax::NodeRef node() const { return node_; }
  [[nodiscard]] NodeKind kind() const { return kind_of(node_); }
  [[nodiscard]] base::TextRange range() const { return node_.range(); }
  [[nodiscard]] std::string_view text() const { return node_.text(); }

  friend bool operator==(const AstNode&, const AstNode&) = default;

 protected:
  [[nodiscard]] std::optional<syntax::NodeRef> child(NodeKind kind) const {
    return node_.child(static_cast<syntax::NodeKind>(kind));
  }
  template <typename View>
  [[nodiscard]] std::optional<View> child() const {
    for (const syntax::NodeRef candidate : node_.children()) {
      if (View::covers(kind_of(candidate))) {
        return View(candidate);
      }
    }
    return std::nullopt;
  }
  template <typename View>
  [[nodiscard]] Children<View> children() const {
    return Children<View>(node_);
  }
  /// The children of the first child of kind `list`: arguments between their parentheses.
  template <typename View>
  [[nodiscard]] Children<View> children_of(NodeKind list) const {
    return Children<View>(child(list));
  }

 private:
  syntax::NodeRef node_;
};

/// Base of the views of exactly one node kind.
template <NodeKind Kind>
class AstNodeOf : public AstNode {
 public:
  static constexpr NodeKind node_kind = Kind;
  static constexpr bool covers(NodeKind kind) { return kind == Kind; }
  using AstNode::AstNode;
};

}  // namespace troupe::graphql
