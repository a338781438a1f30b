// Why finding a node is logarithmic: nodes stand in preorder, so their first tokens never decrease.
// The last node that begins at or before a place is therefore found by binary search, and whichever
// node is the smallest around that place is this one or one of its ancestors: any other that begins
// early enough has ended before this one began.
#include "analysis/syntax/tree.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace troupe::syntax {

namespace {

Tree::Data empty_tree() {
  Tree::Data data;
  data.tokens.add(end_of_file_token, 0, 0);
  data.nodes.push_back({0, 1, 1, error_node});
  return data;
}

}  // namespace

Tree::Tree() {
  static const Tree empty(empty_tree());
  data_ = empty.data_;
}

Tree::Tree(Data data) : data_(nullptr) {
  base::check(!data.nodes.empty() && data.tokens.size() > 0, "a tree has a root and a last token");
  data.text = data.source.view();
  data_ = std::make_shared<const Data>(std::move(data));
}

NodeRef Tree::root() const {
  return {*data_, NodeIndex{0}};
}

NodeRef Tree::node(NodeIndex index) const {
  base::check(index.value < data_->nodes.size(), "the node is one of the tree's");
  return {*data_, index};
}

TokenRef Tree::token(TokenIndex index) const {
  base::check(index.value < data_->tokens.size(), "the token is one of the tree's");
  return {*data_, index};
}

std::optional<TokenRef> Tree::token_at(base::TextOffset offset) const {
  const TokenIndex index = data_->tokens.first_ending_after(offset);
  if (!data_->tokens.range(index).contains(offset)) {
    return std::nullopt;
  }
  return TokenRef(*data_, index);
}

std::optional<TokenRef> Tree::token_left_of(base::TextOffset offset) const {
  const auto records = data_->tokens.records();
  const auto after = std::ranges::lower_bound(records, offset, {}, &Token::begin);
  if (after == records.begin()) {
    return std::nullopt;
  }
  return TokenRef(*data_, TokenIndex{static_cast<std::uint32_t>(after - records.begin()) - 1});
}

NodeRef Tree::innermost_node(base::TextRange range) const {
  const auto& nodes = data_->nodes;
  const auto begin = [this](const NodeRecord& node) {
    return data_->tokens.begin(TokenIndex{node.first_token});
  };
  const auto after = std::ranges::upper_bound(nodes, range.begin, {}, begin);
  NodeRef node = root();
  if (after != nodes.begin()) {
    node = {*data_, NodeIndex{static_cast<std::uint32_t>(after - nodes.begin()) - 1}};
  }
  while (!node.is_root() && !node.range().contains(range)) {
    node = *node.parent();
  }
  return node;
}

NodeRef Tree::node_of(TokenIndex token) const {
  const auto& nodes = data_->nodes;
  const auto after = std::ranges::upper_bound(nodes, token.value, {}, &NodeRecord::first_token);
  NodeRef node = {*data_, NodeIndex{static_cast<std::uint32_t>(after - nodes.begin()) - 1}};
  while (!node.is_root() && token.value >= node.record().token_end) {
    node = *node.parent();
  }
  return node;
}

std::size_t Tree::memory_size() const {
  std::size_t bytes = sizeof(Data) + data_->tokens.memory_size() +
                      data_->nodes.capacity() * sizeof(NodeRecord) +
                      data_->diagnostics.capacity() * sizeof(SyntaxDiagnostic);
  for (const SyntaxDiagnostic& diagnostic : data_->diagnostics) {
    bytes += diagnostic.message.capacity();
    bytes += diagnostic.related ? diagnostic.related->message.capacity() : 0;
  }
  return data_->source.charge(bytes);
}

bool operator==(const Tree& left, const Tree& right) {
  if (left.data_ == right.data_) {
    return true;
  }
  return left.data_->source == right.data_->source && left.data_->tokens == right.data_->tokens &&
         left.data_->nodes == right.data_->nodes &&
         left.data_->diagnostics == right.data_->diagnostics;
}

std::optional<TokenRef> TokenRef::next() const {
  if (index_.value + 1 >= tree_->tokens.size()) {
    return std::nullopt;
  }
  return TokenRef(*tree_, TokenIndex{index_.value + 1});
}

std::optional<TokenRef> TokenRef::previous() const {
  if (index_.value == 0) {
    return std::nullopt;
  }
  return TokenRef(*tree_, TokenIndex{index_.value - 1});
}

base::TextRange NodeRef::range() const {
  const NodeRecord& node = record();
  const base::TextOffset begin = tree_->tokens.begin(TokenIndex{node.first_token});
  if (node.first_token == node.token_end) {
    return {begin, begin};
  }
  return {begin, tree_->tokens.range(TokenIndex{node.token_end - 1}).end};
}

TokenRef NodeRef::first_token() const {
  base::check(has_tokens(), "a node without tokens has no first one");
  return {*tree_, TokenIndex{record().first_token}};
}

TokenRef NodeRef::last_token() const {
  base::check(has_tokens(), "a node without tokens has no last one");
  return {*tree_, TokenIndex{record().token_end - 1}};
}

std::optional<NodeRef> NodeRef::parent() const {
  if (is_root()) {
    return std::nullopt;
  }
  const std::uint32_t distance = record().parent_distance();
  if (distance < NodeRecord::parent_distance_limit) {
    return NodeRef(*tree_, NodeIndex{index_.value - distance});
  }
  // Too far away for 24 bits: walk down from the root, which is slow and practically never happens.
  std::uint32_t ancestor = 0;
  for (std::uint32_t at = 1; at != index_.value;) {
    if (tree_->nodes[at].subtree_end > index_.value) {
      ancestor = at;
      ++at;
    } else {
      at = tree_->nodes[at].subtree_end;
    }
  }
  return NodeRef(*tree_, NodeIndex{ancestor});
}

std::optional<NodeRef> NodeRef::first_child() const {
  if (record().subtree_end == index_.value + 1) {
    return std::nullopt;
  }
  return NodeRef(*tree_, NodeIndex{index_.value + 1});
}

std::optional<NodeRef> NodeRef::next_sibling() const {
  const std::optional<NodeRef> above = parent();
  if (!above || record().subtree_end == above->record().subtree_end) {
    return std::nullopt;
  }
  return NodeRef(*tree_, NodeIndex{record().subtree_end});
}

std::optional<NodeRef> NodeRef::child(NodeKind kind) const {
  for (const NodeRef candidate : children()) {
    if (candidate.kind() == kind) {
      return candidate;
    }
  }
  return std::nullopt;
}

}  // namespace troupe::syntax
