// Builds a Tree while a recursive-descent parser walks over its tokens.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "analysis/syntax/tree.hpp"
#include "base/check.hpp"

namespace troupe::syntax {

/// Collects nodes in preorder. The parser opens a node before its first token and closes it after
/// its last one; both calls are told the current token index. A builder can be used again and
/// again, so that the room it has made serves many trees; one thread at a time.
///
///   const auto field = builder.open(field_kind, position);
///   ... productions of the children ...
///   builder.close(field, position);
///
/// A production that only later proves to be the first part of a larger one (`a` in `a + b`) is
/// wrapped afterwards with `precede`. The whole build is linear in nodes, however often that
/// happens.
///
/// REQUIRES: opened nodes are closed in reverse order; token positions never go back; the first
/// node opened is the root and is closed last.
class TreeBuilder {
 public:
  /// An open node. Give it back to `close` once.
  class Open {
    friend class TreeBuilder;
    std::uint32_t record_;
    std::uint32_t parent_;
    Open(std::uint32_t record, std::uint32_t parent) : record_(record), parent_(parent) {}
  };
  /// A closed node that `precede` can still wrap, until its parent is closed.
  class Closed {
    friend class TreeBuilder;
    std::uint32_t record_;
    explicit Closed(std::uint32_t record) : record_(record) {}
  };

  /// Makes room for so many nodes in all; they need not be used, and more is made when needed.
  void reserve(std::size_t nodes);

  Open open(NodeKind kind, std::uint32_t token);
  Closed close(Open node, std::uint32_t token_end);
  /// A node without children over the tokens [token, token_end).
  Closed leaf(NodeKind kind, std::uint32_t token, std::uint32_t token_end);
  /// Opens a node that begins where `first` begins and has it as its first child.
  /// REQUIRES: `first` is the last closed child of the node that is open now.
  Open precede(Closed first, NodeKind kind);

  /// Changes the kind of an open node, for productions that learn late what they are.
  void set_kind(Open node, NodeKind kind);

  /// The nodes in preorder. REQUIRES: the root has been closed. The builder is empty afterwards.
  [[nodiscard]] std::vector<NodeRecord> finish();
  /// Forgets all nodes, finished or not, but not the room for them.
  void clear();
  /// Bytes of that room.
  [[nodiscard]] std::size_t memory_size() const { return capacity_ * sizeof(NodeRecord); }

 private:
  /// A wrapper stands behind its first child in the records until `finish`; this says which is
  /// which.
  struct Wrapper {
    std::uint32_t first_child;
    std::uint32_t wrapper;
  };

  std::uint32_t push(NodeKind kind, std::uint32_t token, std::uint32_t token_end);
  [[nodiscard]] std::vector<NodeRecord> reorder() const;

  // Not a vector: its growth would be inlined into every production.
  std::unique_ptr<NodeRecord[]> nodes_;
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = 0;
  std::uint32_t current_ = 0;  ///< the innermost open node
  std::vector<Wrapper> wrappers_;
};

/// Records a node whose parent is the one that is open now.
inline std::uint32_t TreeBuilder::push(NodeKind kind, std::uint32_t token,
                                       std::uint32_t token_end) {
  if (size_ == capacity_) [[unlikely]] {
    reserve(2 * static_cast<std::size_t>(capacity_) + 16);
  }
  const std::uint32_t record = size_++;
  const std::uint32_t distance = std::min(record - current_, NodeRecord::parent_distance_limit);
  nodes_[record] = {token, token_end, record + 1, kind | (distance << 8U)};
  return record;
}

inline TreeBuilder::Open TreeBuilder::open(NodeKind kind, std::uint32_t token) {
  const std::uint32_t parent = current_;
  current_ = push(kind, token, token);
  return {current_, parent};
}

inline TreeBuilder::Closed TreeBuilder::close(Open node, std::uint32_t token_end) {
  NodeRecord& record = nodes_[node.record_];
  record.token_end = token_end;
  record.subtree_end = size_;
  current_ = node.parent_;
  return Closed(node.record_);
}

inline TreeBuilder::Closed TreeBuilder::leaf(NodeKind kind, std::uint32_t token,
                                             std::uint32_t token_end) {
  return Closed(push(kind, token, token_end));
}

inline void TreeBuilder::set_kind(Open node, NodeKind kind) {
  std::uint32_t& packed = nodes_[node.record_].kind_and_parent;
  packed = (packed & ~0xFFU) | kind;
}

}  // namespace troupe::syntax
