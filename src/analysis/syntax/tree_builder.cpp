// How nodes can be wrapped afterwards without making the build quadratic.
//
// Nodes are recorded in the order in which they are opened, which is preorder, as long as nothing
// is wrapped. A wrapper ought to stand before its first child, which is recorded already. If that
// child's subtree is small, it is moved up by one; the only absolute number in a closed record is
// the end of its subtree. If it is large (a left-associative chain of a thousand operators grows
// with every step), the wrapper is recorded at the end like any other node, and a note says whose
// first child it took. `finish` then walks the records once and puts each wrapper where it belongs:
// a record's children are known by where its subtree ended in order of recording, whatever the
// final order.
#include "analysis/syntax/tree_builder.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace troupe::syntax {

namespace {

/// Subtrees of up to this many nodes are moved rather than noted.
constexpr std::size_t movable_nodes = 64;

std::uint32_t pack(NodeKind kind, std::uint32_t distance) {
  return kind | (std::min(distance, NodeRecord::parent_distance_limit) << 8U);
}

}  // namespace

void TreeBuilder::reserve(std::size_t nodes) {
  if (nodes <= capacity_) {
    return;
  }
  base::check(nodes < 0xFFFFFFFFU, "nodes are counted in 32 bits");
  auto larger = std::make_unique_for_overwrite<NodeRecord[]>(nodes);
  std::copy_n(nodes_.get(), size_, larger.get());
  nodes_ = std::move(larger);
  capacity_ = static_cast<std::uint32_t>(nodes);
}

void TreeBuilder::clear() {
  size_ = 0;
  current_ = 0;
  wrappers_.clear();
}

TreeBuilder::Open TreeBuilder::precede(Closed first, NodeKind kind) {
  const NodeRecord child = nodes_[first.record_];
  const std::uint32_t parent = current_;
  const bool has_wrapper_inside = !wrappers_.empty() && wrappers_.back().wrapper >= first.record_;
  // The new record goes to the end in any case, so that the room for it is made.
  const std::uint32_t record = push(kind, child.first_token, child.first_token);
  if (has_wrapper_inside || record - first.record_ > movable_nodes) {
    wrappers_.push_back({first.record_, record});
    current_ = record;
    return {record, parent};
  }
  NodeRecord* const place = nodes_.get() + first.record_;
  std::copy_backward(place, nodes_.get() + record, nodes_.get() + size_);
  for (NodeRecord* moved = place + 1; moved != nodes_.get() + size_; ++moved) {
    ++moved->subtree_end;
  }
  *place = {child.first_token, child.first_token, 0, pack(kind, first.record_ - parent)};
  place[1].kind_and_parent = pack(child.kind(), 1);
  current_ = first.record_;
  return {first.record_, parent};
}

std::vector<NodeRecord> TreeBuilder::finish() {
  base::check(size_ > 0 && current_ == 0, "every node has been closed");
  std::vector<NodeRecord> result =
      wrappers_.empty() ? std::vector<NodeRecord>(nodes_.get(), nodes_.get() + size_) : reorder();
  clear();
  return result;
}

std::vector<NodeRecord> TreeBuilder::reorder() const {
  constexpr std::uint32_t none = 0xFFFFFFFFU;
  std::vector<std::uint32_t> wrapper_of(size_, none);
  std::vector<bool> is_wrapper(size_, false);
  for (const Wrapper& wrapper : wrappers_) {
    wrapper_of[wrapper.first_child] = wrapper.wrapper;
    is_wrapper[wrapper.wrapper] = true;
  }
  std::vector<NodeRecord> result;
  result.reserve(size_);
  struct Ancestor {
    std::uint32_t recorded_end;
    std::uint32_t result_index;
  };
  std::vector<Ancestor> ancestors;
  const auto close_until = [&](std::uint32_t recorded) {
    while (!ancestors.empty() && ancestors.back().recorded_end <= recorded) {
      result[ancestors.back().result_index].subtree_end = static_cast<std::uint32_t>(result.size());
      ancestors.pop_back();
    }
  };
  std::vector<std::uint32_t> chain;
  for (std::uint32_t recorded = 0; recorded < size_; ++recorded) {
    close_until(recorded);
    if (is_wrapper[recorded]) {
      continue;  // emitted before its first child
    }
    chain.clear();
    for (std::uint32_t at = recorded; at != none; at = wrapper_of[at]) {
      chain.push_back(at);
    }
    for (const std::uint32_t at : std::views::reverse(chain)) {
      NodeRecord node = nodes_[at];
      const auto index = static_cast<std::uint32_t>(result.size());
      const std::uint32_t parent = ancestors.empty() ? index : ancestors.back().result_index;
      node.kind_and_parent = pack(node.kind(), index - parent);
      ancestors.push_back({node.subtree_end, index});
      result.push_back(node);
    }
  }
  close_until(none);
  return result;
}

}  // namespace troupe::syntax
